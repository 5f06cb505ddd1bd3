package io.backflux.cli;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a list, apart from what is asked of the API.
 *
 * @param file the list's, or {@code -}
 * @param column the one of a CSV list; null where nobody said
 * @param out where the rows go; null where nobody said
 * @param maxCost the most that all targets may cost, in USD; null for no limit
 * @param report where a line for each target goes; null for nowhere
 * @param failFast whether the first failure ends it
 */
record ListRequest(
        String file,
        @Nullable String column,
        @Nullable String out,
        Existing existing,
        Layout layout,
        @Nullable BigDecimal maxCost,
        @Nullable String report,
        boolean failFast) {}
