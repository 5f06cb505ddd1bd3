package io.backflux.partition.trial;

import io.backflux.Strategy;
import io.backflux.paging.Failure;
import io.backflux.partition.Finding;
import org.jspecify.annotations.Nullable;

/**
 * What a harvest came to.
 *
 * @param bought rows that were paid for, whether new or not
 * @param received rows that were handed on
 * @param nanos how long it took
 * @param mostPages that were in flight or waited for their turn at once
 * @param failure what ended it; null where it came to its end
 */
public record Outcome(
        @Nullable Strategy way,
        int requests,
        long bought,
        long received,
        long nanos,
        int mostPages,
        Occupancy occupancy,
        Finding finding,
        @Nullable Failure failure) {

    private static final double DOLLARS_A_REQUEST = 0.024;
    private static final double DOLLARS_A_ROW = 0.000036;
    private static final int PAGE = 1_000;

    public double seconds() {
        return nanos / 1e9;
    }

    public double dollars() {
        return dollars(requests, bought);
    }

    /** How many times as fast as a chain whose answers take as long as they do on average. */
    public double timesAsFast(long rows) {
        return pages(rows) * Latencies.MEAN / nanos;
    }

    /** How much dearer than a chain, as a part of its price. */
    public double dearer(long rows) {
        return dollars() / dollars(pages(rows), rows) - 1;
    }

    private static long pages(long rows) {
        return (rows - 1) / PAGE + 1;
    }

    private static double dollars(long requests, long rows) {
        return DOLLARS_A_REQUEST * requests + DOLLARS_A_ROW * rows;
    }
}
