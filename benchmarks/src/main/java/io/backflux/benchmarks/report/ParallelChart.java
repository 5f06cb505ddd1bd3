package io.backflux.benchmarks.report;

import io.backflux.benchmarks.Result;
import io.backflux.benchmarks.report.LineChart.Axis;
import io.backflux.benchmarks.report.LineChart.Line;
import io.backflux.benchmarks.report.LineChart.Panel;
import io.backflux.benchmarks.report.LineChart.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How much faster and how much dearer a harvest is for the slots that it has. */
final class ParallelChart {

    private static final Axis SLOTS = new Axis(List.of(1.0, 2.0, 4.0, 8.0, 16.0, 30.0), "", true);
    private static final int STEP = 2; // Percent.

    private ParallelChart() {}

    static LineChart of(List<Result> results) {
        Lookup lookup = new Lookup(results);
        return new LineChart(
                "One harvest, up to thirty slots",
                List.of(
                        "Planned as ever, answered in virtual time: lognormal answers of 2 s, links found in bursts; medians.",
                        "Dashed: as many times as fast as there are slots."),
                List.of(speed(lookup), money(lookup)));
    }

    private static Panel speed(Lookup lookup) {
        Axis up = new Axis(SLOTS.ticks(), " ×", true);
        Line limit = new Line("limit", "floor", List.of(new Point(1, 1), new Point(30, 30)));
        Stream<Line> lines = lines("speed", 1, lookup).stream();
        return new Panel(
                "Times as fast as a chain, by slots",
                SLOTS,
                up,
                Stream.concat(Stream.of(limit), lines).toList());
    }

    private static Panel money(Lookup lookup) {
        List<Line> lines = lines("dearer", 100, lookup);
        double most = lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::up)
                .max()
                .orElse(0);
        List<Double> ticks = new ArrayList<>();
        for (double tick = 0; tick < most + STEP; tick += STEP) {
            ticks.add(tick);
        }
        return new Panel("Percent dearer than a chain, by slots", SLOTS, new Axis(ticks, " %", false), lines);
    }

    private static List<Line> lines(String metric, double factor, Lookup lookup) {
        List<Line> lines = new ArrayList<>();
        for (String rows : lookup.settings()) {
            List<Point> points = lookup.subjects().stream()
                    .filter(slots -> !slots.contains(",")) // In order: a figure beside the lines.
                    .flatMap(slots -> lookup.find(slots, rows, metric).stream()
                            .map(spread -> new Point(number(slots), factor * spread.median())))
                    .toList();
            String look = "line-" + Math.min(lines.size() + 1, 4);
            lines.add(new Line(label(number(rows)), look, points));
        }
        return lines;
    }

    private static String label(long rows) {
        return rows < 1_000_000 ? rows / 1_000 + " k rows" : rows / 1_000_000 + " M rows";
    }

    private static long number(String name) {
        return Long.parseLong(name.substring(0, name.indexOf(' ')));
    }
}
