package io.backflux.reactor.oracle;

import java.util.Comparator;
import java.util.List;

/** What {@code order_by} means. */
final class Orders {

    private Orders() {}

    /** By sort values alone. */
    static Comparator<Row> byKeys(List<String> rules, boolean urlsUnsorted) {
        return rules.stream()
                .map(rule -> rule(rule, urlsUnsorted))
                .reduce(Comparator::thenComparing)
                .orElseThrow();
    }

    private static Comparator<Row> rule(String rule, boolean urlsUnsorted) {
        String[] parts = rule.split(",", 2);
        Comparator<Row> rising =
                urlsUnsorted && parts[0].startsWith("url") ? Comparator.comparingInt(row -> 0) : field(parts[0]);
        return parts[1].equals("desc") ? rising.reversed() : rising;
    }

    private static Comparator<Row> field(String name) {
        return switch (name) {
            case "first_seen" -> Comparator.comparing(Row::firstSeen, Comparator.nullsLast(Comparator.naturalOrder()));
            case "url_from" -> Comparator.comparing(Row::urlFrom);
            case "url_to" -> Comparator.comparing(Row::urlTo);
            case "rank" -> Comparator.comparingInt(Row::rank);
            case "last_seen" -> Comparator.comparingLong(Row::lastSeen);
            default -> throw new IllegalArgumentException("a field that the model doesn't sort by: " + name);
        };
    }

    /** Of rows that tie, in an order that is the same each time, and the opposite one backwards. */
    static Comparator<Row> ofTies(boolean descending) {
        Comparator<Row> rising =
                Comparator.comparingInt((Row row) -> scattered(row.id(), 0)).thenComparingInt(Row::id);
        return descending ? rising.reversed() : rising;
    }

    static int scattered(int id, int salt) {
        int hash = (id + salt * 31) * 0x9E3779B9;
        return (hash ^ (hash >>> 15)) * 0x85EBCA6B;
    }
}
