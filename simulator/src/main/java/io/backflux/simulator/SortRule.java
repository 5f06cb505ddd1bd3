package io.backflux.simulator;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One rule of {@code order_by}; rows without a value come last in both directions. */
record SortRule(Field field, boolean descending) {
    private static final SortRule RANK = new SortRule(Field.known("rank"), true);
    private static final SortRule LAST_SEEN = new SortRule(Field.known("last_seen"), true);

    private static final String FIRST_SEEN = "first_seen";
    private static final Set<String> URLS = Set.of("url_from", "url_to");

    static final List<SortRule> DEFAULT = List.of(RANK, LAST_SEEN);

    /** Whether the rows stand in this order already. */
    static boolean isDefault(List<SortRule> rules) {
        return rules.equals(DEFAULT) || rules.equals(List.of(RANK));
    }

    static boolean isByFirstSeen(List<SortRule> rules) {
        return rules.get(0).field().name().equals(FIRST_SEEN);
    }

    /** Whether the rows of a second stand in the order of their URLs. */
    static boolean isByFirstSeenAndUrls(List<SortRule> rules) {
        return isByFirstSeen(rules)
                && rules.size() > 1
                && rules.stream()
                        .skip(1)
                        .allMatch(rule -> URLS.contains(rule.field().name()));
    }

    int compare(Row left, Row right) {
        return compareValues(field.value(left), field.value(right));
    }

    int compareValues(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return Boolean.compare(a == null, b == null);
        }
        int order = order(a, b);
        return descending ? -order : order;
    }

    private static int order(Object a, Object b) {
        if (a instanceof Long left && b instanceof Long right) {
            return Long.compare(left, right);
        }
        if (a instanceof Boolean left && b instanceof Boolean right) {
            return Boolean.compare(left, right);
        }
        return a.toString().compareTo(b.toString());
    }
}
