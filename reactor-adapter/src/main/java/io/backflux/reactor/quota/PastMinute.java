package io.backflux.reactor.quota;

import java.util.concurrent.TimeUnit;

/** How much was sent within the last {@link TokenRate#WINDOW}, to the second, and a second too much rather than too little. */
final class PastMinute {

    private static final int SECONDS = (int) TokenRate.WINDOW.toSeconds() + 1;

    private final long start;
    private final int[] counts = new int[SECONDS];

    /** The second up to which counts are of now. */
    private long latest;

    /**
     * @param start in nanoseconds
     */
    PastMinute(long start) {
        this.start = start;
    }

    void add(long now) {
        counts[advancedTo(now)]++;
    }

    int count(long now) {
        advancedTo(now);
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }

    /** Forgets what is over by now. */
    private int advancedTo(long now) {
        long second = TimeUnit.NANOSECONDS.toSeconds(now - start);
        for (long over = Math.max(latest, second - SECONDS) + 1; over <= second; over++) {
            counts[(int) (over % SECONDS)] = 0;
        }
        latest = Math.max(latest, second);
        return (int) (latest % SECONDS);
    }
}
