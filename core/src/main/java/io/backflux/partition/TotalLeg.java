package io.backflux.partition;

import io.backflux.Backlink;
import io.backflux.paging.Chain;
import io.backflux.paging.Plan;
import io.backflux.wire.PageEnvelope;
import java.util.List;

/** Nothing but the total, as it is by now. */
record TotalLeg(LegState at) implements Leg {

    static TotalLeg of(Plan plan) {
        return new TotalLeg(LegState.of(plan, Span.ALL, 1));
    }

    @Override
    public TotalLeg with(LegState elsewhere) {
        return new TotalLeg(elsewhere);
    }

    @Override
    public boolean accept(Backlink row, List<PageLeg> pages) {
        return false;
    }

    @Override
    public Chain.Step step(PageEnvelope answer, int rowsInAnswer) {
        return new Chain.End(false, "the total came", 0, null);
    }
}
