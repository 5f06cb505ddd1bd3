package io.backflux.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code filters}: {@code ["rank",">",80]}, or such lists joined by {@code "and"} and {@code "or"} to any depth.
 * Where both stand side by side, {@code "and"} binds tighter.
 */
final class FilterReader {
    private static final int MAX_CONDITIONS = 8;

    private int conditions;

    private final Set<Quirk> quirks;

    private FilterReader(Set<Quirk> quirks) {
        this.quirks = quirks;
    }

    static Condition read(Object filters, Set<Quirk> quirks) {
        FilterReader reader = new FilterReader(quirks);
        Condition condition = reader.expression(filters);
        if (reader.conditions > MAX_CONDITIONS) {
            throw refused();
        }
        return condition;
    }

    static Refusal refused() {
        return Refusal.invalid("filters");
    }

    private Condition expression(@Nullable Object node) {
        if (!(node instanceof List<?> list) || list.isEmpty()) {
            throw refused();
        }
        return list.get(0) instanceof String ? condition(list) : joined(list);
    }

    private Condition joined(List<?> list) {
        if (list.size() % 2 == 0) {
            throw refused();
        }
        List<Condition> alternatives = new ArrayList<>();
        List<Condition> together = new ArrayList<>();
        together.add(expression(list.get(0)));
        for (int i = 1; i < list.size(); i += 2) {
            if (isOr(list.get(i))) {
                alternatives.add(Condition.all(List.copyOf(together)));
                together.clear();
            }
            together.add(expression(list.get(i + 1)));
        }
        alternatives.add(Condition.all(List.copyOf(together)));
        return Condition.any(List.copyOf(alternatives));
    }

    private static boolean isOr(@Nullable Object word) {
        if ("or".equals(word) || "and".equals(word)) {
            return "or".equals(word);
        }
        throw refused();
    }

    private Condition condition(List<?> parts) {
        if (parts.size() != 3 || !(parts.get(0) instanceof String name) || !(parts.get(1) instanceof String operator)) {
            throw refused();
        }
        Field field = Field.named(name);
        if (field == null) {
            throw refused();
        }
        conditions++;
        return Operators.condition(field, operator, parts.get(2), quirks);
    }
}
