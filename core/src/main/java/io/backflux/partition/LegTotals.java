package io.backflux.partition;

import io.backflux.wire.LegContent;
import org.jspecify.annotations.Nullable;

/** What a leg's answers have said of its total, and what is to be held against it. Not for several threads. */
final class LegTotals {

    private @Nullable Long first;
    private @Nullable Long now;
    private long received;
    private long before;
    private long outside;
    private long later;

    static LegTotals none() {
        return new LegTotals();
    }

    static LegTotals of(LegContent content) {
        LegContent.Totals kept = content.totals();
        LegTotals totals = of(kept.first(), content.receivedBeforePage());
        totals.now = kept.now();
        totals.before = kept.before();
        totals.outside = kept.outside();
        return totals;
    }

    /**
     * Of a chain.
     *
     * @param received rows of the pages that have ended
     */
    static LegTotals of(@Nullable Long total, long received) {
        LegTotals totals = none();
        totals.first = total;
        totals.now = total;
        totals.received = received;
        return totals;
    }

    /** A page's answer has said {@code total_count}. */
    void settle(long count) {
        now = before + count;
        if (first == null) {
            first = now;
        }
    }

    /** A page was read to its end. */
    void leaveOut(int foundOutside, int foundLater) {
        outside += foundOutside;
        later += foundLater;
    }

    void receive(int rows) {
        received += rows;
    }

    /**
     * What is requested begins anew.
     *
     * @param again rows that were received and come again
     * @param of whether it has a total of its own, as where rows without {@code first_seen} don't count any more
     */
    void restart(int again, boolean of) {
        before = received - again;
        if (of) {
            first = null;
            now = null;
        }
    }

    /** {@code total_count} of its first page. */
    @Nullable Long first() {
        return first;
    }

    /** The same of its last one. */
    @Nullable Long now() {
        return now;
    }

    /** Rows of the pages that have ended. */
    long received() {
        return received;
    }

    /** Rows of it before the first that is asked for by now. */
    long before() {
        return before;
    }

    /** Rows that came though they were not asked for. */
    long outside() {
        return outside;
    }

    /** Rows left out as found after the harvest had begun. */
    long later() {
        return later;
    }
}
