package io.backflux.reactor.quota;

import java.time.Duration;

/**
 * How long answers take, in nanoseconds: a mean in which the latest one weighs an eighth, and the mean distance from it, in
 * which the latest weighs a quarter, as TCP estimates round trips. Immutable.
 *
 * @param mean {@code UNKNOWN.mean} before the first answer
 */
record ResponseTimeEstimate(long mean, long deviation) {

    /** Before the first answer. */
    static final ResponseTimeEstimate UNKNOWN = new ResponseTimeEstimate(-1, 0);

    /** By then the server has given up by itself. */
    private static final long SERVER_GIVES_UP = Duration.ofMinutes(2).toNanos();

    private static final int MEAN_WEIGHS = 8;
    private static final int DEVIATION_WEIGHS = 4;
    private static final int DEVIATIONS = 4;

    /** How many times as long as it has taken already one takes that is slower than all but a few. */
    private static final int SLOW_ONES_TAKE = 6;

    /** Once another answer has come, which took so long. */
    ResponseTimeEstimate after(long took) {
        if (mean < 0) {
            return new ResponseTimeEstimate(took, 0);
        }
        long off = Math.abs(took - mean);
        return new ResponseTimeEstimate(
                mean + (took - mean) / MEAN_WEIGHS, deviation + (off - deviation) / DEVIATION_WEIGHS);
    }

    /** How long all but a few answers take; 0 where nothing is known. */
    long most() {
        return Math.max(0, mean + DEVIATIONS * deviation);
    }

    /** What is known of an exchange that was given up. */
    enum GivenUp {
        /** Its answer had begun to come, so it isn't one of the slow ones. */
        BEGUN,
        /** Nothing had come of its answer. */
        SILENT,
        /** Nothing had come of its answer for as long as anybody would wait. */
        TIMED_OUT
    }

    /**
     * How much longer the server is likely to work on an exchange that was given up.
     *
     * @param ran how long it had run
     */
    long left(long ran, GivenUp how) {
        long whole = switch (how) {
            case BEGUN -> most();
            case SILENT -> ran < most() ? most() : slowOne(ran);
            case TIMED_OUT -> Math.max(most(), slowOne(ran));
        };
        return Math.max(0, whole - ran);
    }

    private static long slowOne(long ran) {
        return Math.min(ran, SERVER_GIVES_UP / SLOW_ONES_TAKE) * SLOW_ONES_TAKE;
    }
}
