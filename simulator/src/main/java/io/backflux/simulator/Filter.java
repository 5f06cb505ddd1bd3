package io.backflux.simulator;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a query asks of its rows.
 *
 * @param condition null when nothing is asked
 */
record Filter(@Nullable Condition condition) {
    static final Filter NONE = new Filter(null);

    static Filter read(Object json, Set<Quirk> quirks) {
        return new Filter(FilterReader.read(json, quirks));
    }

    boolean passes(Row row) {
        return condition == null || condition.test(row);
    }
}
