package io.backflux.partition;

import io.backflux.Backlink;
import io.backflux.paging.Chain;
import io.backflux.paging.Plan;
import io.backflux.wire.PageEnvelope;

/** Nothing but the total, as it is by now. */
final class TotalLeg extends Leg {

    private TotalLeg(LegStart start) {
        super(start);
    }

    static TotalLeg of(Plan plan) {
        return new TotalLeg(LegStart.of(plan, Span.ALL, 1, null));
    }

    @Override
    boolean accept(Backlink row) {
        return false;
    }

    @Override
    Chain.Step stepAfter(PageEnvelope answer, int rowsInAnswer) {
        return new Chain.End(false, "the total came", 0, null);
    }
}
