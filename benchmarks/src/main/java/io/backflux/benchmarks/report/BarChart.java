package io.backflux.benchmarks.report;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Panels of horizontal bars, two in a line.
 *
 * @param notes lines below the title: what the bars mean
 */
record BarChart(String title, List<String> notes, List<Panel> panels) {

    /**
     * Bars under a title.
     *
     * @param unit panels of the same unit share a scale
     */
    record Panel(String title, String unit, List<Bar> bars) {}

    /**
     * One bar.
     *
     * @param look its class in the style sheet
     */
    record Bar(String label, double value, String look) {

        static Bar of(String subject, double value) {
            String look = subject.startsWith(Names.OURS) ? "ours" : Names.isFloor(subject) ? "floor" : "other";
            return new Bar(Names.of(subject), value, look);
        }
    }

    private static final int WIDTH = 880;
    private static final int COLUMNS = 2;
    private static final int MARGIN = 20;
    private static final int GAP = 24;
    private static final int PANEL_WIDTH = (WIDTH - 2 * MARGIN - (COLUMNS - 1) * GAP) / COLUMNS;
    private static final int TITLE = 30;
    private static final int NOTE = 17;
    private static final int PANEL_HEAD = 26;
    private static final int LINE = 21;
    private static final int THICKNESS = 13;
    private static final int LABELS = 186;
    private static final int FIGURES = 62;

    String svg() {
        Svg svg = new Svg(WIDTH, height());
        svg.text(MARGIN, TITLE, "title", title);
        int y = TITLE;
        for (String note : notes) {
            y += NOTE;
            svg.text(MARGIN, y, "note", note);
        }
        int top = head();
        for (List<Panel> line : lines()) {
            for (int column = 0; column < line.size(); column++) {
                draw(line.get(column), MARGIN + column * (PANEL_WIDTH + GAP), top, svg);
            }
            top += height(line);
        }
        return svg.close();
    }

    private List<List<Panel>> lines() {
        return IntStream.range(0, (panels.size() + COLUMNS - 1) / COLUMNS)
                .map(line -> line * COLUMNS)
                .mapToObj(first -> panels.subList(first, Math.min(first + COLUMNS, panels.size())))
                .toList();
    }

    private int head() {
        return TITLE + notes.size() * NOTE + MARGIN;
    }

    private int height() {
        return head() + lines().stream().mapToInt(BarChart::height).sum();
    }

    private static int height(List<Panel> line) {
        int bars = line.stream().mapToInt(panel -> panel.bars().size()).max().orElse(0);
        return PANEL_HEAD + bars * LINE + MARGIN;
    }

    private void draw(Panel panel, int left, int top, Svg svg) {
        svg.text(left, top + 12, "panel", panel.title());
        double scale = (PANEL_WIDTH - LABELS - FIGURES) / longest(panel.unit());
        int y = top + PANEL_HEAD;
        for (Bar bar : panel.bars()) {
            double length = Math.max(1, bar.value() * scale);
            int line = y + THICKNESS - 2;
            svg.text(left, line, bar.look() + "-label", bar.label());
            svg.bar(left + LABELS, y, length, THICKNESS, bar.look());
            svg.text(left + LABELS + length + 6, line, bar.look() + "-label", Figures.number(bar.value()));
            y += LINE;
        }
    }

    private double longest(String unit) {
        return panels.stream()
                .filter(panel -> panel.unit().equals(unit))
                .flatMap(panel -> panel.bars().stream())
                .mapToDouble(Bar::value)
                .max()
                .orElse(1);
    }
}
