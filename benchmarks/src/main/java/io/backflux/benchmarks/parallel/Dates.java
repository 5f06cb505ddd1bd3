package io.backflux.benchmarks.parallel;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Seconds in which links were found. */
final class Dates {

    private static final long FIRST = 1_483_228_800L; // 2017
    private static final int SECONDS = 280_000_000; // nearly nine years
    private static final int DAY = 86_400;
    private static final int DAYS_OF_BURSTS = 40;

    private Dates() {}

    /** The second after the last. */
    static long end() {
        return FIRST + SECONDS;
    }

    /**
     * As crawlers find links: two fifths by and by, more of them lately; two fifths on some days when a whole site was
     * found, of which one has half of that; a tenth within single hours; and a tenth in bursts of one second, of up to 3,000
     * rows each.
     */
    static long[] bursty(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] days = new SplittableRandom(seed + 1)
                .longs(DAYS_OF_BURSTS, FIRST, end() - DAY)
                .toArray();
        long[] bursts = new SplittableRandom(seed + 2)
                .longs(Math.max(1, rows / 30_000), FIRST, end())
                .toArray();
        long[] seconds = new long[rows];
        for (int row = 0; row < rows; row++) {
            int kind = random.nextInt(10);
            if (kind < 4) {
                seconds[row] = FIRST + (long) (SECONDS * Math.sqrt(random.nextDouble()));
            } else if (kind < 8) {
                int day = random.nextBoolean() ? 0 : random.nextInt(DAYS_OF_BURSTS);
                seconds[row] = days[day] + random.nextInt(DAY);
            } else if (kind < 9) {
                seconds[row] = days[random.nextInt(DAYS_OF_BURSTS)] + DAY / 2 + random.nextInt(3600);
            } else {
                seconds[row] = bursts[random.nextInt(bursts.length)];
            }
        }
        Arrays.sort(seconds);
        return seconds;
    }
}
