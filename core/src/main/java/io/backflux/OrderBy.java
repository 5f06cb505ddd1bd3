package io.backflux;

import java.util.Objects;

/**
 * One sort rule; a query takes at most three (the vendor's document).
 *
 * @param field the API's name, known to this release or not, nested ones dotted; blanks and commas are refused. Arrays
 *     can't be sorted on
 * @param direction which way
 */
public record OrderBy(String field, Direction direction) {

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if the field is empty or has a blank or a comma in it
     */
    public OrderBy {
        QueryChecks.name(field, "field");
        Objects.requireNonNull(direction, "direction");
    }

    /**
     * Reads the API's own form, such as {@code "rank,desc"}.
     *
     * @throws IllegalArgumentException if it is not a field, a comma and {@code asc} or {@code desc}
     */
    public static OrderBy parse(String rule) {
        Objects.requireNonNull(rule, "rule");
        for (Direction direction : Direction.values()) {
            String field = fieldBefore(',' + direction.apiName(), rule);
            if (!field.isEmpty() && field.indexOf(',') < 0 && !QueryChecks.hasBlank(field)) {
                return new OrderBy(field, direction);
            }
        }
        throw new IllegalArgumentException(
                "sort rule must be a field and a direction, \"field,asc\" or \"field,desc\", was "
                        + QueryChecks.shown(rule));
    }

    private static String fieldBefore(String end, String rule) {
        return rule.endsWith(end) ? rule.substring(0, rule.length() - end.length()) : "";
    }

    /** The rule as it stands in a request: {@code "rank,desc"}. */
    public String apiForm() {
        return field + ',' + direction.apiName();
    }

    /** Which way to sort. */
    public enum Direction {
        /** Smallest, oldest or first in the alphabet first. */
        ASCENDING("asc"),
        /** Largest, newest or last in the alphabet first. */
        DESCENDING("desc");

        private final String apiName;

        Direction(String apiName) {
            this.apiName = apiName;
        }

        /** The value as it stands in a request: {@code "asc"} or {@code "desc"}. */
        public String apiName() {
            return apiName;
        }

        /**
         * Reads the API's own word.
         *
         * @throws IllegalArgumentException if there is no such word; the message lists all that there are
         */
        public static Direction of(String apiName) {
            return QueryChecks.oneOf(values(), Direction::apiName, apiName, "direction");
        }
    }
}
