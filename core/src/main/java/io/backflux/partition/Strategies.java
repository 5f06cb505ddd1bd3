package io.backflux.partition;

import io.backflux.BacklinksQuery;
import io.backflux.Mode;
import io.backflux.Strategy;
import io.backflux.paging.StableOrder;
import org.jspecify.annotations.Nullable;

/** Which strategies a query allows for, and which is the cheapest. */
final class Strategies {

    private Strategies() {}

    /** Why a query can't be harvested by several requests at once, in words; null where it can. */
    static @Nullable String obstacle(BacklinksQuery query) {
        if (query.customMode() != null || (query.mode() != null && query.mode() != Mode.AS_IS)) {
            return "a grouping mode may be applied before or after a filter, so parts may not add up to the whole";
        }
        if (query.offset() != null && query.offset() > 0) {
            return "the query has an offset of its own";
        }
        if (!StableOrder.hasRoomForRange(query)) {
            return "the filters have more than 6 conditions, which leaves no room for the bounds of a range";
        }
        return null;
    }

    /**
     * The cheapest that uses several slots.
     *
     * @param total rows that the query has
     * @param wanted rows that are wanted of them
     * @param limit rows a page
     * @param reach how far offsets reach
     * @param ordered whether rows are wanted in the harvest's order, and so none backwards
     */
    static Strategy of(BacklinksQuery query, long total, long wanted, int limit, Reach reach, boolean ordered) {
        long rows = reach.rows(limit);
        if (Math.min(total, wanted) <= limit) {
            return Strategy.CHAIN;
        }
        if (Math.min(total, wanted) <= rows) {
            return Strategy.OFFSETS;
        }
        if (total < 2 * rows && !ordered) { // So that both sides share a row.
            return Strategy.BOTH_ENDS;
        }
        return StableOrder.hasRoomForRange(query) ? Strategy.RANGES : Strategy.CHAIN;
    }
}
