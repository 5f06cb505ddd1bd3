package io.backflux.samples.harvest;

import io.backflux.HarvestProgress;
import io.backflux.HarvestStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The end of a harvest for people. */
final class SummaryText {

    private static final List<String> HEADS =
            List.of("target", "status", "rows", "of total", "requests", "retries", "cost", "time");
    private static final int FIRST_NUMBER = 2;
    private static final int LONGEST_TARGET = 60;

    private final Report report;
    private final boolean simulated;

    /**
     * @param simulated whether the costs are only what they would have been
     */
    SummaryText(Report report, boolean simulated) {
        this.report = report;
        this.simulated = simulated;
    }

    List<String> lines() {
        if (report.hasSeveralTargets()) {
            return several();
        }
        Outcome only = report.sum();
        Instant since = only.wholeSince();
        return since == null ? one(only) : List.of(nothingToDo(only, since));
    }

    private static String nothingToDo(Outcome outcome, Instant since) {
        return outcome.target() + ": complete since " + since + ", "
                + Figures.counted(outcome.progress().received(), "row") + where(outcome) + "; nothing was bought";
    }

    private List<String> one(Outcome outcome) {
        HarvestProgress progress = outcome.progress();
        String reason = outcome.status() == HarvestStatus.FAILED ? "" : ", " + outcome.reason();
        List<String> lines = new ArrayList<>();
        lines.add(outcome.target() + ": " + word(outcome) + reason);
        lines.add("  rows      " + Figures.count(progress.received()) + of(progress) + where(outcome));
        lines.add("  requests  " + Figures.count(progress.requests()) + " for "
                + Figures.counted(progress.pages(), "page")
                + (progress.retries() == 0 ? "" : ", " + Figures.counted(progress.retries(), "retry")));
        lines.add("  cost      " + Figures.dollars(progress.cost()) + simulatedNote());
        lines.add("  time      " + Figures.seconds(outcome.elapsed()) + ", " + rate(outcome) + " rows/s");
        lines.addAll(unexpected(outcome));
        if (outcome.resumable() && outcome.status() != HarvestStatus.COMPLETE) {
            lines.add("  note      --resume goes on from here"
                    + (outcome.isAtMaximum() ? ", with a larger --max or none" : ""));
        }
        return lines;
    }

    private static String of(HarvestProgress progress) {
        Long total = progress.totalCount();
        return total == null ? "" : " of " + Figures.count(total);
    }

    private static String where(Outcome outcome) {
        return outcome.progress().received() == 0 && outcome.error() != null ? "" : " in " + outcome.file();
    }

    private String simulatedNote() {
        return simulated ? " (simulated: nothing was billed)" : "";
    }

    private static String rate(Outcome outcome) {
        return Figures.count(Math.round(outcome.rowsPerSecond()));
    }

    private static List<String> unexpected(Outcome outcome) {
        long values = outcome.summary().unexpectedValues();
        return values == 0
                ? List.of()
                : List.of("  note      " + Figures.counted(values, "value")
                        + " of an unexpected type, kept as they came");
    }

    private List<String> several() {
        Outcome sum = report.sum();
        List<List<String>> table = new ArrayList<>();
        table.add(HEADS);
        report.outcomes().forEach(outcome -> table.add(row(shortened(outcome.target()), outcome)));
        table.add(row("all " + report.outcomes().size(), sum));
        List<String> lines = aligned(table);
        lines.add(sum.reason() + "; " + rate(sum) + " rows/s" + simulatedNote());
        lines.addAll(unexpected(sum));
        return lines;
    }

    private static List<String> row(String name, Outcome outcome) {
        HarvestProgress progress = outcome.progress();
        Long total = progress.totalCount();
        return List.of(
                name,
                outcome.begun() ? word(outcome) : "not begun",
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

    private static String shortened(String target) {
        return target.length() <= LONGEST_TARGET ? target : target.substring(0, LONGEST_TARGET - 1) + "…";
    }

    /** Words to the left, numbers to the right. */
    private static List<String> aligned(List<List<String>> table) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : table) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                int width = width(table, column);
                String blanks = " ".repeat(width - row.get(column).length());
                line.append(column == 0 ? "" : "  ")
                        .append(column < FIRST_NUMBER ? row.get(column) + blanks : blanks + row.get(column));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static int width(List<List<String>> table, int column) {
        return table.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
