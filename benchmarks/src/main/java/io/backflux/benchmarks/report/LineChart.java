package io.backflux.benchmarks.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Two panels of lines beside each other.
 *
 * @param notes lines below the title: what the lines mean
 */
record LineChart(String title, List<String> notes, List<Panel> panels) {

    /** Lines between two axes. */
    record Panel(String title, Axis across, Axis up, List<Line> lines) {}

    /**
     * Where values lie.
     *
     * @param ticks values that are written beside it, rising; its first and last are its ends
     * @param unit written behind each
     * @param logarithmic whether equal ratios are equally long
     */
    record Axis(List<Double> ticks, String unit, boolean logarithmic) {

        /** How far along it a value lies, from 0 to 1. */
        double share(double value) {
            double first = scaled(ticks.get(0));
            return (scaled(value) - first) / (scaled(ticks.get(ticks.size() - 1)) - first);
        }

        private double scaled(double value) {
            return logarithmic ? Math.log(value) : value;
        }
    }

    /**
     * One line.
     *
     * @param look its class in the style sheet
     */
    record Line(String label, String look, List<Point> points) {}

    record Point(double across, double up) {}

    private static final int WIDTH = 880;
    private static final int MARGIN = 20;
    private static final int TITLE = 30;
    private static final int NOTE = 17;
    private static final int PANEL_HEAD = 30;
    private static final int PANEL_WIDTH = 420;
    private static final int SCALE = 36;
    private static final int LABELS = 84;
    private static final int PLOT_WIDTH = PANEL_WIDTH - SCALE - LABELS;
    private static final int PLOT_HEIGHT = 240;
    private static final int LETTERS = 14;

    String svg() {
        int top = TITLE + notes.size() * NOTE + MARGIN;
        Svg svg = new Svg(WIDTH, top + PANEL_HEAD + PLOT_HEIGHT + 2 * MARGIN);
        svg.text(MARGIN, TITLE, "title", title);
        for (int note = 0; note < notes.size(); note++) {
            svg.text(MARGIN, TITLE + (note + 1) * NOTE, "note", notes.get(note));
        }
        for (int column = 0; column < panels.size(); column++) {
            draw(panels.get(column), MARGIN + column * (PANEL_WIDTH + MARGIN), top, svg);
        }
        return svg.close();
    }

    private static void draw(Panel panel, int left, int top, Svg svg) {
        svg.text(left, top + 12, "panel", panel.title());
        Plot plot = new Plot(panel, left + SCALE, top + PANEL_HEAD);
        for (double tick : panel.up().ticks()) {
            double y = plot.y(tick);
            svg.line(List.of((double) plot.left(), y, (double) plot.left() + PLOT_WIDTH, y), "grid");
            svg.text(left, y + 4, "note", text(tick) + panel.up().unit());
        }
        for (double tick : panel.across().ticks()) {
            svg.text(plot.x(tick) - 4, plot.top() + PLOT_HEIGHT + LETTERS + 8, "note", text(tick));
        }
        panel.lines().forEach(line -> svg.line(plot.points(line), line.look()));
        label(panel.lines(), plot, svg);
    }

    private static String text(double tick) {
        return Figures.whole(tick);
    }

    /** At the ends of the lines, and so far apart that they can be read. */
    private static void label(List<Line> lines, Plot plot, Svg svg) {
        List<Line> fromAbove = new ArrayList<>(lines);
        fromAbove.sort(Comparator.comparingDouble(line -> plot.y(last(line).up())));
        double free = 0;
        for (Line line : fromAbove) {
            double y = Math.max(free, plot.y(last(line).up()) + 4);
            svg.text(plot.x(last(line).across()) + 12, y, "label", line.label());
            free = y + LETTERS;
        }
    }

    private static Point last(Line line) {
        return line.points().get(line.points().size() - 1);
    }

    /** Where the points of a panel lie in the image. */
    private record Plot(Panel panel, int left, int top) {

        double x(double across) {
            return left + panel.across().share(across) * PLOT_WIDTH;
        }

        double y(double up) {
            return top + (1 - panel.up().share(up)) * PLOT_HEIGHT;
        }

        List<Double> points(Line line) {
            List<Double> points = new ArrayList<>();
            for (Point point : line.points()) {
                points.add(x(point.across()));
                points.add(y(point.up()));
            }
            return points;
        }
    }
}
