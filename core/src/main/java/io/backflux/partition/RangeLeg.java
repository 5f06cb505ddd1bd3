package io.backflux.partition;

import io.backflux.paging.Plan;
import io.backflux.wire.LastKey;
import org.jspecify.annotations.Nullable;

/** Rows of a range of seconds, read for the first time. It remembers them for a second look. */
final class RangeLeg extends SecondsLeg {

    private final RowMemory memory;

    RangeLeg(LegStart start, RowMemory memory, RowBag expected, @Nullable LastKey lastOfChain) {
        super(start, expected, lastOfChain);
        this.memory = memory;
    }

    static RangeLeg of(Plan plan, Span asked, int limit) {
        return of(LegStart.of(plan, asked, limit, null));
    }

    private static RangeLeg of(LegStart start) {
        return new RangeLeg(start, RowMemory.begin(), new RowBag(), null);
    }

    @Override
    RangeLeg part(Span seconds) {
        return of(LegStart.of(plan(), seconds, limit(), this));
    }

    /** The first leg turns out to be its first page alone. */
    PageLeg toPage() {
        PageLeg page = new PageLeg(toStart(), false);
        page.end();
        return page;
    }

    @Override
    void remember(long hash) {
        memory.add(hash);
    }

    @Override
    void remember(long hash, int copies) {
        memory.addUpTo(copies, hash);
    }

    @Override
    public void forgetPage() {
        memory.remove(page().hashes());
        super.forgetPage();
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
    void forgetRows() {
        memory.clear();
    }

    /** Requests larger pages than its token allows, where that is possible: by its key. */
    void grow(int limit) {
        if (!isEnded() && limit > limit() && hasNewestRows() && hasRoom()) {
            restartAtKey(limit);
            expectRefusal();
        }
    }
}
