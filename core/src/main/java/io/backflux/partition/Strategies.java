package io.backflux.partition;

import io.backflux.BacklinksQuery;
import io.backflux.Mode;
import io.backflux.Strategy;
import io.backflux.paging.StableOrder;
import org.jspecify.annotations.Nullable;

/** Which strategies a query allows for, and which is the cheapest. */
final class Strategies {

    /** With thirty slots these are four or five answers' time, most of which a slow start would take. */
    private static final int FEW_PAGES = 128;

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
            return "the filters have more than 6 conditions, which leaves no room for the bounds of a block";
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
        return obstacleToBlocks(query, limit) == null ? Strategy.BLOCKS : Strategy.CHAIN;
    }

    /** Why more rows than offsets reach can't be harvested by several requests at once, in words; null where they can. */
    static @Nullable String obstacleToBlocks(BacklinksQuery query, int limit) {
        if (!StableOrder.hasRoomForRange(query)) {
            return "the filters have 7 conditions, which leaves no room for the bounds of a block";
        }
        return limit < 2 ? "pages of one row can't share any" : null;
    }

    /** Whether a harvest takes so few requests that they may go at once. */
    static boolean mayGoAtOnce(@Nullable Strategy strategy, long rows, int limit) {
        return strategy == Strategy.OFFSETS
                || strategy == Strategy.BOTH_ENDS
                || (strategy == Strategy.BLOCKS && rows <= (long) FEW_PAGES * limit);
    }
}
