package io.backflux.partition;

import io.backflux.paging.Chain;
import io.backflux.paging.Failure;
import io.backflux.paging.PageRows;
import io.backflux.paging.PastKey;
import io.backflux.paging.StableOrder;
import io.backflux.wire.LastKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a range of seconds, page after page. It can be cut, and resumed without a token. */
sealed interface SecondsLeg extends Leg permits RangeLeg, SecondLookLeg {

    /** What it is cut and resumed by. */
    Track track();

    @Override
    SecondsLeg with(LegState elsewhere);

    SecondsLeg with(Track other);

    /** A leg like it for seconds that are cut off. */
    SecondsLeg part(Span seconds);

    // What comes.

    @Override
    default int copiesElsewhere(long second, long hash, List<PageLeg> pages) {
        return expected().count(hash);
    }

    @Override
    default RowBag expected() {
        return track().expected();
    }

    @Override
    default Leg after(Chain.Step step, int rowsInAnswer) {
        SecondsLeg read = step instanceof Chain.Next ? with(track().withDensity(density(rowsInAnswer))) : this;
        return read.remembering().with(at().after(step));
    }

    /** With the rows of its page at hand remembered, where it remembers some. */
    default SecondsLeg remembering() {
        return this;
    }

    private double density(int rowsInAnswer) {
        Long before = at().page().start().emitted().newest();
        Long since = before == null ? emitted().first() : before;
        Long newest = emitted().newest();
        return newest == null || since == null
                ? track().rowsPerSecond()
                : (double) rowsInAnswer / Math.max(1, newest - since);
    }

    // How it is cut.

    /** Whether a part may be cut off: its total is known and it has a second to spare. */
    default boolean isCuttable() {
        Long newest = emitted().newest();
        return !isEnded() && totals().first() != null && newest != null && at().stop() - newest >= 2 && hasRoom();
    }

    /** All of it from that second on. */
    default SecondsLeg upperPart(long second) {
        boolean isLast = at().asked().isEndless() && at().stop() == at().bound();
        SecondsLeg upper = part(new Span(second, isLast ? Span.ENDLESS : at().stop()));
        return upper.with(upper.at().cutOffFrom(id()));
    }

    /** What is left of it where all from that second on is cut off. */
    default SecondsLeg lowerPart(long second) {
        return with(at().stoppedAt(second));
    }

    // How it is resumed.

    @Override
    default @Nullable Leg after(Failure failure) {
        boolean isRefused = at().resumed() && at().chain().token() != null && failure.isInvalidField();
        boolean hasKey = hasNewestRows() || track().lastOfChain() != null;
        return isRefused && hasKey && hasRoom() ? atKey(at().limit()) : null;
    }

    default boolean hasNewestRows() {
        return emitted().newest() != null && !emitted().hasForgottenNewestRows();
    }

    default boolean hasRoom() {
        return StableOrder.hasRoomForRange(at().chain().plan().query());
    }

    /** From the second of its newest row on, without the rows of that second that were emitted. */
    default SecondsLeg atKey(int limit) {
        Emitted emitted = emitted();
        Long newest = emitted.newest();
        LastKey last = track().lastOfChain();
        boolean isKnown = hasNewestRows();
        RowBag again = isKnown ? emitted.newestRows().copy() : new RowBag();
        LegTotals totals = totals().plus(at().page().rows().size())
                .restarted(again.size(), at().asked().isOpen());
        PastKey seeking = isKnown || last == null ? null : new PastKey(last);
        PageIntake first = new PageIntake(new PageIntake.Start(emitted, new RowBag(), seeking), PageRows.none());
        Span from = new Span(
                newest == null ? at().asked().from() : newest, at().asked().to());
        Track resumed = isKnown ? new Track(track().rowsPerSecond(), again, null) : track();
        return with(at().with(totals).restarted(from, limit, first)).with(resumed);
    }

    /**
     * What a range of seconds is cut and resumed by.
     *
     * @param rowsPerSecond how close the rows of its last page lay; 0 where that is not known
     * @param expected its own rows that come again, because it was resumed without a token; not those that have come by now
     * @param lastOfChain where a chain's checkpoint has kept its last row only, what finds it again
     */
    record Track(
            double rowsPerSecond, RowBag expected, @Nullable LastKey lastOfChain) {

        static Track begin() {
            return new Track(0, new RowBag(), null);
        }

        static Track expecting(RowBag rows) {
            return new Track(0, rows, null);
        }

        Track withDensity(double density) {
            return new Track(density, expected, lastOfChain);
        }
    }
}
