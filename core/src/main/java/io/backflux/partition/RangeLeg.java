package io.backflux.partition;

import io.backflux.paging.Plan;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a range of seconds, read for the first time.
 *
 * @param memory its rows, of the pages that have ended, for a second look
 */
record RangeLeg(LegState at, Track track, RowMemory memory) implements SecondsLeg {

    static RangeLeg of(Plan plan, Span asked, int limit) {
        return new RangeLeg(LegState.of(plan, asked, limit), Track.begin(), RowMemory.EMPTY);
    }

    @Override
    public RangeLeg with(LegState elsewhere) {
        return new RangeLeg(elsewhere, track, memory);
    }

    @Override
    public RangeLeg with(Track other) {
        return new RangeLeg(at, other, memory);
    }

    private RangeLeg with(RowMemory other) {
        return new RangeLeg(at, track, other);
    }

    @Override
    public RangeLeg part(Span seconds) {
        return of(at.chain().plan(), seconds, at.limit());
    }

    @Override
    public RangeLeg remembering() {
        return with(memory.plus(at.page()));
    }

    @Override
    public RangeLeg ended() {
        return remembering().with(at.ended());
    }

    /** The first leg turns out to be its first page alone. */
    PageLeg toPage() {
        return new PageLeg(at.ended(), Blocks.FIRST, null, null);
    }

    /** Its rows by their identity; null where they are too many. */
    @Nullable RowBag remembered() {
        return memory.rows();
    }

    int rememberedRows() {
        RowBag all = memory.rows();
        return all == null ? 0 : all.size();
    }

    /** From now on its range can't be looked at again. */
    RangeLeg withoutMemory() {
        return with(RowMemory.NONE);
    }

    /** Requests larger pages than its token allows, where that is possible: by its key. */
    SecondsLeg grown(int limit) {
        boolean mayGrow = !isEnded() && limit > at.limit() && hasNewestRows() && hasRoom();
        return mayGrow ? atKey(limit) : this;
    }
}
