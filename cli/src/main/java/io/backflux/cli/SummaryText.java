package io.backflux.cli;

import io.backflux.HarvestProgress;
import io.backflux.HarvestProof;
import io.backflux.HarvestStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The end of a harvest for people. */
final class SummaryText {

    private static final List<String> HEADS =
            List.of("target", "status", "proof", "rows", "of total", "requests", "retries", "cost", "time");
    private static final int FIRST_NUMBER = 3;
    private static final String PLAIN = "one chain";
    private static final String NOTE = "  note      ";

    private final Report report;
    private final boolean simulated;
    private final boolean parallel;

    /**
     * @param simulated whether the costs are only what they would have been
     * @param parallel whether several requests at once were wanted
     */
    SummaryText(Report report, boolean simulated, boolean parallel) {
        this.report = report;
        this.simulated = simulated;
        this.parallel = parallel;
    }

    List<String> lines() {
        if (report.hasSeveralTargets()) {
            return several();
        }
        Outcome only = report.sum();
        Instant since = only.wholeSince();
        return since == null ? one(only) : nothingToDo(only, since);
    }

    private static List<String> nothingToDo(Outcome outcome, Instant since) {
        List<String> lines = new ArrayList<>();
        lines.add(outcome.target() + ": complete since " + since + ", "
                + Figures.counted(outcome.progress().received(), "row") + where(outcome) + "; nothing was bought");
        lines.addAll(changes(outcome));
        lines.addAll(verdict(outcome));
        lines.addAll(replaced(outcome));
        return lines;
    }

    private List<String> one(Outcome outcome) {
        HarvestProgress progress = outcome.progress();
        String reason = outcome.status() == HarvestStatus.FAILED ? "" : ", " + outcome.reason();
        List<String> lines = new ArrayList<>();
        lines.add(outcome.target() + ": " + word(outcome) + reason);
        lines.add("  rows      " + Figures.count(progress.received()) + of(progress) + where(outcome));
        lines.addAll(before(outcome));
        lines.addAll(changes(outcome));
        lines.addAll(verdict(outcome));
        lines.addAll(counts(outcome));
        lines.addAll(strategy(outcome));
        lines.add("  requests  " + Figures.count(progress.requests()) + " for "
                + Figures.counted(progress.pages(), "page")
                + (progress.retries() == 0 ? "" : ", " + Figures.counted(progress.retries(), "retry")));
        lines.add("  cost      " + Figures.dollars(progress.cost()) + unpriced(outcome) + simulatedNote());
        lines.add("  time      " + Figures.seconds(outcome.elapsed()) + rate(outcome)
                + (outcome.isResumed() ? ", by this run" : ""));
        lines.addAll(missing(outcome));
        lines.addAll(unexpected(outcome));
        lines.addAll(replaced(outcome));
        lines.addAll(advice());
        return lines;
    }

    private static String of(HarvestProgress progress) {
        Long total = progress.totalCount();
        return total == null ? "" : " of " + Figures.count(total);
    }

    private static String where(Outcome outcome) {
        return outcome.progress().received() == 0 && outcome.error() != null ? "" : " in " + outcome.file();
    }

    private static List<String> before(Outcome outcome) {
        HarvestProgress before = outcome.summary().resumedFrom();
        return before == null || !outcome.isResumed()
                ? List.of()
                : List.of("  before    of these, " + Figures.counted(before.received(), "row") + ", "
                        + Figures.counted(before.requests(), "request") + " and " + Figures.dollars(before.cost())
                        + " by earlier runs");
    }

    private static List<String> changes(Outcome outcome) {
        Changes changes = outcome.changes();
        return changes == null ? List.of() : List.of("  changes   " + changes.words());
    }

    private static List<String> verdict(Outcome outcome) {
        String verdict = outcome.verdict();
        return verdict == null ? List.of() : List.of("  proof     " + verdict);
    }

    /** Settings that nobody changed are left out. */
    private List<String> strategy(Outcome outcome) {
        String strategy = StrategyText.of(outcome.summary());
        return strategy == null || (strategy.equals(PLAIN) && !parallel)
                ? List.of()
                : List.of("  strategy  " + strategy);
    }

    private static List<String> counts(Outcome outcome) {
        if (!outcome.isProofOfFile()) {
            return List.of();
        }
        HarvestProof proof = outcome.proof();
        String sample = proof.sample() == 1 ? "" : ", reckoned from a sample of 1/" + Figures.count(proof.sample());
        List<String> lines = new ArrayList<>();
        lines.add("  counted   " + Figures.count(proof.distinct()) + " different, " + Figures.count(proof.repeated())
                + " repeated" + sample);
        Long start = proof.totalAtStart();
        Long end = proof.totalAtEnd();
        if (start != null && end != null && !start.equals(end)) {
            lines.add("  total     " + Figures.count(start) + " at the start, " + Figures.count(end) + " at the end");
        }
        return lines;
    }

    private static List<String> missing(Outcome outcome) {
        HarvestProof proof = outcome.proof();
        Long promised = proof.totalAtStart();
        return proof.missing() == 0 || promised == null
                ? List.of()
                : List.of(NOTE + Figures.counted(proof.missing(), "row") + " short: the server promised "
                        + Figures.count(promised));
    }

    private static String unpriced(Outcome outcome) {
        BigDecimal unpriced = outcome.summary().unpriced();
        return unpriced.signum() == 0
                ? ""
                : ", and up to " + Figures.dollars(unpriced) + " by answers that never named their price";
    }

    private String simulatedNote() {
        return simulated ? " (simulated: nothing was billed)" : "";
    }

    /** Of what was bought. */
    private static String rate(Outcome outcome) {
        return outcome.received() == 0 ? "" : ", " + Figures.count(Math.round(outcome.rowsPerSecond())) + " rows/s";
    }

    private static List<String> unexpected(Outcome outcome) {
        long values = outcome.summary().unexpectedValues();
        return values == 0
                ? List.of()
                : List.of(NOTE + Figures.counted(values, "value") + " of an unexpected type, kept as they came");
    }

    private static List<String> replaced(Outcome outcome) {
        return outcome.replaced() == 0
                ? List.of()
                : List.of(
                        NOTE + Figures.counted(outcome.replaced(), "character")
                                + " cut to half a surrogate pair by the API, written as U+FFFD; --exact-text keeps such halves");
    }

    private List<String> several() {
        Outcome sum = report.sum();
        Table table = new Table(FIRST_NUMBER, HEADS);
        report.outcomes().forEach(outcome -> table.add(row(Table.shortened(outcome.target()), outcome)));
        table.add(row("all " + report.outcomes().size(), sum));
        List<String> lines = new ArrayList<>(table.lines());
        lines.add(sum.reason() + rate(sum) + simulatedNote());
        lines.addAll(before(sum));
        lines.addAll(changes(sum));
        lines.addAll(counts(sum));
        lines.addAll(unproven());
        report.outcomes().forEach(one -> missing(one).forEach(note -> lines.add(note + ": " + one.target())));
        lines.addAll(unexpected(sum));
        lines.addAll(replaced(sum));
        lines.addAll(advice());
        return lines;
    }

    /** A line for each verdict, with those that it is of. */
    private List<String> unproven() {
        Map<String, List<String>> targets = new LinkedHashMap<>();
        report.outcomes().stream()
                .filter(Outcome::isCompleteButUnproven)
                .forEach(one -> targets.computeIfAbsent(String.valueOf(one.verdict()), verdict -> new ArrayList<>())
                        .add(one.target()));
        List<String> lines = new ArrayList<>();
        targets.forEach((verdict, names) -> lines.add(NOTE + Advice.firstOf(names) + ": " + verdict));
        return lines;
    }

    private List<String> advice() {
        return Advice.notes(report.outcomes()).stream().map(NOTE::concat).toList();
    }

    private static List<String> row(String name, Outcome outcome) {
        HarvestProgress progress = outcome.progress();
        Long total = progress.totalCount();
        return List.of(
                name,
                outcome.begun() ? word(outcome) : "not begun",
                outcome.begun() && outcome.isProofOfFile() ? outcome.verdictWord() : "?",
                Figures.count(progress.received()),
                total == null ? "?" : Figures.count(total),
                Figures.count(progress.requests()),
                Figures.count(progress.retries()),
                Figures.dollars(progress.cost()),
                Figures.seconds(outcome.elapsed()));
    }

    private static String word(Outcome outcome) {
        return outcome.status().name().toLowerCase(Locale.ROOT);
    }
}
