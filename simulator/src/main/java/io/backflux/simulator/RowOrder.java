package io.backflux.simulator;

import java.util.List;

/** The order of a query's rows: by its rules, and where rows tie by their indexes. */
record RowOrder(DataSet data, List<SortRule> rules) {
    /** Where an index belongs among ordered ones. */
    int place(int[] ordered, int index) {
        Row row = data.row(index);
        int low = 0;
        int high = ordered.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int order = compare(data.row(ordered[middle]), row);
            if (order < 0 || (order == 0 && ordered[middle] < index)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int compare(Row left, Row right) {
        for (SortRule rule : rules) {
            int order = rule.compare(left, right);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
