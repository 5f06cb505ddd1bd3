package io.backflux.simulator;

import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row's sort values as a token holds them, by the names of their fields. */
final class SortKey {
    private SortKey() {}

    static Map<String, @Nullable Object> of(Row row, List<SortRule> rules) {
        Map<String, @Nullable Object> key = new LinkedHashMap<>();
        for (SortRule rule : rules) {
            Object value = rule.field().value(row);
            key.put(rule.field().name(), isTime(rule) && value instanceof Long second ? Times.iso(second) : value);
        }
        return key;
    }

    /** The position of the first row strictly after a key; after all rows when the key is empty. */
    static int positionAfter(Map<String, @Nullable Object> key, RowOrder order, Selection selection) {
        int low = key.isEmpty() ? selection.size() : 0;
        int high = selection.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(order.data().row(selection.index(middle)), key, order.rules()) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int compare(Row row, Map<String, @Nullable Object> key, List<SortRule> rules) {
        for (SortRule rule : rules) {
            Object value = key.get(rule.field().name());
            Object read = isTime(rule) && value instanceof String text
                    ? (Object) OffsetDateTime.parse(text).toEpochSecond()
                    : value;
            int order = rule.compareValues(rule.field().value(row), read);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static boolean isTime(SortRule rule) {
        return rule.field().kind() == Field.Kind.TIME;
    }
}
