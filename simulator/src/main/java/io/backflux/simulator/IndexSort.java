package io.backflux.simulator;

import java.util.List;

/**
 * A stable merge sort of row indexes. Rows are made anew for each comparison, so the sort needs memory for a few numbers
 * a row and none for their texts; the first rule's key is kept when it is a number.
 */
final class IndexSort {
    private final DataSet data;
    private final List<SortRule> rules;

    IndexSort(DataSet data, List<SortRule> rules) {
        this.data = data;
        this.rules = rules;
    }

    int[] sorted(int[] indexes) {
        long[] keys = keys(indexes);
        int[] from = indexes.clone();
        int[] to = new int[from.length];
        long[] toKeys = new long[keys.length];
        for (int width = 1; width < from.length && width > 0; width *= 2) {
            for (long start = 0; start < from.length; start += 2L * width) {
                int middle = (int) Math.min(start + width, from.length);
                int end = (int) Math.min(start + 2L * width, from.length);
                merge(new Span((int) start, middle, end), from, keys, to, toKeys);
            }
            int[] swap = from;
            from = to;
            to = swap;
            long[] swapKeys = keys;
            keys = toKeys;
            toKeys = swapKeys;
        }
        return from;
    }

    private record Span(int start, int middle, int end) {}

    private void merge(Span span, int[] from, long[] keys, int[] to, long[] toKeys) {
        int left = span.start();
        int right = span.middle();
        for (int out = span.start(); out < span.end(); out++) {
            boolean takeLeft = right >= span.end() || (left < span.middle() && compare(from, keys, left, right) <= 0);
            int taken = takeLeft ? left++ : right++;
            to[out] = from[taken];
            if (keys.length > 0) {
                toKeys[out] = keys[taken];
            }
        }
    }

    private int compare(int[] indexes, long[] keys, int left, int right) {
        if (keys.length > 0 && keys[left] != keys[right]) {
            return Long.compare(keys[left], keys[right]);
        }
        Row a = data.row(indexes[left]);
        Row b = data.row(indexes[right]);
        for (int rule = keys.length > 0 ? 1 : 0; rule < rules.size(); rule++) {
            int order = rules.get(rule).compare(a, b);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** Numbers that rise in the order of the first rule, nulls highest; none when that rule is on a text. */
    private long[] keys(int[] indexes) {
        SortRule first = rules.get(0);
        if (first.field().kind() == Field.Kind.TEXT) {
            return new long[0];
        }
        long[] keys = new long[indexes.length];
        for (int i = 0; i < keys.length; i++) {
            Object value = first.field().value(data.row(indexes[i]));
            long number = value instanceof Long l ? l : Boolean.TRUE.equals(value) ? 1 : 0;
            keys[i] = value == null ? Long.MAX_VALUE : first.descending() ? -number : number;
        }
        return keys;
    }
}
