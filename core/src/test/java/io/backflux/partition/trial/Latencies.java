package io.backflux.partition.trial;

import java.util.Random;

/**
 * How long answers take, one after another. Real ones mostly take about 2 s, hardly ever less than a half and up to 10 s: a
 * lognormal spread has such a tail to one side and no answer before its question. With a sigma of 0.4 two thirds lie between
 * 1.3 s and 3 s, one in a thousand takes 7 s, and one in thirty thousand 10 s.
 */
public final class Latencies {

    /** What they take on average, in nanoseconds: more than the median, because of the slow ones. */
    public static final double MEAN;

    private static final double MEDIAN = 2e9;
    private static final double SIGMA = 0.4;

    static {
        MEAN = MEDIAN * StrictMath.exp(SIGMA * SIGMA / 2);
    }

    private final Random random;

    public Latencies(long seed) {
        random = new Random(seed);
    }

    long next() {
        return (long) (MEDIAN * StrictMath.exp(SIGMA * random.nextGaussian()));
    }
}
