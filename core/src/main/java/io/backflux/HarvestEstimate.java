package io.backflux;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * What a harvest will come to, reckoned from one row of it.
 *
 * @param target the query's target
 * @param totalCount rows that the query has
 * @param rows rows that the harvest would bring: the total, or its maximum where that is less
 * @param pages requests that they take
 * @param cost USD, from the vendor's price list, scaled to what the one row did cost
 * @param time one page after the other at 2 s each, as long as answers mostly take
 * @param paid USD that the estimate itself did cost
 * @param plans the same for 1, 4, 8 and 30 requests at once, and for as many as this harvest has; fewest first
 */
public record HarvestEstimate(
        String target,
        long totalCount,
        long rows,
        long pages,
        BigDecimal cost,
        Duration time,
        BigDecimal paid,
        List<SlotPlan> plans) {

    public HarvestEstimate {
        plans = List.copyOf(plans);
    }
}
