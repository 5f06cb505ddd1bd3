package io.backflux.partition;

import io.backflux.wire.LegContent;
import org.jspecify.annotations.Nullable;

/**
 * What a leg's answers have said of its total, and what is to be held against it.
 *
 * @param first {@code total_count} of its first page
 * @param now the same of its last one
 * @param received rows of the pages that have ended
 * @param before rows of it before the first that is asked for by now
 * @param outside rows that came though they were not asked for
 * @param later rows left out as found after the harvest had begun
 */
record LegTotals(@Nullable Long first, @Nullable Long now, long received, long before, long outside, long later) {

    static final LegTotals NONE = new LegTotals(null, null, 0, 0, 0, 0);

    static LegTotals of(LegContent content) {
        LegContent.Totals kept = content.totals();
        return new LegTotals(
                kept.first(), kept.now(), content.receivedBeforePage(), kept.before(), kept.outside(), kept.later());
    }

    /**
     * Of a chain.
     *
     * @param received rows of the pages that have ended
     */
    static LegTotals of(@Nullable Long total, long received) {
        return new LegTotals(total, total, received, 0, 0, 0);
    }

    /** A page's answer has said {@code total_count}. */
    LegTotals settled(long count) {
        long all = before + count;
        return new LegTotals(first == null ? (Long) all : first, all, received, before, outside, later);
    }

    /** A page was read to its end. */
    LegTotals leftOut(int foundOutside, int foundLater) {
        return new LegTotals(first, now, received, before, outside + foundOutside, later + foundLater);
    }

    LegTotals plus(int rows) {
        return new LegTotals(first, now, received + rows, before, outside, later);
    }

    /**
     * What is requested begins anew.
     *
     * @param again rows that were received and come again
     * @param anew whether it has a total of its own, as where rows without {@code first_seen} don't count any more
     */
    LegTotals restarted(int again, boolean anew) {
        return new LegTotals(anew ? null : first, anew ? null : now, received, received - again, outside, later);
    }
}
