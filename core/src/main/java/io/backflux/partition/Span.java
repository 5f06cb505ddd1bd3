package io.backflux.partition;

/**
 * Seconds of {@code first_seen}, from one (included) to another (excluded).
 *
 * @param from {@link #OPEN} for whatever is before {@code to}
 */
record Span(long from, long to) {

    /** No lower end. */
    static final long OPEN = Long.MIN_VALUE;

    Span {
        if (from > to) {
            throw new IllegalArgumentException("from must not be after to, was " + from + " and " + to);
        }
    }

    boolean isOpen() {
        return from == OPEN;
    }

    boolean contains(long second) {
        return second >= from && second < to;
    }

    /** Whether a second is at most one outside, as where "less" means "less or equal". */
    boolean isAtItsEdge(long second) {
        return second == to || (!isOpen() && second == from - 1);
    }
}
