package io.backflux.simulator;

import java.util.stream.IntStream;

/**
 * Rows in an order by {@code first_seen}, those of one second as chance wants it. For one thread at a time, as it keeps
 * the second that it was last asked for.
 */
final class ChanceTies implements Selection {
    private final DataSet data;
    private final Selection sorted;
    private final long chance;
    private int from;
    private int[] second = {};

    ChanceTies(DataSet data, Selection sorted, long chance) {
        this.data = data;
        this.sorted = sorted;
        this.chance = chance;
    }

    @Override
    public int size() {
        return sorted.size();
    }

    @Override
    public int index(int position) {
        return sorted.index(drawn(position));
    }

    @Override
    public int groupCount(int position) {
        return sorted.groupCount(drawn(position));
    }

    private int drawn(int position) {
        if (position < from || position >= from + second.length) {
            find(position);
        }
        return second[position - from];
    }

    private void find(int position) {
        long time = time(position);
        from = position - ties(position, -1, position, time);
        int to = position + ties(position, 1, size() - 1 - position, time);
        second = IntStream.rangeClosed(from, to).toArray();
        for (int i = second.length - 1; i > 0; i--) {
            int other = Mix.below(Mix.of(chance ^ time, i), i + 1);
            int swapped = second[i];
            second[i] = second[other];
            second[other] = swapped;
        }
    }

    /** How many rows on one side of a position have its time too. */
    private int ties(int position, int side, int most, long time) {
        int low = 0;
        int high = most;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (time(position + side * middle) == time) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private long time(int position) {
        return data.row(sorted.index(position)).firstSeen();
    }
}
