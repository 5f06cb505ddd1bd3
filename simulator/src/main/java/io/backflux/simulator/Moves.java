package io.backflux.simulator;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Brings the ordered indexes of a query from one state of the rows to another. */
final class Moves {
    private Moves() {}

    static int[] applied(int[] indexes, DataSet before, DataSet data, Query query) {
        int[] kept = Arrays.stream(indexes)
                .filter(index -> data.standsAs(before, index))
                .toArray();
        int[] moved = IntStream.range(0, data.end())
                .filter(index -> !data.standsAs(before, index))
                .filter(index -> query.covers(data, index) && query.accepts(data, index))
                .toArray();
        RowOrder order = new RowOrder(data, query.rules());
        return merged(kept, new IndexSort(data, query.rules()).sorted(moved), order);
    }

    /** Few are merged into many, so each place is looked up rather than each pair compared. */
    private static int[] merged(int[] many, int[] few, RowOrder order) {
        int[] all = new int[many.length + few.length];
        int taken = 0;
        for (int i = 0; i < few.length; i++) {
            int place = order.place(many, few[i]);
            System.arraycopy(many, taken, all, taken + i, place - taken);
            all[place + i] = few[i];
            taken = place;
        }
        System.arraycopy(many, taken, all, taken + few.length, many.length - taken);
        return all;
    }
}
