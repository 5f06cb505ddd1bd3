package io.backflux.benchmarks.report;

import io.backflux.benchmarks.Result;
import io.backflux.benchmarks.report.BarChart.Bar;
import io.backflux.benchmarks.report.BarChart.Panel;
import java.util.Comparator;
import java.util.List;

/** CPU time a row of each contender, the fastest first. */
final class ReaderChart {

    private static final List<String> NOTES = List.of(
            "CPU time a row in ns: shorter is faster. Dashed: makes no rows, only the tokens that are its floor.",
            "* fed with chunks of 16 KiB as they would arrive; the others are given the whole page in memory.");

    private ReaderChart() {}

    static BarChart of(List<Result> results) {
        return new BarChart(
                "Bytes to rows",
                NOTES,
                List.of(
                        panel("pretty", "pretty-printed, as the API answers", results),
                        panel("minified", "minified", results)));
    }

    private static Panel panel(String form, String title, List<Result> results) {
        List<Bar> bars = results.stream()
                .filter(result -> result.metric().equals("cpu"))
                .filter(result -> result.setting().startsWith(form + " "))
                .filter(result -> !result.subject().equals(Names.OURS) || isChunked(result))
                .map(ReaderChart::bar)
                .sorted(Comparator.comparing(Bar::value))
                .toList();
        return new Panel(title, "ns/row", bars);
    }

    private static Bar bar(Result result) {
        Bar bar = Bar.of(result.subject(), Spread.of(result).best());
        return isChunked(result) ? new Bar(bar.label() + " *", bar.value(), bar.look()) : bar;
    }

    private static boolean isChunked(Result result) {
        return result.setting().endsWith(" 16 KiB");
    }
}
