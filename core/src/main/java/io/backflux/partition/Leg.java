package io.backflux.partition;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.RangeProgress;
import io.backflux.paging.Chain;
import io.backflux.paging.Failure;
import io.backflux.paging.Failure.Kind;
import io.backflux.paging.PageRows;
import io.backflux.paging.PastKey;
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
public abstract sealed class Leg extends LegState implements PageSequence
        permits SecondsLeg, PageLeg, WithoutTimeLeg, TotalLeg {

    /** The harvest's order; what only looks again comes last. */
    static final Comparator<Leg> IN_ORDER = Comparator.comparing(Leg::looksAgain)
            .thenComparingLong(leg -> leg.asked().from())
            .thenComparingInt(Leg::offset);

    private static final Failure OTHER_ROWS = Failure.of(
            Kind.UNEXPECTED,
            "the server answered with rows of other seconds than were asked for, so a harvest can't be cut into ranges:"
                    + " begin a new one without parallelism");

    Leg(LegStart start) {
        super(start);
    }

    // What is requested.

    @Override
    public final byte[] request() {
        return chain().request();
    }

    @Override
    public final BacklinksQuery query() {
        return chain().query();
    }

    @Override
    public final int limit() {
        return chain().limit();
    }

    @Override
    public final @Nullable SearchAfterToken token() {
        return chain().token();
    }

    @Override
    public boolean resumeByKey(Failure failure) {
        return false;
    }

    // What comes.

    @Override
    public void beginAttempt() {
        page().beginAttempt();
    }

    /** What the answer at hand says of the total; it counts once the page is whole. */
    void total(@Nullable Long count) {
        page().total(count);
    }

    /** Whether a row that was read is its own and new, and to be emitted; it counts as emitted from then on. */
    boolean accept(Backlink row) {
        long second =
                row.firstSeen() == null ? Emitted.NO_TIME : row.firstSeen().getEpochSecond();
        long hash = RowIdentity.of(row);
        if (page().isBeforeItsPlace(row)) {
            addAgain(second, hash);
            return false;
        }
        if (page().hasLostItsPlace()) {
            page().fail(PastKey.LOST);
            return false;
        }
        page().read(hash);
        if (!isAskedFor(second)) {
            return false;
        }
        if (page().leaveOut(hash, copiesElsewhere(second, hash))) {
            remember(hash, page().leftOut(hash));
            return false;
        }
        if (!page().rows().isNew(row)) {
            addAgain(second, hash);
            return false;
        }
        page().emit(row, second, hash, chain().limit());
        remember(hash);
        return true;
    }

    private void addAgain(long second, long hash) {
        remember(hash, 1);
        page().emitted().addAgain(second, hash);
    }

    /** Whether a row of that second is one that it is there for. */
    boolean isAskedFor(long second) {
        boolean isOutside = second == Emitted.NO_TIME ? !asksForAll() : !asked().contains(second);
        if (isOutside) {
            page().skipOutside();
            if (second != Emitted.NO_TIME && !asked().isAtItsEdge(second)) {
                page().fail(OTHER_ROWS);
            }
            return false;
        }
        if (second == Emitted.NO_TIME || second < stop()) {
            return true;
        }
        if (stop() == bound()) {
            page().skipLater();
        } else {
            page().passStop();
        }
        return false;
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
        return page().rows();
    }

    @Override
    public final @Nullable Failure fault() {
        return page().fault();
    }

    @Override
    public void forgetPage() {
        dropPage();
    }

    // What follows.

    /** Its page is whole; goes to what follows it. */
    final Chain.Step endOfPage(PageEnvelope answer, int rowsInAnswer, @Nullable Long totalAtStart) {
        Long count = answer.totalCount() == null ? page().total() : answer.totalCount();
        if (count != null) {
            totals().settle(wholeCount(count, totalAtStart));
        }
        withdraw();
        if (page().rows().isCut()) { // More of it may be wanted another time.
            return chain().endAtMaximum(null);
        }
        totals().leaveOut(page().outside(), page().later());
        Chain.Step step = stepAfter(answer, rowsInAnswer);
        advance(step);
        return step;
    }

    /** The total of what is asked for, from {@code total_count}. */
    long wholeCount(long count, @Nullable Long totalAtStart) {
        return count;
    }

    Chain.Step stepAfter(PageEnvelope answer, int rowsInAnswer) {
        if (chain().page() == 1) {
            noteEnds();
        }
        Chain.Step step = chain().after(answer, rowsInAnswer, page().rows());
        if (page().seeksItsPlace() && step instanceof Chain.End) {
            return new Chain.Broken(PastKey.LOST);
        }
        boolean others = page().hasPassedStop() || isOverWithLaterRows(answer, rowsInAnswer);
        return others && step instanceof Chain.Next
                ? new Chain.End(false, "what follows is not its own", 0, null)
                : step;
    }

    /** Rows without {@code first_seen} may follow those that were found after the harvest had begun, if the total has room. */
    private boolean isOverWithLaterRows(PageEnvelope answer, int rowsInAnswer) {
        boolean mayHaveNoTime = asksForAll() && stop() == bound();
        return page().isAllLater() && !(mayHaveNoTime && chain().hasMore(answer, rowsInAnswer, totals().later()));
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
        Long all = totals().first() == null ? null : (Long) (received() + left);
        return progress(asked().isOpen() ? null : Instant.ofEpochSecond(asked().from()), all);
    }

    final RangeProgress progress(@Nullable Instant from, @Nullable Long expected) {
        return RangeProgress.builder(Instant.ofEpochSecond(stop()))
                .from(from)
                .received(received())
                .expected(expected)
                .ended(isEnded())
                .build();
    }
}
