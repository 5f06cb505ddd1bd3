package io.backflux.partition;

import io.backflux.paging.Chain;
import io.backflux.paging.Failure;
import io.backflux.paging.PageRows;
import io.backflux.paging.PastKey;
import io.backflux.paging.StableOrder;
import io.backflux.wire.LastKey;
import io.backflux.wire.PageEnvelope;
import org.jspecify.annotations.Nullable;

/** Rows of a range of seconds, page after page. It can be cut, and resumed without a token. */
abstract sealed class SecondsLeg extends Leg permits RangeLeg, SecondLookLeg {

    private double rowsPerSecond;

    /** Its own rows that come again, because it was resumed without a token; not those that have come by now. */
    private RowBag expected;

    /** Where a chain's checkpoint has kept its last row only, what finds it again. */
    private @Nullable LastKey lastOfChain;

    SecondsLeg(LegStart start, RowBag expected, @Nullable LastKey lastOfChain) {
        super(start);
        this.expected = expected;
        this.lastOfChain = lastOfChain;
    }

    // What comes.

    @Override
    int copiesElsewhere(long second, long hash) {
        return expected.count(hash);
    }

    @Override
    RowBag expected() {
        return expected;
    }

    @Override
    Chain.Step stepAfter(PageEnvelope answer, int rowsInAnswer) {
        Chain.Step step = super.stepAfter(answer, rowsInAnswer);
        if (step instanceof Chain.Next) {
            noteDensity(rowsInAnswer);
        }
        return step;
    }

    private void noteDensity(int rowsInAnswer) {
        Long before = page().start().emitted().newest();
        Long since = before == null ? emitted().first() : before;
        Long newest = emitted().newest();
        if (newest != null && since != null) {
            rowsPerSecond = (double) rowsInAnswer / Math.max(1, newest - since);
        }
    }

    // How it is cut.

    /** Whether a part may be cut off: its total is known and it has a second to spare. */
    final boolean isCuttable() {
        Long newest = emitted().newest();
        return !isEnded() && totals().first() != null && newest != null && stop() - newest >= 2 && hasRoom();
    }

    /** Cuts off all from that second on. */
    final SecondsLeg cutAt(long second) {
        long to = asked().isEndless() && stop() == bound() ? Span.ENDLESS : stop();
        SecondsLeg upper = part(new Span(second, to));
        stopAt(second);
        return upper;
    }

    /** A leg like it for the seconds that are cut off. */
    abstract SecondsLeg part(Span seconds);

    /** How close the rows of its last page lay. */
    final double rowsPerSecond() {
        return rowsPerSecond;
    }

    // How it is resumed.

    @Override
    public final boolean resumeByKey(Failure failure) {
        boolean isRefused = isResumed() && chain().token() != null && failure.isInvalidField();
        if (!isRefused || !(hasNewestRows() || lastOfChain != null) || !hasRoom()) {
            return false;
        }
        restartAtKey(limit());
        return true;
    }

    final boolean hasNewestRows() {
        return emitted().newest() != null && !emitted().hasForgottenNewestRows();
    }

    final boolean hasRoom() {
        return StableOrder.hasRoomForRange(plan().query());
    }

    /** From the second of its newest row on, without the rows of that second that were emitted. */
    final void restartAtKey(int limit) {
        Emitted emitted = emitted();
        Long newest = emitted.newest();
        PastKey seeking = null;
        totals().receive(rows().size());
        if (hasNewestRows()) {
            expected = emitted.newestRows().copy();
            totals().restart(expected.size(), asked().isOpen());
            lastOfChain = null;
        } else {
            seeking = lastOfChain == null ? null : new PastKey(lastOfChain);
            totals().restart(0, asked().isOpen());
        }
        Span from = new Span(newest == null ? asked().from() : newest, asked().to());
        restart(from, limit, new PageIntake(new PageIntake.Start(emitted, new RowBag(), seeking), PageRows.none()));
    }
}
