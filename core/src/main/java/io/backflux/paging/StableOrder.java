package io.backflux.paging;

import io.backflux.BacklinksQuery;
import io.backflux.Fields;
import io.backflux.Filter;
import io.backflux.OrderBy;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order in which a harvest can't lose a row at a page's edge, whatever happens to the index meanwhile: by keys that
 * never change and that no two rows share for long, and only rows that were there when it began.
 */
public final class StableOrder {

    /** What it sorts by. */
    public static final List<OrderBy> RULES =
            List.of(Fields.FIRST_SEEN.ascending(), Fields.URL_FROM.ascending(), Fields.URL_TO.ascending());

    private static final List<OrderBy> OPPOSITE =
            List.of(Fields.FIRST_SEEN.descending(), Fields.URL_FROM.descending(), Fields.URL_TO.descending());

    private static final int MOST_CONDITIONS = 8;

    private StableOrder() {}

    /**
     * The query in this order. Rows that are found later come last, so it has no upper bound: a bound would hide rows
     * without {@code first_seen} from the rows and from the total alike.
     *
     * @param stable whether in this order; false for the query as it is
     * @param after only rows that were first seen after this second; null for all
     */
    static BacklinksQuery ordered(BacklinksQuery query, boolean stable, @Nullable Instant after) {
        if (!stable) {
            return query;
        }
        BacklinksQuery.Builder ordered = query.toBuilder().orderBy(RULES);
        if (after == null) {
            return ordered.build();
        }
        ordered.filters(both(query.filters(), Fields.FIRST_SEEN.after(after)));
        return query.offset() == null ? ordered.build() : ordered.offset(0).build();
    }

    /**
     * The query's rows of some seconds, in this order or the very opposite.
     *
     * @param from the first second; null for all before {@code to}
     * @param to the second after the last; null for all, those without {@code first_seen} too if {@code from} is null
     * @param offset rows to leave out at the start
     */
    public static BacklinksQuery within(
            BacklinksQuery query, @Nullable Instant from, @Nullable Instant to, boolean descending, int offset) {
        Filter filter = query.filters();
        if (to != null) {
            filter = both(filter, Fields.FIRST_SEEN.before(to));
        }
        if (from != null) {
            filter = both(filter, Fields.FIRST_SEEN.after(from.minusSeconds(1)));
        }
        BacklinksQuery.Builder within = query.toBuilder().orderBy(descending ? OPPOSITE : RULES);
        if (filter != null) {
            within.filters(filter);
        }
        return offset == 0 ? within.build() : within.offset(offset).build();
    }

    private static Filter both(@Nullable Filter first, Filter second) {
        return first == null ? second : first.and(second);
    }

    /** Whether there is room for the two conditions that bound a range of seconds. */
    public static boolean hasRoomForRange(BacklinksQuery query) {
        return conditions(query) + 2 <= MOST_CONDITIONS;
    }

    /** Whether there is room for the condition that a harvest needs to resume without a token. */
    static boolean hasRoomForKey(BacklinksQuery query) {
        return conditions(query) < MOST_CONDITIONS;
    }

    private static int conditions(BacklinksQuery query) {
        Filter filters = query.filters();
        return filters == null ? 0 : filters.conditionCount();
    }

    /** A harvest's bound: whole seconds, as the API has. */
    public static Instant boundAt(Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS);
    }
}
