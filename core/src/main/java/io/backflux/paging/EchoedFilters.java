package io.backflux.paging;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Filters reduced to what no spelling of them changes: how many are joined by "or", and the conditions without their order
 * and nesting. Each condition is known by field and operator, with its values beside it.
 */
record EchoedFilters(int ors, Map<String, List<EchoedValue>> conditions) {

    /**
     * Reads filters in the API's form.
     *
     * @return null where they are of another form, so that nothing can be said of them
     */
    static @Nullable EchoedFilters of(@Nullable Object filters) {
        if (!(filters instanceof List<?> list)) {
            return null;
        }
        Reading reading = new Reading();
        reading.read(list);
        return reading.known ? new EchoedFilters(reading.ors, reading.conditions) : null;
    }

    boolean isEmpty() {
        return conditions.isEmpty();
    }

    boolean contradicts(EchoedFilters other) {
        return ors != other.ors
                || !conditions.keySet().equals(other.conditions.keySet())
                || conditions.entrySet().stream()
                        .anyMatch(condition ->
                                contradict(condition.getValue(), other.conditions.get(condition.getKey())));
    }

    private static boolean contradict(List<EchoedValue> values, @Nullable List<EchoedValue> others) {
        return others == null || values.size() != others.size() || EchoedValue.contradict(values, others);
    }

    private static final class Reading {

        private final Map<String, List<EchoedValue>> conditions = new TreeMap<>();
        private int ors;
        private boolean known = true;

        private void read(List<?> list) {
            if (!list.isEmpty() && list.get(0) instanceof String field) {
                condition(field, list);
                return;
            }
            for (Object part : list) {
                if (part instanceof List<?> inner) {
                    read(inner);
                } else {
                    joiner(part);
                }
            }
        }

        private void condition(String field, List<?> list) {
            if (list.size() == 3 && list.get(1) instanceof String operator) {
                String key = plain(field) + ' ' + operator(plain(operator));
                conditions.computeIfAbsent(key, none -> new ArrayList<>()).add(EchoedValue.of(list.get(2)));
            } else {
                known = false;
            }
        }

        private void joiner(@Nullable Object part) {
            String word = part instanceof String text ? plain(text) : "";
            ors += word.equals("or") ? 1 : 0;
            known &= word.equals("or") || word.equals("and");
        }

        private static String operator(String operator) {
            return switch (operator) {
                case "!=" -> "<>";
                case "==" -> "=";
                default -> operator;
            };
        }

        private static String plain(String text) {
            return text.strip().toLowerCase(Locale.ROOT);
        }
    }
}
