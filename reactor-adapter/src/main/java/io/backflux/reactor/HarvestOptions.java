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
 * @param slots requests at once
 * @param anyOrder whether the query's own order is given up
 * @param ordered whether the rows of a parallel harvest come in its order
 * @param stable whether in the stable order
 * @param maxCost USD for the whole harvest; null for no maximum
 * @param from where to go on from; null to begin at the beginning
 */
record HarvestOptions(
        long max,
        int prefetch,
        int slots,
        boolean anyOrder,
        boolean ordered,
        boolean stable,
        @Nullable BigDecimal maxCost,
        @Nullable CheckpointContent from,
        HarvestListener listener) {

    static final HarvestOptions DEFAULT =
            new HarvestOptions(Plan.ALL, 0, 1, false, false, false, null, null, HarvestListener.NONE);

    HarvestOptions withMax(long rows) {
        return new HarvestOptions(rows, prefetch, slots, anyOrder, ordered, stable, maxCost, from, listener);
    }

    HarvestOptions withPrefetch(int pages) {
        return new HarvestOptions(max, pages, slots, anyOrder, ordered, stable, maxCost, from, listener);
    }

    HarvestOptions inStableOrder() {
        return new HarvestOptions(max, prefetch, slots, anyOrder, ordered, true, maxCost, from, listener);
    }

    HarvestOptions withMaxCost(BigDecimal dollars) {
        return new HarvestOptions(max, prefetch, slots, anyOrder, ordered, stable, dollars, from, listener);
    }

    HarvestOptions resumedFrom(CheckpointContent checkpoint) {
        return new HarvestOptions(max, prefetch, slots, anyOrder, ordered, stable, maxCost, checkpoint, listener);
    }

    HarvestOptions withListener(HarvestListener other) {
        return new HarvestOptions(max, prefetch, slots, anyOrder, ordered, stable, maxCost, from, other);
    }

    HarvestOptions withSlots(int requests) {
        return new HarvestOptions(max, prefetch, requests, anyOrder, ordered, stable, maxCost, from, listener);
    }

    HarvestOptions inAnyOrder() {
        return new HarvestOptions(max, prefetch, slots, true, ordered, stable, maxCost, from, listener);
    }

    HarvestOptions inOrder() {
        return new HarvestOptions(max, prefetch, slots, anyOrder, true, stable, maxCost, from, listener);
    }
}
