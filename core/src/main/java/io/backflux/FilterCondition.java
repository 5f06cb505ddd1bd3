package io.backflux;

import java.util.Set;

/** {@code ["rank",">",80]}. Its value is a String, Boolean, Long, BigDecimal, or a List of those. */
record FilterCondition(String field, String operator, Object value) implements Filter {

    private static final int PATTERN_CHARACTERS = 1000;
    private static final Set<String> PATTERNS = Set.of("regex", "not_regex");

    FilterCondition {
        QueryChecks.name(field, "field");
        QueryChecks.name(operator, "operator");
        value = FilterValue.of(value);
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
