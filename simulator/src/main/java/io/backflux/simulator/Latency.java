package io.backflux.simulator;

import java.time.Duration;

/** How long an answer takes, as a function of the seed and the request's number. */
@FunctionalInterface
interface Latency {
    Latency NONE = (seed, number) -> 0;

    long nanos(long seed, int number);

    /** Anywhere between the two. */
    static Latency between(Duration min, Duration max) {
        long least = min.toNanos();
        long range = max.toNanos() - least;
        return range == 0
                ? (seed, number) -> least
                : (seed, number) -> least + Math.floorMod(Mix.of(seed ^ 0x1A7E, number), range + 1);
    }

    /** The median times e to the power of sigma times a number that is normally distributed. */
    static Latency lognormal(Duration median, double sigma) {
        long nanos = median.toNanos();
        return (seed, number) -> (long) (nanos * StrictMath.exp(sigma * normal(seed ^ 0x106_0A7L, number)));
    }

    /** Box and Muller's way from two even numbers to a normal one. */
    private static double normal(long seed, int number) {
        double length = StrictMath.sqrt(-2 * StrictMath.log(even(Mix.of(seed, 2L * number))));
        return length * StrictMath.cos(2 * Math.PI * even(Mix.of(seed, 2L * number + 1)));
    }

    /** Above 0 and below 1. */
    private static double even(long hash) {
        return ((hash >>> 12) + 0.5) * 0x1p-52;
    }
}
