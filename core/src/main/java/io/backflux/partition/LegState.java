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
 * Where a leg stands. Immutable, but for its page at hand.
 *
 * @param id its place among the legs of the harvest
 * @param parent the leg that it was cut off from; {@link #NONE} for none
 * @param asked the seconds that it asks for
 * @param stop the second after the last that is its own; what comes behind is another leg's
 * @param chain its pages
 * @param resumed whether its token is a checkpoint's, which the server may refuse
 * @param ends of its first page
 * @param page the page that it is at
 */
record LegState(
        int id,
        int parent,
        Span asked,
        long stop,
        Chain chain,
        Phase phase,
        boolean resumed,
        LegTotals totals,
        PageEnds ends,
        PageIntake page) {

    static final int NONE = -1;

    /** Whether something of a leg is to be requested. */
    enum Phase {
        WAITING,
        IN_FLIGHT,
        ENDED
    }

    /**
     * A leg for the rows of some seconds, in the harvest's order.
     *
     * @param limit rows a page
     */
    static LegState of(Plan plan, Span asked, int limit) {
        return of(asked, chain(plan, asked, false, 0, limit), Emitted.none(false, false));
    }

    /** A leg for one page at an offset, in the harvest's order or backwards. */
    static LegState ofPage(Plan plan, Span asked, boolean descending, int offset, int limit) {
        return of(asked, chain(plan, asked, descending, offset, limit), Emitted.none(true, descending));
    }

    /** A leg for whatever there is, from the end on. */
    static LegState backwards(Plan plan, int limit) {
        return of(Span.ALL, chain(plan, Span.ALL, true, 0, limit), Emitted.none(false, true));
    }

    private static LegState of(Span asked, Chain chain, Emitted none) {
        return new LegState(
                0,
                NONE,
                asked,
                Math.min(asked.to(), bound(chain.plan())),
                chain,
                Phase.WAITING,
                false,
                LegTotals.NONE,
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
        return new Plan(plan.query(), plan.before(), plan.begun(), Plan.ALL, plan.fingerprint());
    }

    // What it becomes.

    LegState numbered(int number) {
        return new LegState(number, parent, asked, stop, chain, phase, resumed, totals, ends, page);
    }

    LegState cutOffFrom(int other) {
        return new LegState(id, other, asked, stop, chain, phase, resumed, totals, ends, page);
    }

    private LegState in(Phase next) {
        return new LegState(id, parent, asked, stop, chain, next, resumed, totals, ends, page);
    }

    LegState requested() {
        return in(Phase.IN_FLIGHT);
    }

    /** Nothing of it is in flight any more. What came of its page counts; the rest must be requested again. */
    LegState withdrawn() {
        return phase == Phase.ENDED ? this : in(Phase.WAITING);
    }

    /** Nothing more is requested. */
    LegState ended() {
        return in(Phase.ENDED).with(totals.plus(page.rows().size())).with(page.next(PageRows.none()));
    }

    LegState with(LegTotals counted) {
        return new LegState(id, parent, asked, stop, chain, phase, resumed, counted, ends, page);
    }

    LegState with(PageEnds seen) {
        return new LegState(id, parent, asked, stop, chain, phase, resumed, totals, seen, page);
    }

    private LegState with(PageIntake another) {
        return new LegState(id, parent, asked, stop, chain, phase, resumed, totals, ends, another);
    }

    /** What came of its page counts for nothing. */
    LegState withoutPage() {
        return with(page.dropped());
    }

    /** From now on another leg has what lies behind. */
    LegState stoppedAt(long second) {
        return new LegState(id, parent, asked, second, chain, phase, resumed, totals, ends, page);
    }

    /** Requests anew, without a token. */
    LegState restarted(Span from, int limit, PageIntake first) {
        Chain anew = chain(chain.plan(), from, false, 0, limit);
        return new LegState(id, parent, from, stop, anew, phase, false, totals, ends, first);
    }

    /** At what follows its page. */
    LegState after(Chain.Step step) {
        Chain.Next next = step instanceof Chain.Next known ? known : null;
        PageRows following = next == null ? PageRows.none() : page.rows().following();
        return new LegState(
                id,
                parent,
                asked,
                stop,
                next == null ? chain : next.chain(),
                step instanceof Chain.End ? Phase.ENDED : phase,
                false,
                totals.plus(page.rows().size() - following.size()),
                ends,
                page.next(following));
    }

    /** With the rows of another one that has ended, which follow its own as they are read. */
    LegState joined(LegState then) {
        LegTotals all = totals.plus((int) then.totals.received())
                .leftOut((int) then.totals.outside(), (int) then.totals.later());
        PageEnds outer = new PageEnds(ends.firstRow(), then.ends.lastRow(), then.ends.last());
        PageIntake emitted = new PageIntake(PageIntake.Start.of(emitted().followedBy(then.emitted())), PageRows.none());
        return new LegState(Math.max(id, then.id), parent, asked, stop, chain, phase, resumed, all, outer, emitted);
    }

    // What is known of it.

    /** All that it has emitted, with the rows of its page at hand. */
    Emitted emitted() {
        return page.emitted();
    }

    boolean isEnded() {
        return phase == Phase.ENDED;
    }

    boolean isInFlight() {
        return phase == Phase.IN_FLIGHT;
    }

    boolean isWaiting() {
        return phase == Phase.WAITING;
    }

    /** The second in which the harvest began. */
    long bound() {
        return bound(chain.plan());
    }

    /** Rows a page. */
    int limit() {
        return chain.limit();
    }

    /** Rows left out at its start. */
    int offset() {
        Integer offset = chain.query().offset();
        return offset == null ? 0 : offset;
    }

    /** Rows emitted, those of its page at hand too. */
    long received() {
        return totals.received() + page.rows().size();
    }

    /** Seconds from the newest row to its stop. */
    long secondsLeft() {
        Long newest = emitted().newest();
        if (newest == null && asked.isOpen()) {
            return Long.MAX_VALUE;
        }
        return Math.max(0, stop - (newest == null ? asked.from() : newest));
    }

    /** Whether its totals are those of the whole query. */
    boolean isOfAll() {
        return asksForAll() && parent == NONE;
    }

    /** Whether it asks for whatever there is, with a time or without. */
    boolean asksForAll() {
        return asked.isOpen() && asked.isEndless();
    }

    /** {@code total_count} of its last page, or before its first page is whole what that says. */
    @Nullable Long totalSoFar() {
        return totals.now() == null ? page.total() : totals.now();
    }

    /**
     * What its page at hand began and ended with; not known where rows may be missing between those of one answer and the next,
     * or where one may have been taken for another.
     */
    PageEnds endsOfPage() {
        PageEnds read = isPageDoubtful() ? PageEnds.UNKNOWN : page.edges().ends();
        return read.withLast(ends.last());
    }

    boolean isPageDoubtful() {
        return page.rows().overdue() > 0 || page.edges().hasLeftOutInside();
    }
}
