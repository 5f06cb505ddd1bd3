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
 * @param lease of the slots that it shares with other harvests; null where it shares none
 */
record HarvestOptions(
        long max,
        int prefetch,
        int slots,
        @Nullable RowOrder order,
        @Nullable BigDecimal maxCost,
        @Nullable CheckpointContent from,
        HarvestListener listener,
        Reach reach,
        SharedSlots.@Nullable Lease lease) {

    static final HarvestOptions DEFAULT =
            new HarvestOptions(Plan.ALL, 0, 1, null, null, null, HarvestListener.NONE, Reach.OF_API, null);

    HarvestOptions withMax(long rows) {
        return new HarvestOptions(rows, prefetch, slots, order, maxCost, from, listener, reach, lease);
    }

    HarvestOptions withPrefetch(int pages) {
        return new HarvestOptions(max, pages, slots, order, maxCost, from, listener, reach, lease);
    }

    HarvestOptions withSlots(int requests) {
        return new HarvestOptions(max, prefetch, requests, order, maxCost, from, listener, reach, lease);
    }

    HarvestOptions withOrder(RowOrder rows) {
        return new HarvestOptions(max, prefetch, slots, rows, maxCost, from, listener, reach, lease);
    }

    HarvestOptions withMaxCost(BigDecimal dollars) {
        return new HarvestOptions(max, prefetch, slots, order, dollars, from, listener, reach, lease);
    }

    HarvestOptions resumedFrom(CheckpointContent checkpoint) {
        return new HarvestOptions(max, prefetch, slots, order, maxCost, checkpoint, listener, reach, lease);
    }

    HarvestOptions withListener(HarvestListener other) {
        return new HarvestOptions(max, prefetch, slots, order, maxCost, from, other, reach, lease);
    }

    HarvestOptions withReach(Reach other) {
        return new HarvestOptions(max, prefetch, slots, order, maxCost, from, listener, other, lease);
    }

    HarvestOptions withLease(SharedSlots.Lease other) {
        return new HarvestOptions(max, prefetch, slots, order, maxCost, from, listener, reach, other);
    }
}
