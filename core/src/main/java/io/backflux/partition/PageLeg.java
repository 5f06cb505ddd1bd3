package io.backflux.partition;

import io.backflux.RangeProgress;
import io.backflux.paging.Chain;
import io.backflux.paging.Plan;
import io.backflux.wire.PageEnvelope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page at an offset, in the harvest's order or backwards. */
final class PageLeg extends Leg {

    private final boolean descending;
    private List<PageLeg> neighbours = List.of();

    PageLeg(LegStart start, boolean descending) {
        super(start);
        this.descending = descending;
    }

    static PageLeg of(Plan plan, Span asked, boolean descending, int offset, int limit) {
        return new PageLeg(LegStart.ofPage(plan, asked, descending, offset, limit), descending);
    }

    /** The other pages. */
    void neighbours(List<PageLeg> others) {
        neighbours = others;
    }

    @Override
    public void beginAttempt() {
        if (rows().size() > 0 && !emitted().keepsAllRows()) {
            emitted().keepAllRows(emitted().allRows(page().hashes()));
        }
        super.beginAttempt();
    }

    /**
     * Pages divide the order among themselves: none goes behind what one above it has emitted, nor before what one below has,
     * however far an index that moves has shifted them.
     */
    @Override
    int copiesElsewhere(long second, long hash) {
        int copies = 0;
        for (PageLeg other : neighbours) {
            if (second == Emitted.NO_TIME) {
                copies += other.emitted().rowsWithoutTime().count(hash);
            } else if (other.emitted().newest() != null) {
                boolean isBelow = Pages.IN_ORDER.compare(other, this) < 0;
                long edge = isBelow ? Pages.high(other) : Pages.low(other);
                if (isBelow ? second < edge : second > edge) {
                    return Integer.MAX_VALUE;
                }
                copies += second == edge ? other.emitted().edge(edge).count(hash) : 0;
            }
        }
        return copies;
    }

    /** A server that takes the offset off the total counts the same rows. */
    @Override
    long wholeCount(long count, @Nullable Long totalAtStart) {
        boolean lessOffset = totalAtStart != null && count + offset() == totalAtStart;
        return lessOffset ? count + offset() : count;
    }

    @Override
    Chain.Step stepAfter(PageEnvelope answer, int rowsInAnswer) {
        noteEnds();
        noteLast(chain().after(answer, rowsInAnswer, rows()) instanceof Chain.End && rowsInAnswer > 0);
        return new Chain.End(false, "the page came", 0, null);
    }

    @Override
    boolean isDescending() {
        return descending;
    }

    @Override
    RangeProgress progress(long left) {
        Long total = totals().first();
        return progress(null, total == null ? null : (Long) Math.min(limit(), total));
    }
}
