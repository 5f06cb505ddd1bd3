package io.backflux.simulator;

/**
 * Rank and last_seen as functions of a row's index, such that the order of the indexes is the API's default order:
 * rank descending, then last_seen descending, with many ties of rank and some of both.
 */
final class RankOrder {
    private static final int TOP = 950;
    private static final int HEAD_START = 16;
    private static final int HEAD_OCTAVES = 14;
    private static final int HEAD_STEPS = 60;
    private static final int TAIL_STEPS = 6;
    /** 2026-03-01 00:00:00 UTC. */
    static final long LATEST = 1_772_323_200L;

    private static final long SPAN = 200L * 86_400;

    private final long seed;

    RankOrder(long seed) {
        this.seed = seed;
    }

    static int rank(long index) {
        long place = index + HEAD_START;
        int octave = octave(place);
        int head = Math.min(octave, HEAD_OCTAVES) * HEAD_STEPS;
        int tail = Math.max(0, octave - HEAD_OCTAVES) * TAIL_STEPS;
        return TOP - head - tail - step(place, octave);
    }

    /** Falls from one row to the next inside a tie of rank; two rows in a row share it. */
    long lastSeen(long index) {
        long place = index + HEAD_START;
        int octave = octave(place);
        long start = start(octave, step(place, octave));
        long size = start(octave, step(place, octave) + 1) - start;
        long pair = (place - start) / 2;
        long width = Math.max(1, Math.min(SPAN, 2 * SPAN / size));
        return LATEST - pair * 2 * SPAN / size - Math.floorMod(Mix.of(seed, start + pair), width);
    }

    private static int octave(long place) {
        return 63 - Long.numberOfLeadingZeros(place) - 4;
    }

    private static long base(int octave) {
        return 1L << (octave + 4);
    }

    private static int steps(int octave) {
        return octave < HEAD_OCTAVES ? HEAD_STEPS : TAIL_STEPS;
    }

    private static int step(long place, int octave) {
        return (int) (((place - base(octave)) * steps(octave)) >> (octave + 4));
    }

    /** The first place of a step: the least one whose step is not below it. */
    private static long start(int octave, int step) {
        long base = base(octave);
        int steps = steps(octave);
        return base + (step * base + steps - 1) / steps;
    }
}
