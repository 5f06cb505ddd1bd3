package io.backflux;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a part of a parallel harvest has come: a range of {@code first_seen}, or a page at an offset.
 *
 * @param from the first second of the range; null for the earliest, and for a page
 * @param to the second after its last
 * @param received rows handed on
 * @param expected rows that it has, roughly; null before its first answer
 * @param ended whether nothing of it is left
 */
public record RangeProgress(
        @Nullable Instant from,
        Instant to,
        long received,
        @Nullable Long expected,
        boolean ended) {}
