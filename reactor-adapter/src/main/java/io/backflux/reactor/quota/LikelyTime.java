package io.backflux.reactor.quota;

/**
 * How long answers mostly take, in nanoseconds: a mean in which the latest one weighs an eighth, so that half of it is
 * from the latest five. It follows a server that gets slower or faster, and one odd answer doesn't turn it over.
 */
final class LikelyTime {

    /** Before the first answer. */
    static final long UNKNOWN = -1;

    private static final int LATEST_WEIGHS = 8;

    private LikelyTime() {}

    /** What is likely once another answer has come, which took so long. */
    static long after(long likely, long took) {
        return likely == UNKNOWN ? took : likely + (took - likely) / LATEST_WEIGHS;
    }

    /** What is left of it after so long; 0 where it is over, or unknown. */
    static long left(long likely, long passed) {
        return Math.max(0, likely - passed);
    }
}
