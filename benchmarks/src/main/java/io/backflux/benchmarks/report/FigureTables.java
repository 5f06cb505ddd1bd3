package io.backflux.benchmarks.report;

import io.backflux.benchmarks.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Any results: a line for each subject in each setting, and its metrics beside each other; each with its spread, unless there is
 * one sample of each.
 */
final class FigureTables {

    private FigureTables() {}

    static List<Table> of(String title, List<Result> results) {
        Map<String, String> metrics = new LinkedHashMap<>();
        Map<List<String>, Map<String, Result>> lines = new LinkedHashMap<>();
        for (Result result : results) {
            metrics.put(result.metric(), result.unit());
            lines.computeIfAbsent(List.of(result.subject(), result.setting()), first -> new LinkedHashMap<>())
                    .put(result.metric(), result);
        }
        boolean single = results.stream().allMatch(result -> result.samples().size() == 1);
        List<List<String>> rows = new ArrayList<>();
        lines.forEach((line, figures) -> rows.add(row(line, figures, metrics, single)));
        return List.of(new Table(title, header(metrics, single), rows));
    }

    private static List<String> header(Map<String, String> metrics, boolean single) {
        List<String> header = new ArrayList<>(List.of("subject"));
        metrics.forEach((metric, unit) -> {
            String name = metric + ", " + unit;
            String best = name + (Spread.moreIsBetter(unit) ? ", most" : ", least");
            header.addAll(single ? List.of(name) : List.of(best, "median", "spread"));
        });
        return header;
    }

    private static List<String> row(
            List<String> line, Map<String, Result> figures, Map<String, String> metrics, boolean single) {
        List<String> row = new ArrayList<>(List.of(String.join(", ", line)));
        for (String metric : metrics.keySet()) {
            Result result = figures.get(metric);
            List<String> cells = result == null ? List.of("", "", "") : cells(result);
            row.addAll(single ? cells.subList(0, 1) : cells);
        }
        return row;
    }

    private static List<String> cells(Result result) {
        Spread spread = Spread.of(result);
        return List.of(Figures.number(spread.best()), Figures.number(spread.median()), Figures.percent(spread.width()));
    }
}
