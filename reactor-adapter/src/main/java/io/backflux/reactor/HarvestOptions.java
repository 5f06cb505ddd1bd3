package io.backflux.reactor;

import io.backflux.RowOrder;
import io.backflux.paging.Plan;
import io.backflux.partition.Reach;
import io.backflux.wire.CheckpointContent;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How a query is harvested.
 *
 * @param max rows wanted in all
 * @param prefetch pages asked for ahead of demand
 * @param slots requests at once
 * @param order of the rows; null where the caller left it open
 * @param maxCost USD for the whole harvest; null for no maximum
 * @param from where to resume; null to begin at the beginning
 * @param reach how far offsets reach
 */
record HarvestOptions(
        long max,
        int prefetch,
        int slots,
        @Nullable RowOrder order,
        @Nullable BigDecimal maxCost,
        @Nullable CheckpointContent from,
        HarvestListener listener,
        Reach reach) {

    static final HarvestOptions DEFAULT =
            new HarvestOptions(Plan.ALL, 0, 1, null, null, null, HarvestListener.NONE, Reach.OF_API);

    HarvestOptions withMax(long rows) {
        return new HarvestOptions(rows, prefetch, slots, order, maxCost, from, listener, reach);
    }

    HarvestOptions withPrefetch(int pages) {
        return new HarvestOptions(max, pages, slots, order, maxCost, from, listener, reach);
    }

    HarvestOptions withSlots(int requests) {
        return new HarvestOptions(max, prefetch, requests, order, maxCost, from, listener, reach);
    }

    HarvestOptions withOrder(RowOrder rows) {
        return new HarvestOptions(max, prefetch, slots, rows, maxCost, from, listener, reach);
    }

    HarvestOptions withMaxCost(BigDecimal dollars) {
        return new HarvestOptions(max, prefetch, slots, order, dollars, from, listener, reach);
    }

    HarvestOptions resumedFrom(CheckpointContent checkpoint) {
        return new HarvestOptions(max, prefetch, slots, order, maxCost, checkpoint, listener, reach);
    }

    HarvestOptions withListener(HarvestListener other) {
        return new HarvestOptions(max, prefetch, slots, order, maxCost, from, other, reach);
    }

    HarvestOptions withReach(Reach other) {
        return new HarvestOptions(max, prefetch, slots, order, maxCost, from, listener, other);
    }
}
