package io.backflux.simulator;

import java.util.Arrays;
import java.util.BitSet;

/** Brings the ordered indexes of a query from one state of the rows to another. */
final class Moves {
    private Moves() {}

    static int[] applied(int[] indexes, DataSet before, DataSet data, Query query) {
        BitSet changed = data.standings().unlike(before.standings());
        int[] kept = without(changed, indexes);
        int[] moved = changed.stream()
                .filter(index -> index < data.end() && query.covers(data, index) && query.accepts(data, index))
                .toArray();
        RowOrder order = new RowOrder(data, query.rules());
        return merged(kept, new IndexSort(data, query.rules()).sorted(moved), order);
    }

    private static int[] without(BitSet changed, int[] indexes) {
        int[] kept = new int[indexes.length];
        int size = 0;
        for (int index : indexes) {
            if (!changed.get(index)) {
                kept[size++] = index;
            }
        }
        return Arrays.copyOf(kept, size);
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
