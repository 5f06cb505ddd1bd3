package io.backflux.partition.trial;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Seconds in which links were found, rising. */
public final class Dates {

    static final int DAY = 86_400;

    private static final long FIRST = 1_483_228_800L; // 2017
    private static final int SECONDS = 280_000_000; // nearly nine years
    private static final int QUIET_FROM = 60_000_000; // by the end of 2018
    private static final int QUIET = 2 * 365 * DAY;
    private static final int HOUR = 3_600;
    private static final int DAYS_OF_BURSTS = 40;
    private static final int ROWS_A_BURST = 3_000;

    private final SplittableRandom random;
    private final long[] days;
    private final long[] bursts;

    private Dates(int rows, long seed) {
        random = new SplittableRandom(seed);
        days = new SplittableRandom(seed + 1)
                .longs(DAYS_OF_BURSTS, FIRST, end() - DAY)
                .toArray();
        bursts = new SplittableRandom(seed + 2)
                .longs(Math.max(1, rows / 10 / ROWS_A_BURST), FIRST, end())
                .toArray();
    }

    /** The second after the last. */
    static long end() {
        return FIRST + SECONDS;
    }

    /**
     * As crawlers find links. Of ten rows four come by and by, more of them lately and none in two quiet years; two on one
     * single day, as when a site with millions of pages was found; two on forty other days; one within an hour of such a
     * day; and one in bursts of a single second, of 3,000 rows or so each.
     */
    public static long[] bursty(int rows, long seed) {
        Dates dates = new Dates(rows, seed);
        return sorted(rows, row -> dates.next());
    }

    private long next() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> byAndBy();
            case 4, 5 -> days[0] + random.nextInt(DAY);
            case 6, 7 -> anyDay() + random.nextInt(DAY);
            case 8 -> anyDay() + DAY / 2 + random.nextInt(HOUR);
            default -> bursts[random.nextInt(bursts.length)];
        };
    }

    private long byAndBy() {
        long second = (long) ((SECONDS - QUIET) * Math.sqrt(random.nextDouble()));
        return FIRST + (second < QUIET_FROM ? second : second + QUIET);
    }

    private long anyDay() {
        return days[random.nextInt(DAYS_OF_BURSTS)];
    }

    /** All on one day in the midst of the years. */
    static long[] onOneDay(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return sorted(rows, row -> FIRST + SECONDS / 2 + random.nextInt(DAY));
    }

    /** All in one second, which nothing can cut. */
    static long[] inOneSecond(int rows) {
        return sorted(rows, row -> FIRST + SECONDS / 2);
    }

    /** Half within one hour near the beginning, half within one hour near the end, and nothing between. */
    static long[] twoBursts(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return sorted(rows, row -> (row % 2 == 0 ? FIRST + DAY : end() - DAY) + random.nextInt(HOUR));
    }

    private static long[] sorted(int rows, Source source) {
        long[] seconds = new long[rows];
        for (int row = 0; row < rows; row++) {
            seconds[row] = source.second(row);
        }
        Arrays.sort(seconds);
        return seconds;
    }

    private interface Source {
        long second(int row);
    }
}
