package io.backflux.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps the indexes of the last {@value #MAX_ENTRIES} queries over changing rows. Later ones are made from earlier ones:
 * only the rows that changed in between are looked at. Queries that differ in their {@link TimeRange} alone count as one.
 */
final class MovingSelections {
    private static final int MAX_ENTRIES = 8;

    private final Map<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

    Selection of(DataSet data, Query query) {
        TimeRange range = query.range();
        return range == null
                ? whole(data, query)
                : range.of(data, whole(data, query.withoutRange()), query.isFalling());
    }

    private synchronized Selection whole(DataSet data, Query query) {
        String key = query.selectionKey();
        Kept before = kept.get(key);
        int[] indexes = before == null ? Selecting.ordered(data, query) : before.moved(data, query);
        kept.put(key, new Kept(data, indexes));
        if (kept.size() > MAX_ENTRIES) {
            kept.remove(kept.keySet().iterator().next());
        }
        return Selecting.grouped(data, query, indexes);
    }

    /** A query's rows, before grouping, as they were in one state of the data. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Kept(DataSet data, int[] indexes) {
        int[] moved(DataSet later, Query query) {
            return later == data ? indexes : Moves.applied(indexes, data, later, query);
        }
    }
}
