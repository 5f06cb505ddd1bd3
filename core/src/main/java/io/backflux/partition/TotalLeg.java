package io.backflux.partition;

import io.backflux.Backlink;
import io.backflux.paging.Chain;
import io.backflux.paging.Plan;
import io.backflux.wire.PageEnvelope;
import java.util.List;

/**
 * Nothing but the total, as it is by now, and whether the last row of all has a {@code first_seen}: rows without one stand at one of
 * the ends, and no bounded page has them.
 */
record TotalLeg(LegState at) implements Leg {

    static TotalLeg of(Plan plan) {
        return new TotalLeg(LegState.backwards(plan, 1));
    }

    @Override
    public TotalLeg with(LegState elsewhere) {
        return new TotalLeg(elsewhere);
    }

    @Override
    public boolean accept(Backlink row, List<PageLeg> pages) {
        if (row.firstSeen() == null) {
            at.page().skipOutside();
        }
        return false;
    }

    /** Whether the last row has no {@code first_seen}. */
    boolean endsWithoutTime() {
        return totals().outside() > 0;
    }

    /** It comes last. */
    @Override
    public boolean isDescending() {
        return true;
    }

    @Override
    public Chain.Step step(PageEnvelope answer, int rowsInAnswer) {
        return new Chain.End(false, "the total came", 0, null);
    }
}
