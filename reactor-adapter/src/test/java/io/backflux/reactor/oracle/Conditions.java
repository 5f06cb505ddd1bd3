package io.backflux.reactor.oracle;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a request's filters mean to a server with these oddities. */
final class Conditions {

    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");

    private final Set<Oddity> oddities;
    private int count;

    Conditions(Set<Oddity> oddities) {
        this.oddities = oddities;
    }

    /** How many there were. */
    int count() {
        return count;
    }

    Predicate<Row> of(@Nullable JsonNode filters) {
        return filters == null || filters.isNull() ? row -> true : parse(filters);
    }

    private Predicate<Row> parse(JsonNode filter) {
        if (filter.get(0).isString()) {
            count++;
            return condition(filter.get(0).asString(), filter.get(1).asString(), filter.get(2));
        }
        Predicate<Row> all = parse(filter.get(0));
        for (int i = 1; i + 1 < filter.size(); i += 2) {
            Predicate<Row> next = parse(filter.get(i + 1));
            all = filter.get(i).asString().equals("or") ? all.or(next) : all.and(next);
        }
        return all;
    }

    private Predicate<Row> condition(String field, String operator, JsonNode value) {
        if (field.equals("first_seen")) {
            return time(operator, value);
        }
        if (field.equals("rank") && operator.equals(">=")) {
            int least = value.asInt();
            return row -> row.rank() >= least;
        }
        throw new IllegalArgumentException("a condition that the model doesn't know: " + field + " " + operator);
    }

    private Predicate<Row> time(String operator, JsonNode value) {
        if (value.isNull()) {
            return switch (operator) {
                case "=" -> row -> row.firstSeen() == null;
                case "<>" -> row -> row.firstSeen() != null;
                default -> throw new IllegalArgumentException("an operator that null doesn't have: " + operator);
            };
        }
        if (oddities.contains(Oddity.TIMES_IGNORED)) {
            return row -> true;
        }
        long bound = OffsetDateTime.parse(value.asString(), TIME).toEpochSecond();
        Predicate<Long> holds = switch (operator) {
            case "<" -> oddities.contains(Oddity.LESS_INCLUDES) ? second -> second <= bound : second -> second < bound;
            case ">" ->
                oddities.contains(Oddity.GREATER_INCLUDES) ? second -> second >= bound : second -> second > bound;
            case "<=" -> second -> second <= bound;
            case ">=" -> second -> second >= bound;
            case "=" -> second -> second == bound;
            default -> throw new IllegalArgumentException("an operator that times don't have: " + operator);
        };
        boolean nullsPass = oddities.contains(Oddity.NULLS_PASS);
        return row -> row.firstSeen() == null ? nullsPass : holds.test(row.firstSeen());
    }
}
