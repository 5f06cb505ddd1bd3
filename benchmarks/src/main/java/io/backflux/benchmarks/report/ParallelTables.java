package io.backflux.benchmarks.report;

import io.backflux.benchmarks.Result;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;

/** The parallel harvest's results, a table for each number of rows; medians over the seeds. */
final class ParallelTables {

    private static final List<String> HEADER = List.of(
            "slots",
            "time",
            "× a chain",
            "slowest",
            "rows/s",
            "limit, rows/s",
            "slots busy",
            "requests",
            "USD",
            "dearer",
            "dearest");

    private ParallelTables() {}

    static List<Table> of(List<Result> results) {
        Lookup lookup = new Lookup(results);
        return lookup.settings().stream()
                .map(rows -> new Table("Parallel, " + title(rows), HEADER, rows(rows, lookup)))
                .toList();
    }

    private static String title(String setting) {
        String[] words = setting.split(" ", 2);
        return String.format(Locale.ROOT, "%,d %s", Long.parseLong(words[0]), words[1]);
    }

    private static List<List<String>> rows(String rows, Lookup lookup) {
        return lookup.subjects().stream().map(slots -> row(slots, rows, lookup)).toList();
    }

    private static List<String> row(String slots, String rows, Lookup lookup) {
        Optional<Spread> dearer = lookup.find(slots, rows, "dearer");
        return List.of(
                slots,
                median(slots, rows, "time", lookup, ParallelTables::time),
                median(slots, rows, "speed", lookup, Figures::number),
                lookup.find(slots, rows, "speed")
                        .map(speed -> Figures.number(speed.least()))
                        .orElse(""),
                median(slots, rows, "rate", lookup, Figures::number),
                median(slots, rows, "limit", lookup, Figures::number),
                median(slots, rows, "busy", lookup, busy -> String.format(Locale.ROOT, "%.0f %%", busy * 100)),
                median(slots, rows, "requests", lookup, Figures::whole),
                median(slots, rows, "cost", lookup, dollars -> String.format(Locale.ROOT, "%,.2f", dollars)),
                dearer.map(spread -> Figures.percent(spread.median())).orElse(""),
                dearer.map(spread -> Figures.percent(spread.most())).orElse(""));
    }

    private static String median(String slots, String rows, String metric, Lookup lookup, DoubleFunction<String> form) {
        return lookup.find(slots, rows, metric)
                .map(spread -> form.apply(spread.median()))
                .orElse("");
    }

    private static String time(double seconds) {
        Duration time = Duration.ofSeconds(Math.round(seconds));
        if (time.toMinutes() == 0) {
            return time.toSeconds() + " s";
        }
        return time.toHours() == 0
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : time.toHours() + " h " + time.toMinutesPart() + " min";
    }
}
