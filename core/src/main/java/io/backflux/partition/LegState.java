package io.backflux.partition;

import io.backflux.paging.Chain;
import io.backflux.paging.PageRows;
import io.backflux.paging.Plan;
import org.jspecify.annotations.Nullable;

/** Where a leg stands: its seconds, its pages, what came of them. What is decided of it is the {@link Leg}'s. */
abstract sealed class LegState permits Leg {

    private final Plan plan;
    private final @Nullable Leg parent;
    private final LegTotals totals;
    private Span asked;
    private long stop;
    private Chain chain;
    private boolean resumed;
    private boolean ended;
    private boolean busy;
    private PageEnds ends;
    private PageIntake page;

    LegState(LegStart start) {
        plan = start.plan();
        asked = start.asked();
        stop = start.stop();
        chain = start.chain();
        parent = start.parent();
        resumed = start.resumed();
        ended = start.ended();
        totals = start.totals();
        ends = start.ends();
        page = start.page();
    }

    /** Goes to what follows its page. */
    final void advance(Chain.Step step) {
        PageRows following = PageRows.none();
        if (step instanceof Chain.Next next) {
            chain = next.chain();
            following = page.rows().following();
        } else if (step instanceof Chain.End) {
            ended = true;
        }
        totals.receive(page.rows().size() - following.size());
        page = page.next(following);
        resumed = false;
    }

    /** What came of its page counts for nothing. */
    final void dropPage() {
        page = page.dropped();
    }

    /** Rows may be missing between those of one answer and the next, or one may have been taken for another. */
    final void noteEnds() {
        boolean isDoubtful = page.rows().overdue() > 0 || page.edges().hasLeftOutInside();
        PageEnds read = isDoubtful ? PageEnds.UNKNOWN : page.edges().ends();
        ends = read.withLast(ends.last());
    }

    final void noteLast(boolean last) {
        ends = ends.withLast(last);
    }

    /** Nothing of it is in flight any more. What came of its page counts; the rest must be requested again. */
    final void withdraw() {
        busy = false;
    }

    /** Nothing more is requested. */
    final void end() {
        ended = true;
        totals.receive(page.rows().size());
        page = page.next(PageRows.none());
    }

    final void ask() {
        busy = true;
    }

    /** From now on another leg has what lies behind. */
    final void stopAt(long second) {
        stop = second;
    }

    /** Requests anew, without a token. */
    final void restart(Span from, int limit, PageIntake first) {
        asked = from;
        chain = LegStart.chain(plan, from, false, 0, limit);
        page = first;
        resumed = false;
    }

    final void expectRefusal() {
        resumed = true;
    }

    /** As it stands, for a leg of another role. */
    final LegStart toStart() {
        return new LegStart(plan, asked, stop, chain, parent, resumed, ended, totals, ends, page);
    }

    final Plan plan() {
        return plan;
    }

    final @Nullable Leg parent() {
        return parent;
    }

    final Span asked() {
        return asked;
    }

    final long stop() {
        return stop;
    }

    final Chain chain() {
        return chain;
    }

    final PageIntake page() {
        return page;
    }

    final PageEnds ends() {
        return ends;
    }

    final LegTotals totals() {
        return totals;
    }

    /** All that it has emitted, with the rows of its page at hand. */
    final Emitted emitted() {
        return page.emitted();
    }

    final boolean isResumed() {
        return resumed;
    }

    final boolean isEnded() {
        return ended;
    }

    final boolean isBusy() {
        return busy;
    }

    /** The second in which the harvest began. */
    final long bound() {
        return LegStart.bound(plan);
    }

    /** Rows left out at its start. */
    final int offset() {
        Integer offset = chain.query().offset();
        return offset == null ? 0 : offset;
    }

    /** Rows emitted, those of its page at hand too. */
    final long received() {
        return totals.received() + page.rows().size();
    }

    /** Seconds from the newest row to its stop. */
    final long secondsLeft() {
        Long newest = emitted().newest();
        if (newest == null && asked.isOpen()) {
            return Long.MAX_VALUE;
        }
        return Math.max(0, stop - (newest == null ? asked.from() : newest));
    }

    /** Whether its totals are those of the whole query. */
    final boolean isOfAll() {
        return asksForAll() && parent == null;
    }

    /** {@code total_count} of its last page, or before its first page is whole what that says. */
    final @Nullable Long totalSoFar() {
        return totals.now() == null ? page.total() : totals.now();
    }
    /** Whether it asks for whatever there is, with a time or without. */
    final boolean asksForAll() {
        return asked.isOpen() && asked.isEndless();
    }
}
