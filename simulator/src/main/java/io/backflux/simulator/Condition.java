package io.backflux.simulator;

import java.util.List;

/** Whether a row passes a filter. */
@FunctionalInterface
interface Condition {
    boolean test(Row row);

    static Condition all(List<Condition> parts) {
        return parts.size() == 1 ? parts.get(0) : row -> parts.stream().allMatch(part -> part.test(row));
    }

    static Condition any(List<Condition> parts) {
        return parts.size() == 1 ? parts.get(0) : row -> parts.stream().anyMatch(part -> part.test(row));
    }
}
