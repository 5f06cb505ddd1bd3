package io.backflux.cli;

import io.backflux.HarvestStatus;
import io.backflux.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the targets of a list have come to by now: sums, and the worst of them. Safe for use by any thread. */
final class ListTally {

    private static final int WORST = 5;

    /** One that took long. */
    record Slow(String target, Duration time, long rows) {}

    private final Map<ListedTarget, TargetHarvest> running = new ConcurrentHashMap<>();

    // All below by who has the lock.
    private final Map<HarvestStatus, Integer> ended = new EnumMap<>(HarvestStatus.class);
    private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    private final List<String> failed = new ArrayList<>();
    private final List<Slow> slowest = new ArrayList<>();
    private int notBegun;
    private int untouched;
    private boolean outOfMoney;
    private int atMaximum;
    private long rows;
    private long rowsOfRun;
    private long requests;
    private long replaced;
    private long unexpected;
    private @Nullable Changes changes;
    private ExitCode gravest = ExitCode.GOOD;
    private @Nullable Throwable accountRefused;

    void begun(ListedTarget target, TargetHarvest harvest) {
        running.put(target, harvest);
    }

    synchronized void ended(ListedTarget target, Outcome outcome, Ledger.Entry entry) {
        running.remove(target);
        requests += Math.max(entry.requests(), outcome.progress().requests());
        rows += outcome.progress().received();
        changes = Changes.sum(changes, outcome.changes());
        if (!outcome.begun() && outcome.error() == null) {
            notBegun++;
            outOfMoney |= outcome.isOutOfMoney();
            return;
        }
        rowsOfRun += Math.max(0, outcome.received());
        replaced += outcome.replaced();
        unexpected += outcome.summary().unexpectedValues();
        outOfMoney |= outcome.isOutOfMoney();
        atMaximum += outcome.isAtMaximum() && !outcome.reason().equals(TargetHarvest.FAIL_FAST) ? 1 : 0;
        untouched += outcome.wholeSince() == null ? 0 : 1;
        ended.merge(outcome.status(), 1, Integer::sum);
        if (outcome.status() == HarvestStatus.COMPLETE && outcome.isProofOfFile()) {
            verdicts.merge(outcome.proof().verdict(), 1, Integer::sum);
        }
        note(outcome);
        noteTime(outcome);
    }

    private void note(Outcome outcome) {
        Throwable error = outcome.error();
        if (error == null) {
            return;
        }
        ExitCode code = outcome.exitCode();
        gravest = code.compareTo(gravest) < 0 ? code : gravest;
        if (code == ExitCode.ACCOUNT_REFUSED) {
            accountRefused = error;
        }
        if (failed.size() < WORST) {
            failed.add(outcome.target() + ": " + Failure.words(error));
        }
    }

    private void noteTime(Outcome outcome) {
        slowest.add(
                new Slow(outcome.target(), outcome.elapsed(), outcome.progress().received()));
        slowest.sort(Comparator.comparing(Slow::time).reversed());
        if (slowest.size() > WORST) {
            slowest.remove(WORST);
        }
    }

    synchronized int over() {
        return ended.values().stream().mapToInt(Integer::intValue).sum();
    }

    synchronized int count(HarvestStatus status) {
        return ended.getOrDefault(status, 0);
    }

    synchronized int notBegun() {
        return notBegun;
    }

    /** Of those that are complete, how many an earlier run had completed. */
    synchronized int untouched() {
        return untouched;
    }

    /** Those that {@code --max} ended. */
    synchronized int atMaximum() {
        return atMaximum;
    }

    synchronized boolean isOutOfMoney() {
        return outOfMoney;
    }

    /** In their files, of those that are over. */
    synchronized long rows() {
        return rows;
    }

    /** By all runs, of those that are over. */
    synchronized long requests() {
        return requests;
    }

    synchronized long replaced() {
        return replaced;
    }

    synchronized long unexpected() {
        return unexpected;
    }

    /** Null where no delta was asked for. */
    synchronized @Nullable Changes changes() {
        return changes;
    }

    synchronized ExitCode gravest() {
        return gravest;
    }

    synchronized @Nullable Throwable accountRefused() {
        return accountRefused;
    }

    /** The first that failed, with the reason. */
    synchronized List<String> failed() {
        return List.copyOf(failed);
    }

    /** Those that took longest, the slowest first. */
    synchronized List<Slow> slowest() {
        return List.copyOf(slowest);
    }

    /** Such as {@code 4,998 proven, 2 drifted}; empty where none is complete. */
    synchronized String verdicts() {
        List<String> words = new ArrayList<>();
        verdicts.forEach((verdict, count) ->
                words.add(Figures.count(count) + " " + verdict.name().toLowerCase(Locale.ROOT)));
        return String.join(", ", words);
    }

    /** How far all have come. */
    ListSnapshot snapshot(int targets, BigDecimal cost, Duration elapsed) {
        List<TargetHarvest> now = List.copyOf(running.values());
        long underWay = now.stream().mapToLong(one -> one.progress().received()).sum();
        long before = now.stream().mapToLong(TargetHarvest::rowsBefore).sum();
        long sent = now.stream().mapToLong(one -> one.progress().requests()).sum();
        TargetHarvest longest =
                now.stream().max(Comparator.comparingLong(TargetHarvest::nanos)).orElse(null);
        synchronized (this) {
            return new ListSnapshot(
                    targets,
                    over(),
                    untouched,
                    count(HarvestStatus.FAILED),
                    failed.isEmpty() ? null : failed.get(failed.size() - 1).split(":", 2)[0],
                    rows + underWay,
                    rowsOfRun + underWay - before,
                    requests + sent,
                    cost,
                    elapsed,
                    longest == null ? null : longest.target(),
                    longest == null ? Duration.ZERO : Duration.ofNanos(longest.nanos()));
        }
    }
}
