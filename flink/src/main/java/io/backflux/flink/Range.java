package io.backflux.flink;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.Fields;
import io.backflux.Filter;
import io.backflux.Mode;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Seconds of {@code first_seen}. A row's never changes, so each row is of one range for good.
 *
 * @param from the first second; null for all before {@code to}
 * @param to the second after the last; null for all from {@code from} on
 */
record Range(@Nullable Instant from, @Nullable Instant to) {

    /** Every row, those without {@code first_seen} too. */
    static final Range ALL = new Range(null, null);

    /** No row was found before. */
    static final Instant BEGINNING = Instant.EPOCH;

    private static final int MOST_CONDITIONS = 8;

    /** Two bounds, and the one of a harvest that resumes without a token. */
    private static final int CONDITIONS_OF_A_RANGE = 3;

    /** Whether a query's rows may be had range by range: then nothing of it depends on what other rows there are. */
    static boolean fits(BacklinksQuery query) {
        boolean groups = query.customMode() != null || (query.mode() != null && query.mode() != Mode.AS_IS);
        boolean skips = query.offset() != null && query.offset() > 0;
        Filter filters = query.filters();
        int conditions = filters == null ? 0 : filters.conditionCount();
        return !groups && !skips && query.orderBy().isEmpty() && conditions + CONDITIONS_OF_A_RANGE <= MOST_CONDITIONS;
    }

    boolean isAll() {
        return from == null && to == null;
    }

    /** The query's rows of these seconds. */
    BacklinksQuery of(BacklinksQuery query) {
        Filter filter = query.filters();
        if (from != null) {
            filter = both(filter, Fields.FIRST_SEEN.after(from.minusSeconds(1)));
        }
        if (to != null) {
            filter = both(filter, Fields.FIRST_SEEN.before(to));
        }
        return isAll()
                ? query
                : query.toBuilder().filters(Objects.requireNonNull(filter)).build();
    }

    /** The query's rows that are in no range but the whole. */
    static Filter withoutTime(BacklinksQuery query) {
        return both(query.filters(), Fields.FIRST_SEEN.isNull());
    }

    private static Filter both(@Nullable Filter first, Filter second) {
        return first == null ? second : first.and(second);
    }

    /** Whether the row is one of it, whatever a server takes a filter for. */
    boolean contains(Backlink row) {
        Instant time = row.firstSeen();
        if (time == null) {
            return isAll();
        }
        return (from == null || !time.isBefore(from)) && (to == null || time.isBefore(to));
    }

    @Override
    public String toString() {
        return isAll() ? "all" : (from == null ? "the beginning" : from) + " to " + (to == null ? "the end" : to);
    }
}
