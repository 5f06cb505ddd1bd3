package io.backflux.reactor.oracle;

import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.Verdict;
import io.backflux.error.BacklinksException;
import io.backflux.reactor.oracle.Fault.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Judges a harvest by what was in the index and what was delivered. What is promised:
 * <ul>
 *   <li>any server: an end, one terminal signal, one summary, the cost; <em>proven</em> only of a whole
 *   <li>a fair server and an index that stands still: each row once
 *   <li>a fair server and an index that moves, by keys: no row lost that was there all the time, none twice
 * </ul>
 */
final class Judge {

    /** Where many rows lie in one second, nobody knows which: a range is halved until one is left, each half for a request. */
    private static final int SECONDS_HALVED = 28;

    private final Situation situation;
    private final ModelApi api;
    private final Delivery delivery;
    private final List<RunResult> results;
    private final List<Fault> faults = new ArrayList<>();
    private final Map<Identity, Integer> copies;

    Judge(Situation situation, ModelApi api, Delivery delivery, List<RunResult> results) {
        this.situation = situation;
        this.api = api;
        this.delivery = delivery;
        this.results = results;
        this.copies = delivery.copies();
    }

    Verdicts verdicts() {
        results.forEach(this::judgeRun);
        RunResult last = results.get(results.size() - 1);
        boolean complete = status(last) == HarvestStatus.COMPLETE;
        int lost = complete ? lost(row -> true) : 0;
        int lostOfItsOwn = complete ? lost(this::isItsOwn) : 0;
        int twice = twice();
        if (api.invalid() != null) {
            add(Kind.INVALID_REQUEST, String.valueOf(api.invalid()));
        }
        judgeRows(last, lostOfItsOwn, twice);
        judgeVerdict(last, lost, twice);
        judgeRequests(complete);
        return new Verdicts(faults, last.verdict(), complete, lost, twice, api.requests(), story());
    }

    private void add(Kind kind, String words) {
        faults.add(new Fault(kind, words));
    }

    private void judgeRun(RunResult result) {
        if (result.terminals() == 0 && !result.cancelled()) {
            add(Kind.HANG, "no end");
            return;
        }
        if (result.terminals() != (result.cancelled() ? 0 : 1)) {
            add(Kind.SIGNALS, result.terminals() + " terminal signals");
        }
        if (result.summaries() != 1) {
            add(Kind.SUMMARY, result.summaries() + " summaries");
        }
        if (result.requestsAfterEnd() > 0) {
            add(Kind.AFTER_END, result.requestsAfterEnd() + " requests after the end");
        }
        Throwable error = result.error();
        if (error != null && !(error instanceof BacklinksException)) {
            add(Kind.CRASH, error.toString());
        }
        judgeCost(result);
        judgeCounts(result);
    }

    private void judgeCost(RunResult result) {
        HarvestSummary summary = result.summary();
        if (result.run().maxPages() == 0 || summary == null) {
            return;
        }
        BigDecimal most = Page.price(situation.limit())
                .multiply(BigDecimal.valueOf(result.run().maxPages()))
                .add(new BigDecimal("0.01"));
        BigDecimal before = summary.resumedFrom() == null
                ? BigDecimal.ZERO
                : summary.resumedFrom().cost();
        if (result.requests() > 0 && before.add(result.billed()).compareTo(most) > 0) {
            add(Kind.COST, before + " and " + result.billed() + " of at most " + most);
        }
    }

    private void judgeCounts(RunResult result) {
        HarvestSummary summary = result.summary();
        if (summary != null
                && result.run().lostPages() == 0
                && summary.checkpoint() != null
                && summary.checkpoint().received() != result.received()) {
            add(
                    Kind.COUNTS,
                    "the checkpoint covers " + summary.checkpoint().received() + " rows of " + result.received());
        }
    }

    private static @Nullable HarvestStatus status(RunResult result) {
        return result.summary() == null ? null : result.summary().status();
    }

    /** Whether the row is one of the harvest's: by keys, that is one that was found before it began, by its own clock. */
    private boolean isItsOwn(Row row) {
        boolean isLater = row.firstSeen() != null && row.firstSeen() >= Rows.NOW;
        return !situation.isByKeys() || !(isLater || isBehindRefusedToken(row));
    }

    /**
     * Whether a row can't be reached any more: a chain whose token is refused resumes by a bound on {@code first_seen}, which
     * leaves out rows without one, and the API has no condition for these. What is missing is counted and reported as a gap.
     */
    private boolean isBehindRefusedToken(Row row) {
        return row.firstSeen() == null
                && results.size() > 1
                && situation.oddities().contains(Oddity.TOKENS_EXPIRE)
                && results.stream().allMatch(result -> result.run().order() == Run.Order.STABLE);
    }

    private int lost(Predicate<Row> wanted) {
        Map<Identity, Integer> due = new HashMap<>();
        api.index().stayed().stream().filter(wanted).forEach(row -> due.merge(row.identity(), 1, Integer::sum));
        return due.entrySet().stream()
                .mapToInt(entry -> Math.max(0, entry.getValue() - copies.getOrDefault(entry.getKey(), 0)))
                .sum();
    }

    private int twice() {
        return copies.entrySet().stream()
                .mapToInt(entry -> Math.max(0, entry.getValue() - api.index().ever(entry.getKey())))
                .sum();
    }

    private void judgeRows(RunResult last, int lost, int twice) {
        if (!situation.isFair() || !(situation.isStill() || situation.isByKeys())) {
            return;
        }
        if (lost > 0) {
            add(Kind.LOST, lost + " rows lost, " + last.verdict());
        }
        if (twice > 0) {
            add(Kind.TWICE, twice + " rows twice, " + last.verdict());
        }
        boolean mayBeRefused = situation.oddities().contains(Oddity.TOKENS_EXPIRE) && results.size() > 1;
        boolean isOver =
                status(last) != HarvestStatus.FAILED || !situation.weather().isEmpty() || mayBeRefused;
        if (!isOver) {
            add(Kind.FAILED, String.valueOf(last.error()));
        }
    }

    /** A total that is as small as what came, and no token: nobody can tell that from a server that has no more. */
    private boolean mayBeAll() {
        return situation.oddities().contains(Oddity.TOKENS_MISSING)
                && (situation.oddities().contains(Oddity.TOTAL_CAPPED)
                        || situation.oddities().contains(Oddity.TOTAL_TOO_SMALL));
    }

    private void judgeVerdict(RunResult last, int lost, int twice) {
        Verdict verdict = last.verdict();
        if (verdict == Verdict.PROVEN && status(last) == HarvestStatus.COMPLETE && lost + twice > 0 && !mayBeAll()) {
            add(Kind.FALSE_PROVEN, lost + " lost, " + twice + " twice: " + finding(last));
        }
        boolean isPlain = situation.isStill()
                && situation.oddities().isEmpty()
                && status(last) == HarvestStatus.COMPLETE
                && lost + twice == 0;
        if (isPlain && (verdict == Verdict.GAP || verdict == Verdict.DRIFTED)) {
            add(Kind.FALSE_ALARM, verdict + ": " + finding(last));
        }
        boolean isAlike = api.index().hasAlikeRows();
        if (isPlain && !isAlike && verdict == Verdict.OVERLAP) {
            add(Kind.FALSE_ALARM, verdict + ": " + finding(last));
        }
        // In the default order more than one page never proves; pages of one row share none, and no range has what has
        // no time. Where a maximum pays for all pages, it need not pay for the total at the end.
        boolean mayProve = situation.isByKeys()
                && !(situation.limit() == 1 && situation.nulls() > 0)
                && last.run().maxPages() == 0;
        if (isPlain && mayProve && !isAlike && results.size() == 1 && verdict == Verdict.UNPROVEN) {
            add(Kind.SHY, finding(last));
        }
    }

    private static String finding(RunResult result) {
        return result.summary() == null ? "" : result.summary().proof().finding();
    }

    private void judgeRequests(boolean complete) {
        if (api.hasEnough()) {
            add(Kind.HANG, api.requests() + " requests");
        } else if (complete && situation.isFair()) {
            int most = 2 * situation.pages()
                    + 10 * results.size()
                    + 12 * situation.weather().size()
                    + (situation.isDense() ? SECONDS_HALVED : 0);
            if (api.requests() > most) {
                add(Kind.REQUESTS, api.requests() + " requests for " + situation.pages() + " pages");
            }
        }
    }

    private String story() {
        StringBuilder words = new StringBuilder();
        for (RunResult result : results) {
            HarvestSummary summary = result.summary();
            words.append("\n  ")
                    .append(summary == null ? "no summary" : summary.status() + " " + summary.strategy())
                    .append(", ")
                    .append(result.requests())
                    .append(" requests, ")
                    .append(result.received())
                    .append(" rows by then, ")
                    .append(result.verdict())
                    .append(": ")
                    .append(finding(result))
                    .append(result.error() == null ? "" : ", " + result.error());
        }
        return words.append("\n  delivered ").append(delivery.size()).toString();
    }
}
