package io.backflux.partition;

import java.util.Arrays;

/**
 * Where to cut a range of which nobody knows how its rows are spread. Two guesses stand against each other: that they go on
 * as close as the last page's rows lay, as within a burst, or that they are spread evenly over the time that is left. A cut
 * lies between the two, so each one rules out a large part of what may be, whichever is true.
 */
final class Cuts {

    private Cuts() {}

    /**
     * Seconds to cut at, rising, each after {@code newest} and before {@code stop}; fewer than asked for where there are not
     * as many.
     *
     * @param newest the second of the last row that has come
     * @param rows how many are left, roughly
     * @param coming how many of them are on their way
     * @param rowsPerSecond how close the last ones lay; 0 where nobody knows
     */
    static long[] of(long newest, long stop, double rows, double coming, double rowsPerSecond, int cuts) {
        long length = stop - newest;
        long[] seconds = new long[cuts];
        int found = 0;
        for (int cut = 1; cut <= cuts; cut++) {
            double share = (double) cut / (cuts + 1);
            double part = (coming + share * Math.max(0, rows - coming)) / Math.max(1, rows);
            double even = part * length;
            double close = rowsPerSecond > 0 ? Math.min(even, part * rows / rowsPerSecond) : even;
            double distance = Math.pow(Math.max(1, close), 1 - share) * Math.pow(Math.max(1, even), share);
            long second = Math.min(stop - 1, newest + Math.max(1, Math.round(distance)));
            if (found == 0 || second > seconds[found - 1]) {
                seconds[found++] = second;
            }
        }
        return Arrays.copyOf(seconds, found);
    }
}
