package io.backflux.cli;

import java.util.ArrayList;
import java.util.List;

/** Lines with aligned columns: words to the left, numbers to the right. */
final class Table {

    private static final int LONGEST_TARGET = 60;

    private final int firstNumber;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * @param firstNumber the column from which on there are numbers, from 0
     */
    Table(int firstNumber, List<String> heads) {
        this.firstNumber = firstNumber;
        rows.add(heads);
    }

    void add(List<String> row) {
        rows.add(row);
    }

    List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            String blanks = " ".repeat(width(column) - cell.length());
            line.append(column == 0 ? "" : "  ").append(column < firstNumber ? cell + blanks : blanks + cell);
        }
        return line.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    /** A target's name, cut where it would make the table too wide. */
    static String shortened(String target) {
        return target.length() <= LONGEST_TARGET ? target : target.substring(0, LONGEST_TARGET - 1) + "…";
    }
}
