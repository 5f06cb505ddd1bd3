package io.backflux.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table whose first column is text and whose others are numbers.
 *
 * @param title one line above it
 */
record Table(String title, List<String> header, List<List<String>> rows) {

    /** For a terminal. */
    String text() {
        List<Integer> widths = widths();
        List<String> lines = new ArrayList<>();
        lines.add(title);
        lines.add("");
        lines.add(line(header, widths, "  ", "", ""));
        lines.add("-".repeat(lines.get(2).length()));
        rows.forEach(row -> lines.add(line(row, widths, "  ", "", "")));
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    /** In Markdown, legible as it is too. */
    String markdown() {
        List<Integer> widths = widths();
        List<String> lines = new ArrayList<>();
        lines.add("### " + title);
        lines.add("");
        lines.add(line(header, widths, " | ", "| ", " |"));
        lines.add(rule(widths));
        rows.forEach(row -> lines.add(line(row, widths, " | ", "| ", " |")));
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    private List<Integer> widths() {
        return IntStream.range(0, header.size()).mapToObj(this::width).toList();
    }

    private int width(int column) {
        int widest =
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
        return Math.max(widest, header.get(column).length());
    }

    private static String line(List<String> cells, List<Integer> widths, String between, String before, String after) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> padded(cells.get(column), widths.get(column), column == 0))
                .collect(Collectors.joining(between, before, after));
    }

    private static String padded(String cell, int width, boolean left) {
        String padding = " ".repeat(width - cell.length());
        return left ? cell + padding : padding + cell;
    }

    private static String rule(List<Integer> widths) {
        return IntStream.range(0, widths.size())
                .mapToObj(column -> "-".repeat(widths.get(column) + 1) + (column == 0 ? "-" : ":"))
                .collect(Collectors.joining("|", "|", "|"));
    }
}
