package io.backflux.reactor;

import io.backflux.paging.Plan;
import io.backflux.wire.CheckpointContent;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How a query is harvested.
 *
 * @param max rows wanted in all
 * @param prefetch pages asked for ahead of demand
 * @param stable whether in the stable order
 * @param maxCost USD for the whole harvest; null for no maximum
 * @param from where to go on from; null to begin at the beginning
 */
record HarvestOptions(
        long max,
        int prefetch,
        boolean stable,
        @Nullable BigDecimal maxCost,
        @Nullable CheckpointContent from,
        HarvestListener listener) {

    static final HarvestOptions DEFAULT = new HarvestOptions(Plan.ALL, 0, false, null, null, HarvestListener.NONE);

    HarvestOptions withMax(long rows) {
        return new HarvestOptions(rows, prefetch, stable, maxCost, from, listener);
    }

    HarvestOptions withPrefetch(int pages) {
        return new HarvestOptions(max, pages, stable, maxCost, from, listener);
    }

    HarvestOptions inStableOrder() {
        return new HarvestOptions(max, prefetch, true, maxCost, from, listener);
    }

    HarvestOptions withMaxCost(BigDecimal dollars) {
        return new HarvestOptions(max, prefetch, stable, dollars, from, listener);
    }

    HarvestOptions resumedFrom(CheckpointContent checkpoint) {
        return new HarvestOptions(max, prefetch, stable, maxCost, checkpoint, listener);
    }

    HarvestOptions withListener(HarvestListener other) {
        return new HarvestOptions(max, prefetch, stable, maxCost, from, other);
    }
}
