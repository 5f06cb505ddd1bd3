package io.backflux.benchmarks.report;

import io.backflux.benchmarks.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The reader's results, a table for each form of page, with each contender's speed beside ours in 16 KiB chunks. */
final class ReaderTables {

    private static final String OUR_CHUNKS = " 16 KiB";

    private static final List<String> HEADER = List.of(
            "contender", "fed with", "CPU ns/row, least", "median", "spread", "wall ns/row", "B/row", "× our 16 KiB");

    private ReaderTables() {}

    static List<Table> of(List<Result> results) {
        List<Table> tables = new ArrayList<>();
        for (String form : List.of("pretty", "minified")) {
            List<Result> ofForm = results.stream()
                    .filter(result -> result.setting().startsWith(form + " "))
                    .toList();
            if (!ofForm.isEmpty()) {
                tables.add(new Table("Reader, " + form, HEADER, rows(form, ofForm)));
            }
        }
        return tables;
    }

    private static List<List<String>> rows(String form, List<Result> results) {
        Lookup lookup = new Lookup(results);
        Optional<Spread> ours = lookup.find(Names.OURS, form + OUR_CHUNKS, "cpu");
        List<List<String>> rows = new ArrayList<>();
        for (Result result : results) {
            if (result.metric().equals("cpu")) {
                rows.add(row(result, form, lookup, ours));
            }
        }
        return rows;
    }

    private static List<String> row(Result cpu, String form, Lookup lookup, Optional<Spread> ours) {
        Spread spread = Spread.of(cpu);
        return List.of(
                Names.of(cpu.subject()),
                cpu.setting().substring(form.length() + 1),
                Figures.number(spread.best()),
                Figures.number(spread.median()),
                Figures.percent(spread.width()),
                best(cpu, "wall", lookup),
                best(cpu, "allocated", lookup),
                ours.map(own -> Figures.times(own.best() / spread.best())).orElse(""));
    }

    private static String best(Result cpu, String metric, Lookup lookup) {
        return lookup.find(cpu.subject(), cpu.setting(), metric)
                .map(spread -> Figures.number(spread.best()))
                .orElse("");
    }
}
