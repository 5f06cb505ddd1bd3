package io.backflux.partition;

import io.backflux.RangeProgress;
import io.backflux.paging.Chain;
import io.backflux.paging.Plan;
import io.backflux.wire.PageEnvelope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page at an offset, in the harvest's order or backwards. */
record PageLeg(LegState at, boolean isDescending) implements Leg {

    static PageLeg of(Plan plan, Span asked, boolean descending, int offset, int limit) {
        return new PageLeg(LegState.ofPage(plan, asked, descending, offset, limit), descending);
    }

    @Override
    public PageLeg with(LegState elsewhere) {
        return new PageLeg(elsewhere, isDescending);
    }

    /**
     * Pages divide the order among themselves: none goes behind what one above it has emitted, nor before what one below has,
     * however far an index that moves has shifted them.
     */
    @Override
    public int copiesElsewhere(long second, long hash, List<PageLeg> pages) {
        int copies = 0;
        for (PageLeg other : pages) {
            int there = other.id() == id() ? 0 : copiesIn(other, second, hash);
            if (there == Integer.MAX_VALUE) {
                return there;
            }
            copies += there;
        }
        return copies;
    }

    private int copiesIn(PageLeg other, long second, long hash) {
        if (second == Emitted.NO_TIME) {
            return other.emitted().rowsWithoutTime().count(hash);
        }
        if (other.emitted().newest() == null) {
            return 0;
        }
        boolean isBelow = Pages.IN_ORDER.compare(other, this) < 0;
        long edge = isBelow ? Pages.high(other) : Pages.low(other);
        if (isBelow ? second < edge : second > edge) {
            return Integer.MAX_VALUE;
        }
        return second == edge ? other.emitted().edge(edge).count(hash) : 0;
    }

    /** A server that takes the offset off the total counts the same rows. */
    @Override
    public long wholeCount(long count, @Nullable Long totalAtStart) {
        boolean lessOffset = totalAtStart != null && at.isOfAll() && count + at.offset() == totalAtStart;
        return lessOffset ? count + at.offset() : count;
    }

    @Override
    public Leg readToEnd(PageEnvelope answer, int rowsInAnswer) {
        Chain.Step step = at.chain().after(answer, rowsInAnswer, at.page().rows());
        boolean hasAll = !at.isPageDoubtful() && !at.page().edges().endsWithLeftOut();
        boolean isLast = step instanceof Chain.End && rowsInAnswer > 0 && hasAll;
        return with(at.with(at.endsOfPage().withLast(isLast)));
    }

    @Override
    public Chain.Step step(PageEnvelope answer, int rowsInAnswer) {
        return new Chain.End(false, "the page came", 0, null);
    }

    @Override
    public RangeProgress progress(long left) {
        Long total = totals().first();
        return progress(null, total == null ? null : (Long) Math.min(at.limit(), total));
    }
}
