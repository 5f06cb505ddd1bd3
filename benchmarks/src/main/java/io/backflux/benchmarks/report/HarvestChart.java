package io.backflux.benchmarks.report;

import io.backflux.benchmarks.Result;
import io.backflux.benchmarks.report.BarChart.Bar;
import io.backflux.benchmarks.report.BarChart.Panel;
import java.util.List;

/** Rows a second and CPU time of each contender, plain and with gzip. */
final class HarvestChart {

    private HarvestChart() {}

    static BarChart of(List<Result> results) {
        return new BarChart(
                "Harvest over loopback",
                List.of(
                        "Pretty-printed pages, as the API answers. Dashed: bytes received and dropped, which is the floor."),
                List.of(
                        panel("plain pretty", "rows", "plain: rows/s, longer is faster", results),
                        panel("plain pretty", "cpu", "plain: CPU s for 100,000 rows", results),
                        panel("gzip pretty", "rows", "gzip: rows/s, longer is faster", results),
                        panel("gzip pretty", "cpu", "gzip: CPU s for 100,000 rows", results)));
    }

    private static Panel panel(String setting, String metric, String title, List<Result> results) {
        List<Bar> bars = results.stream()
                .filter(result -> result.setting().equals(setting))
                .filter(result -> result.metric().equals(metric))
                .map(result -> Bar.of(result.subject(), Spread.of(result).best()))
                .toList();
        return new Panel(title, metric, bars);
    }
}
