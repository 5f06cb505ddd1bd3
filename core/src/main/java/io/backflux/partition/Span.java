package io.backflux.partition;

import java.util.List;
import java.util.stream.Stream;

/**
 * Seconds of {@code first_seen}, from one (included) to another (excluded).
 *
 * @param from {@link #OPEN} for whatever is before {@code to}
 * @param to {@link #ENDLESS} for whatever is from {@code from} on
 */
record Span(long from, long to) {

    /** No lower end. */
    static final long OPEN = Long.MIN_VALUE;

    /** No upper end. */
    static final long ENDLESS = Long.MAX_VALUE;

    /** Whatever there is, with a time or without. */
    static final Span ALL = new Span(OPEN, ENDLESS);

    Span {
        if (from > to) {
            throw new IllegalArgumentException("from must not be after to, was " + from + " and " + to);
        }
    }

    boolean isOpen() {
        return from == OPEN;
    }

    boolean isEndless() {
        return to == ENDLESS;
    }

    boolean contains(long second) {
        return second >= from && second < to;
    }

    /** What is left of it without the seconds of another one: up to two parts. */
    List<Span> without(Span other) {
        if (other.to <= from || other.from >= to) {
            return List.of(this);
        }
        return Stream.of(new Span(from, Math.max(from, other.from)), new Span(Math.min(to, other.to), to))
                .filter(part -> part.from < part.to)
                .toList();
    }

    /** Whether a second is at most one outside, as where "less" means "less or equal". */
    boolean isAtItsEdge(long second) {
        return second == to || (!isOpen() && second == from - 1);
    }
}
