package io.backflux.simulator;

/**
 * How {@code first_seen} is spread over the rows that are there at the start.
 *
 * <pre>{@code
 * BacklinksSimulator.builder().bursts(Bursts.of(0.4, 0.1)).start(); // 40 % on one day, 10 % in one second of another
 * }</pre>
 *
 * @param usual whether rows outside the two bursts lie as they do unless set: a quarter of them in 600 seconds between 2017
 *     and 2024, which are the same for every target, the others within the day after one of these, and those that are new
 *     when they were last seen. False: evenly between 2017 and 2024, and none is new
 * @param onOneDay the share of the rows found on one day in UTC, from 0 to 1; which day, is up to seed and target
 * @param inOneSecond the share of the rows found in one second, likewise; both together are at most 1
 */
public record Bursts(boolean usual, double onOneDay, double inOneSecond) {
    /** What is there unless set: many bursts, of some thousandths of the rows each. */
    public static final Bursts USUAL = new Bursts(true, 0, 0);

    /** Rows are found evenly. */
    public static final Bursts NONE = new Bursts(false, 0, 0);

    /** Checks the shares. */
    public Bursts {
        if (!(onOneDay >= 0 && inOneSecond >= 0 && onOneDay + inOneSecond <= 1)) {
            throw new IllegalArgumentException("shares must be from 0 to 1 together, were " + onOneDay
                    + " on one day and " + inOneSecond + " in one second");
        }
    }

    /** Both bursts, and all other rows evenly. */
    public static Bursts of(double onOneDay, double inOneSecond) {
        return new Bursts(false, onOneDay, inOneSecond);
    }
}
