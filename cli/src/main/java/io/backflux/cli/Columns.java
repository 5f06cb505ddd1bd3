package io.backflux.cli;

import io.backflux.BacklinkColumn;
import io.backflux.reactor.Harvest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The columns that {@code --select} names.
 *
 * @param chosen in the order they were named; empty for whole rows
 */
record Columns(List<BacklinkColumn> chosen) {

    static final Columns ALL = new Columns(List.of());

    Columns {
        chosen = List.copyOf(chosen);
    }

    /**
     * By the API's names; one that is there twice counts once.
     *
     * @throws IllegalArgumentException if one isn't known; the message names the nearest that is
     */
    static Columns of(List<String> names) {
        List<BacklinkColumn> chosen = names.stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(Columns::named)
                .distinct()
                .toList();
        if (chosen.isEmpty() && !names.isEmpty()) {
            throw new IllegalArgumentException("--select: must name a field, such as url_from");
        }
        return new Columns(chosen);
    }

    private static BacklinkColumn named(String name) {
        BacklinkColumn column = BacklinkColumn.named(name);
        if (column != null) {
            return column;
        }
        int dot = name.indexOf('.');
        BacklinkColumn whole = dot < 0 ? null : BacklinkColumn.named(name.substring(0, dot));
        if (whole != null) {
            throw new IllegalArgumentException(
                    "--select: a part of a field can't be selected by itself; select \"" + whole.apiName() + '"');
        }
        if (name.equals(TableColumn.EXTRAS.name())) {
            throw new IllegalArgumentException(
                    "--select: extras come with whole rows only; leave --select out for them");
        }
        throw new IllegalArgumentException("--select: there is no field \"" + name + "\"; " + guess(name)
                + "docs/schema.md lists all; a target stands before --select");
    }

    /** A field that is near enough to be meant. */
    private static String guess(String name) {
        return Arrays.stream(BacklinkColumn.values())
                .map(BacklinkColumn::apiName)
                .filter(known -> distance(known, name) <= Math.max(2, name.length() / 2))
                .min(Comparator.comparingInt(known -> distance(known, name)))
                .map(known -> "did you mean \"" + known + "\"? ")
                .orElse("");
    }

    /** Letters to put in, take away or replace, until one is the other. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }

    /**
     * @param rows which, for the message
     * @param written the columns that they have, as {@link #words} says them
     * @throws FileRefusedException if others are wanted
     */
    static void check(String rows, String written, String wanted) {
        if (!written.equals(wanted)) {
            throw new FileRefusedException(rows + " have " + inWords(written) + ", and not " + inWords(wanted)
                    + "; resume with the same --select, or take another --out; --force begins anew");
        }
    }

    private static String inWords(String columns) {
        return columns.isEmpty() ? "all fields" : "the fields " + columns;
    }

    /** The harvest of these columns. */
    Harvest of(Harvest whole) {
        return chosen.isEmpty() ? whole : whole.columns(EnumSet.copyOf(chosen));
    }

    /** The same of a table, in this order. */
    List<TableColumn> ofTable() {
        return chosen.isEmpty()
                ? TableColumn.ALL
                : chosen.stream().map(TableColumn::of).toList();
    }

    /** As a checkpoint keeps them: with commas; empty for whole rows. */
    String words() {
        return chosen.stream().map(BacklinkColumn::apiName).collect(Collectors.joining(","));
    }
}
