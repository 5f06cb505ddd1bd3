package io.backflux.benchmarks.report;

import io.backflux.benchmarks.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The harvest's results, a table for each setting, with speed and CPU time beside ours. */
final class HarvestTables {

    private static final List<String> HEADER = List.of(
            "contender",
            "rows/s, most",
            "median",
            "spread",
            "× ours",
            "CPU s/100k, least",
            "× ours",
            "first row, ms",
            "least -Xmx, MiB");

    private HarvestTables() {}

    static List<Table> of(List<Result> results) {
        Lookup lookup = new Lookup(results);
        List<Table> tables = new ArrayList<>();
        for (String setting : lookup.settings()) {
            List<List<String>> rows = lookup.subjects().stream()
                    .map(subject -> row(subject, setting, lookup))
                    .toList();
            tables.add(new Table("Harvest, " + setting, HEADER, rows));
        }
        return tables;
    }

    private static List<String> row(String subject, String setting, Lookup lookup) {
        Optional<Spread> rows = lookup.find(subject, setting, "rows");
        return List.of(
                Names.of(subject),
                best(subject, setting, "rows", lookup),
                rows.map(spread -> Figures.number(spread.median())).orElse(""),
                rows.map(spread -> Figures.percent(spread.width())).orElse(""),
                besideOurs(subject, setting, "rows", lookup),
                best(subject, setting, "cpu", lookup),
                besideOurs(subject, setting, "cpu", lookup),
                best(subject, setting, "first row", lookup),
                best(subject, setting, "heap", lookup));
    }

    private static String best(String subject, String setting, String metric, Lookup lookup) {
        return lookup.find(subject, setting, metric)
                .map(spread -> Figures.number(spread.best()))
                .orElse("");
    }

    private static String besideOurs(String subject, String setting, String metric, Lookup lookup) {
        Optional<Spread> ours = lookup.find(Names.OURS, setting, metric);
        return lookup.find(subject, setting, metric)
                .flatMap(theirs -> ours.map(own -> Figures.times(theirs.best() / own.best())))
                .orElse("");
    }
}
