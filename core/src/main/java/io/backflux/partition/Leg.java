package io.backflux.partition;

import io.backflux.Backlink;
import io.backflux.RangeProgress;
import io.backflux.paging.Chain;
import io.backflux.paging.Failure;
import io.backflux.paging.Failure.Kind;
import io.backflux.paging.PastKey;
import io.backflux.paging.RowIdentity;
import io.backflux.wire.PageEnvelope;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One sequence of pages in a parallel harvest, each requested when the one before it is here. Which rows are its own is decided
 * here, row by row; what is particular to a role, in that role's record. Immutable, but for its page at hand.
 */
sealed interface Leg permits SecondsLeg, PageLeg, WithoutTimeLeg, TotalLeg {

    /** The harvest's order: forwards from its beginning, then what goes backwards from its end. What looks again stands among the others. */
    Comparator<Leg> IN_ORDER = Comparator.comparing(Leg::isDescending)
            .thenComparingLong(leg -> leg.isDescending()
                    ? leg.at().asked().to()
                    : leg.at().asked().from())
            .thenComparingInt(
                    leg -> leg.isDescending() ? -leg.at().offset() : leg.at().offset());

    Failure OTHER_ROWS = Failure.of(
            Kind.FILTER_IGNORED,
            "the server answered with rows of other seconds than were asked for, so a harvest can't be cut into ranges:"
                    + " begin a new one without parallelism");

    /** Where it stands. */
    LegState at();

    /** The same leg, standing elsewhere. */
    Leg with(LegState elsewhere);

    default int id() {
        return at().id();
    }

    default LegTotals totals() {
        return at().totals();
    }

    default Emitted emitted() {
        return at().emitted();
    }

    default long received() {
        return at().received();
    }

    default boolean isEnded() {
        return at().isEnded();
    }

    // What comes.

    /**
     * Takes a row that was read; true where it is the leg's own and new, and to be emitted.
     *
     * @param pages the pages at offsets, with this leg where it is one
     */
    default boolean accept(Backlink row, List<PageLeg> pages) {
        PageIntake page = at().page();
        long second =
                row.firstSeen() == null ? Emitted.NO_TIME : row.firstSeen().getEpochSecond();
        long hash = RowIdentity.of(row);
        if (page.skipIfBefore(row)) {
            page.addAgain(second, hash);
            return false;
        }
        if (page.hasLostItsPlace()) {
            page.fail(PastKey.LOST);
            return false;
        }
        page.read(hash);
        if (!judgeSecond(second) || page.leaveOut(hash, copiesElsewhere(second, hash, pages))) {
            return false;
        }
        if (!page.rows().takeIfNew(row)) {
            page.addAgain(second, hash);
            return false;
        }
        page.emit(row, second, hash, at().limit());
        return true;
    }

    /** Judges the second of a row: true where the leg is there for it. Its page notes what isn't. */
    default boolean judgeSecond(long second) {
        Span asked = at().asked();
        PageIntake page = at().page();
        boolean isOutside = second == Emitted.NO_TIME ? !at().asksForAll() : !asked.contains(second);
        if (isOutside) {
            page.skipOutside();
            if (second != Emitted.NO_TIME && !asked.isAtItsEdge(second)) {
                page.fail(OTHER_ROWS);
            }
            return false;
        }
        if (second == Emitted.NO_TIME || second < at().stop()) {
            return true;
        }
        if (at().stop() == at().bound()) {
            page.skipLater();
        } else {
            page.passStop();
        }
        return false;
    }

    /** How many copies of a row were emitted elsewhere, by other legs or by this one before; all, where it can't be its own. */
    default int copiesElsewhere(long second, long hash, List<PageLeg> pages) {
        return 0;
    }

    // What follows.

    /**
     * What a page that is whole leads to.
     *
     * @param broken why nothing can follow it, though something is left; null where it can
     */
    record After(Leg leg, @Nullable Failure broken) {}

    /** After its page, which is whole. */
    default After after(PageEnvelope answer, int rowsInAnswer, @Nullable Long totalAtStart) {
        PageIntake page = at().page();
        Long count = answer.totalCount() == null ? page.total() : answer.totalCount();
        LegTotals totals = count == null ? totals() : totals().settled(wholeCount(count, totalAtStart));
        if (page.rows().isCut()) { // More of it may be wanted another time.
            return new After(with(at().withdrawn().with(totals)), null);
        }
        LegTotals all = totals.leftOut(page.outside(), page.later());
        Leg read = with(at().withdrawn().with(all)).readToEnd(answer, rowsInAnswer);
        Chain.Step step = read.step(answer, rowsInAnswer);
        return new After(read.after(step, rowsInAnswer), step instanceof Chain.Broken broken ? broken.failure() : null);
    }

    /** The total of what is asked for, from {@code total_count}. */
    default long wholeCount(long count, @Nullable Long totalAtStart) {
        return count;
    }

    /** What follows its page at hand, which is whole. */
    default Chain.Step step(PageEnvelope answer, int rowsInAnswer) {
        PageIntake page = at().page();
        Chain.Step step = at().chain().after(answer, rowsInAnswer, page.rows());
        if (page.seeksItsPlace() && step instanceof Chain.End) {
            return new Chain.Broken(PastKey.LOST);
        }
        boolean others = page.hasPassedStop() || isOverWithLaterRows(answer, rowsInAnswer);
        return others && step instanceof Chain.Next
                ? new Chain.End(false, "what follows is not its own", 0, null)
                : step;
    }

    /** Rows without {@code first_seen} may follow those that were found after the harvest had begun, if the total has room. */
    private boolean isOverWithLaterRows(PageEnvelope answer, int rowsInAnswer) {
        boolean mayHaveNoTime = at().asksForAll() && at().stop() == at().bound();
        boolean hasMore = at().chain().hasMore(answer, rowsInAnswer, totals().later());
        return at().page().isAllLater() && !(mayHaveNoTime && hasMore);
    }

    /** With what its page at hand, which is whole, began and ended with. */
    default Leg readToEnd(PageEnvelope answer, int rowsInAnswer) {
        return at().chain().page() == 1 ? with(at().with(at().endsOfPage())) : this;
    }

    /** At what follows its page, of which nothing more is read. */
    default Leg after(Chain.Step step, int rowsInAnswer) {
        return with(at().after(step));
    }

    /** Nothing more of it is requested. */
    default Leg ended() {
        return with(at().ended());
    }

    /**
     * Resumed without a checkpoint's token, by its last row, if the failure refuses that token.
     *
     * @return null where the failure doesn't, or nothing else tells the place
     */
    default @Nullable Leg after(Failure failure) {
        return null;
    }

    // What it is.

    /** Whether it is there for what others may have left. */
    default boolean looksAgain() {
        return false;
    }

    /** Whether it goes from the end towards the beginning. */
    default boolean isDescending() {
        return false;
    }

    /** Rows emitted before that come again, because it was resumed without a token. */
    default RowBag expected() {
        return new RowBag();
    }

    /**
     * How far it has come.
     *
     * @param left rows that it has yet to bring, about
     */
    default RangeProgress progress(long left) {
        Span asked = at().asked();
        Long all = totals().first() == null ? null : (Long) (received() + left);
        return progress(asked.isOpen() ? null : Instant.ofEpochSecond(asked.from()), all);
    }

    /** The same, where what it begins with and what it is to bring are known. */
    default RangeProgress progress(@Nullable Instant from, @Nullable Long expected) {
        return RangeProgress.builder(Instant.ofEpochSecond(at().stop()))
                .from(from)
                .received(received())
                .expected(expected)
                .ended(isEnded())
                .build();
    }
}
