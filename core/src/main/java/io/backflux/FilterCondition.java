package io.backflux;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code ["rank",">",80]}. Its value is a String, Boolean, Long, BigDecimal, a List of those, or null. */
record FilterCondition(
        String field, String operator, @Nullable Object value) implements Filter {

    private static final int PATTERN_CHARACTERS = 1000;
    private static final Set<String> PATTERNS = Set.of("regex", "not_regex");

    FilterCondition {
        QueryChecks.name(field, "field");
        QueryChecks.name(operator, "operator");
        value = value == null ? null : FilterValue.of(value);
        if (PATTERNS.contains(operator) && value instanceof String pattern) {
            QueryChecks.atMost(PATTERN_CHARACTERS, pattern, "pattern");
        }
    }

    @Override
    public int conditionCount() {
        return 1;
    }

    @Override
    public String toString() {
        return toJson();
    }
}
