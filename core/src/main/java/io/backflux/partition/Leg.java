package io.backflux.partition;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.RangeProgress;
import io.backflux.paging.Chain;
import io.backflux.paging.Failure;
import io.backflux.paging.Failure.Kind;
import io.backflux.paging.PageRows;
import io.backflux.paging.Plan;
import io.backflux.paging.RowIdentity;
import io.backflux.wire.PageEnvelope;
import io.backflux.wire.SearchAfterToken;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One sequence of pages in a parallel harvest, each requested when the one before it is here. Which rows are its own is decided
 * here, row by row; what is particular to a role, in that role's class. Not for several threads.
 */
public abstract sealed class Leg implements PageSequence permits SecondsLeg, PageLeg, WithoutTimeLeg, TotalLeg {

    /** The harvest's order; what only looks again comes last. */
    static final Comparator<Leg> IN_ORDER = Comparator.comparing(Leg::looksAgain)
            .thenComparingLong(leg -> leg.asked.from())
            .thenComparingInt(Leg::offset);

    private static final Failure LOST = Failure.of(
            Kind.REQUEST_REFUSED,
            "the checkpoint's token is no longer taken, and its last row is gone from the index, so that nobody can say"
                    + " where to resume: begin a new harvest");

    private static final Failure OTHER_ROWS = Failure.of(
            Kind.UNEXPECTED,
            "the server answered with rows of other seconds than were asked for, so a harvest can't be cut into ranges:"
                    + " begin a new one without parallelism");

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

    Leg(LegStart start) {
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

    // What is requested.

    @Override
    public final byte[] request() {
        return chain.request();
    }

    @Override
    public final BacklinksQuery query() {
        return chain.query();
    }

    @Override
    public final int limit() {
        return chain.limit();
    }

    @Override
    public final @Nullable SearchAfterToken token() {
        return chain.token();
    }

    @Override
    public boolean resumeByKey(Failure failure) {
        return false;
    }

    // What comes.

    @Override
    public void beginAttempt() {
        page.beginAttempt();
    }

    /** What the answer at hand says of the total; it counts once the page is whole. */
    void total(@Nullable Long count) {
        page.total(count);
    }

    /** Whether a row that was read is its own and new, and to be emitted; it counts as emitted from then on. */
    boolean accept(Backlink row) {
        long second =
                row.firstSeen() == null ? Emitted.NO_TIME : row.firstSeen().getEpochSecond();
        long hash = RowIdentity.of(row);
        if (page.isBeforeItsPlace(row)) {
            addAgain(second, hash);
            return false;
        }
        if (page.hasLostItsPlace()) {
            page.fail(LOST);
            return false;
        }
        page.read(hash);
        if (!isAskedFor(second)) {
            return false;
        }
        if (page.leaveOut(hash, copiesElsewhere(second, hash))) {
            remember(hash, page.leftOut(hash));
            return false;
        }
        if (!page.rows().isNew(row)) {
            addAgain(second, hash);
            return false;
        }
        page.emit(row, second, hash, chain.limit());
        remember(hash);
        return true;
    }

    private void addAgain(long second, long hash) {
        remember(hash, 1);
        page.emitted().addAgain(second, hash);
    }

    /** Whether a row of that second is one that it is there for. */
    boolean isAskedFor(long second) {
        boolean isOutside = second == Emitted.NO_TIME ? !asksForAll() : !asked.contains(second);
        if (isOutside) {
            page.skipOutside();
            if (second != Emitted.NO_TIME && !asked.isAtItsEdge(second)) {
                page.fail(OTHER_ROWS);
            }
            return false;
        }
        if (second == Emitted.NO_TIME || second < stop) {
            return true;
        }
        if (stop == bound()) {
            page.skipLater();
        } else {
            page.passStop();
        }
        return false;
    }

    private boolean asksForAll() {
        return asked.isOpen() && asked.isEndless();
    }

    /** How many copies of a row were emitted elsewhere, by other legs or by this one before; all, where it can't be its own. */
    int copiesElsewhere(long second, long hash) {
        return 0;
    }

    /** A row was emitted. */
    void remember(long hash) {}

    /** So many rows that are alike are known to have been emitted. */
    void remember(long hash, int copies) {}

    @Override
    public final PageRows rows() {
        return page.rows();
    }

    @Override
    public final @Nullable Failure fault() {
        return page.fault();
    }

    @Override
    public void forgetPage() {
        page = page.dropped();
    }

    // What follows.

    /** Its page is whole; goes to what follows it. */
    final Chain.Step endOfPage(PageEnvelope answer, int rowsInAnswer, @Nullable Long totalAtStart) {
        Long count = answer.totalCount() == null ? page.total() : answer.totalCount();
        if (count != null) {
            totals.settle(wholeCount(count, totalAtStart));
        }
        busy = false;
        if (page.rows().isCut()) { // More of it may be wanted another time.
            return chain.endAtMaximum(null);
        }
        totals.leaveOut(page.outside(), page.later());
        Chain.Step step = stepAfter(answer, rowsInAnswer);
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
        return step;
    }

    /** The total of what is asked for, from {@code total_count}. */
    long wholeCount(long count, @Nullable Long totalAtStart) {
        return count;
    }

    Chain.Step stepAfter(PageEnvelope answer, int rowsInAnswer) {
        if (chain.page() == 1) {
            noteEnds();
        }
        Chain.Step step = chain.after(answer, rowsInAnswer, page.rows());
        if (page.seeksItsPlace() && step instanceof Chain.End) {
            return new Chain.Broken(LOST);
        }
        boolean others = page.hasPassedStop() || isOverWithLaterRows(answer, rowsInAnswer);
        return others && step instanceof Chain.Next
                ? new Chain.End(false, "what follows is not its own", 0, null)
                : step;
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

    /** Rows without {@code first_seen} may follow those that were found after the harvest had begun, if the total has room. */
    private boolean isOverWithLaterRows(PageEnvelope answer, int rowsInAnswer) {
        boolean mayHaveNoTime = asksForAll() && stop == bound();
        return page.isAllLater() && !(mayHaveNoTime && chain.hasMore(answer, rowsInAnswer, totals.later()));
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

    // Where it stands.

    /** Whether it is there for what others may have left. */
    boolean looksAgain() {
        return false;
    }

    /** Whether it goes from the end towards the beginning. */
    boolean isDescending() {
        return false;
    }

    /** Rows emitted before that come again, because it was resumed without a token. */
    RowBag expected() {
        return new RowBag();
    }

    RangeProgress progress(long left) {
        Long all = totals.first() == null ? null : (Long) (received() + left);
        return progress(asked.isOpen() ? null : Instant.ofEpochSecond(asked.from()), all);
    }

    final RangeProgress progress(@Nullable Instant from, @Nullable Long expected) {
        return RangeProgress.builder(Instant.ofEpochSecond(stop))
                .from(from)
                .received(received())
                .expected(expected)
                .ended(ended)
                .build();
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
}
