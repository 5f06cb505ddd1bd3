package io.backflux.partition;

import io.backflux.BacklinksQuery;
import io.backflux.paging.Chain;
import io.backflux.paging.PageRows;
import io.backflux.paging.Plan;
import io.backflux.paging.StableOrder;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a leg begins with, or resumes with.
 *
 * @param asked the seconds that it asks for
 * @param stop the second after the last that is its own; what comes behind is another leg's
 * @param chain its pages
 * @param parent the leg that it was cut off from; null for none
 * @param resumed whether its token is a checkpoint's, which the server may refuse
 * @param ended whether nothing of it is left
 * @param ends of its first page
 * @param page the page to ask for
 */
record LegStart(
        Plan plan,
        Span asked,
        long stop,
        Chain chain,
        @Nullable Leg parent,
        boolean resumed,
        boolean ended,
        LegTotals totals,
        PageEnds ends,
        PageIntake page) {

    /**
     * A leg for the rows of some seconds, in the harvest's order.
     *
     * @param limit rows a page
     */
    static LegStart of(Plan plan, Span asked, int limit, @Nullable Leg parent) {
        return of(plan, asked, chain(plan, asked, false, 0, limit), parent, Emitted.none(false, false));
    }

    /** A leg for one page at an offset, in the harvest's order or backwards. */
    static LegStart ofPage(Plan plan, Span asked, boolean descending, int offset, int limit) {
        Chain chain = chain(plan, asked, descending, offset, limit);
        return of(plan, asked, chain, null, Emitted.none(true, descending));
    }

    /** A leg for whatever there is, from the end on. */
    static LegStart backwards(Plan plan, int limit) {
        return of(plan, Span.ALL, chain(plan, Span.ALL, true, 0, limit), null, Emitted.none(false, true));
    }

    private static LegStart of(Plan plan, Span asked, Chain chain, @Nullable Leg parent, Emitted none) {
        return new LegStart(
                plan,
                asked,
                Math.min(asked.to(), bound(plan)),
                chain,
                parent,
                false,
                false,
                LegTotals.none(),
                PageEnds.UNKNOWN,
                new PageIntake(PageIntake.Start.of(none), PageRows.none()));
    }

    /** The second in which the harvest began. */
    static long bound(Plan plan) {
        return Objects.requireNonNull(plan.before(), "a parallel harvest has a bound")
                .getEpochSecond();
    }

    /** Pages of what is asked for, from the first on. */
    static Chain chain(Plan plan, Span asked, boolean descending, int offset, int limit) {
        BacklinksQuery query = StableOrder.within(
                plan.query(),
                asked.isOpen() ? null : Instant.ofEpochSecond(asked.from()),
                asked.isEndless() ? null : Instant.ofEpochSecond(asked.to()),
                descending,
                offset);
        return new Chain(whole(plan), null, query, limit, 1, 0, 0, null, null, null);
    }

    /** A leg knows of no maximum: that is one of all legs together. */
    static Plan whole(Plan plan) {
        return new Plan(plan.query(), plan.before(), Plan.ALL, plan.fingerprint());
    }
}
