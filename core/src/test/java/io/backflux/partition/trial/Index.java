package io.backflux.partition.trial;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Rows by the second they were found in, some of which are taken away as time passes. A row is its place in the order,
 * which it keeps.
 */
public final class Index {

    private final long[] seconds;

    /** Rows that are taken away, rising, and when. */
    private final int[] vanishing;

    private final long[] goneAt;

    /** The first row that is not there from the beginning on, and when that and those behind it are found. */
    private final int growing;

    private final long foundAt;

    private Index(long[] seconds, int[] vanishing, long[] goneAt, int growing, long foundAt) {
        this.seconds = seconds;
        this.vanishing = vanishing;
        this.goneAt = goneAt;
        this.growing = growing;
        this.foundAt = foundAt;
    }

    /** It stays as it is. */
    public static Index of(long[] seconds) {
        return new Index(seconds, new int[0], new long[0], seconds.length, 0);
    }

    /**
     * Takes away one row in so many, at random.
     *
     * @param until the nanosecond by which the last of them goes
     */
    static Index vanishing(long[] seconds, int oneIn, long until, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] rows = random.ints(seconds.length / oneIn, 0, seconds.length)
                .sorted()
                .distinct()
                .toArray();
        return new Index(seconds, rows, random.longs(rows.length, 1, until).toArray(), seconds.length, 0);
    }

    /** With rows that are found later, at a nanosecond, with that second or a later one. */
    Index growing(int rows, long second, long at) {
        long[] all = Arrays.copyOf(seconds, seconds.length + rows);
        Arrays.setAll(all, row -> row < seconds.length ? seconds[row] : second + row - seconds.length);
        return new Index(all, vanishing, goneAt, seconds.length, at);
    }

    public int size() {
        return seconds.length;
    }

    long second(int row) {
        return seconds[row];
    }

    /** The first row of that second or a later one. */
    int first(long second) {
        int low = 0;
        int high = seconds.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (seconds[middle] < second) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    boolean isThere(int row, long now) {
        int place = Arrays.binarySearch(vanishing, row);
        return (place < 0 || goneAt[place] > now) && (row < growing || foundAt <= now);
    }

    /** How many are there, from one row to before another. */
    int count(int from, int to, long now) {
        int gone = 0;
        for (int place = firstVanishing(from); place < vanishing.length && vanishing[place] < to; place++) {
            gone += goneAt[place] <= now ? 1 : 0;
        }
        int end = foundAt <= now ? to : Math.min(to, growing);
        return Math.max(0, end - from) - gone;
    }

    private int firstVanishing(int row) {
        int place = Arrays.binarySearch(vanishing, row);
        return place < 0 ? -place - 1 : place;
    }
}
