package io.backflux.simulator;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a query asks of its rows.
 *
 * @param json in the API's form; null when nothing is asked
 * @param condition null when nothing is asked
 * @param range what it asks of {@code first_seen} in any case; null when nothing
 */
record Filter(
        @Nullable Object json,
        @Nullable Condition condition,
        @Nullable TimeRange range,
        Set<Quirk> quirks) {
    static final Filter NONE = new Filter(null, null, null, Set.of());

    static Filter read(Object json, Set<Quirk> quirks) {
        Condition condition = FilterReader.read(json, quirks);
        return new Filter(json, condition, TimeRange.of(json, quirks), quirks);
    }

    boolean passes(Row row) {
        return condition == null || condition.test(row);
    }

    Filter withoutRange() {
        if (range == null) {
            return this;
        }
        return range.rest() == null ? NONE : read(range.rest(), quirks);
    }
}
