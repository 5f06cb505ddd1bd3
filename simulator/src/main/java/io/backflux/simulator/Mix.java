package io.backflux.simulator;

/** Numbers that look like chance and are a pure function of what they are made from (the finish of SplitMix64). */
final class Mix {
    private Mix() {}

    static long of(long seed, long index) {
        long z = seed + (index + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** From 0 to below {@code bound}. */
    static int below(long hash, int bound) {
        return (int) ((hash >>> 33) % bound);
    }

    static long of(long seed, String text) {
        long z = seed;
        for (int i = 0; i < text.length(); i++) {
            z = of(z, text.charAt(i));
        }
        return z;
    }
}
