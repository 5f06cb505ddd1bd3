package io.backflux.reactor;

import io.backflux.BacklinkColumn;
import io.backflux.RowOrder;
import io.backflux.paging.Plan;
import io.backflux.partition.Reach;
import io.backflux.wire.CheckpointContent;
import java.math.BigDecimal;
import java.util.Set;
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
 * @param columns of a row that are read; null for whole rows
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
        SharedSlots.@Nullable Lease lease,
        @Nullable Set<BacklinkColumn> columns) {

    static final HarvestOptions DEFAULT =
            new HarvestOptions(Plan.ALL, 0, 1, null, null, null, HarvestListener.NONE, Reach.OF_API, null, null);

    HarvestOptions withMax(long rows) {
        return new HarvestOptions(rows, prefetch, slots, order, maxCost, from, listener, reach, lease, columns);
    }

    HarvestOptions withPrefetch(int pages) {
        return new HarvestOptions(max, pages, slots, order, maxCost, from, listener, reach, lease, columns);
    }

    HarvestOptions withSlots(int requests) {
        return new HarvestOptions(max, prefetch, requests, order, maxCost, from, listener, reach, lease, columns);
    }

    HarvestOptions withOrder(RowOrder rows) {
        return new HarvestOptions(max, prefetch, slots, rows, maxCost, from, listener, reach, lease, columns);
    }

    HarvestOptions withMaxCost(BigDecimal dollars) {
        return new HarvestOptions(max, prefetch, slots, order, dollars, from, listener, reach, lease, columns);
    }

    HarvestOptions resumedFrom(CheckpointContent checkpoint) {
        return new HarvestOptions(max, prefetch, slots, order, maxCost, checkpoint, listener, reach, lease, columns);
    }

    HarvestOptions withListener(HarvestListener other) {
        return new HarvestOptions(max, prefetch, slots, order, maxCost, from, other, reach, lease, columns);
    }

    HarvestOptions withReach(Reach other) {
        return new HarvestOptions(max, prefetch, slots, order, maxCost, from, listener, other, lease, columns);
    }

    HarvestOptions withLease(SharedSlots.Lease other) {
        return new HarvestOptions(max, prefetch, slots, order, maxCost, from, listener, reach, other, columns);
    }

    HarvestOptions withColumns(Set<BacklinkColumn> others) {
        return new HarvestOptions(max, prefetch, slots, order, maxCost, from, listener, reach, lease, others);
    }
}
