package io.backflux.reactor.oracle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The rows that there are now, and which ones were there all the time. */
final class Index {

    private final Rows maker;
    private final Map<Integer, Row> rows = new HashMap<>();
    private final Set<Integer> stayed = new TreeSet<>();
    private final Map<Identity, Integer> ever = new HashMap<>();
    private final Map<Integer, Row> atStart = new HashMap<>();
    private final Map<Object, List<Row>> sorted = new HashMap<>();
    private final Map<Object, Comparator<Row>> orders = new HashMap<>();
    private int nextId;

    Index(Situation situation) {
        maker = new Rows(situation);
        for (int id = 0; id < situation.rows(); id++) {
            add(maker.of(id));
        }
        nextId = situation.rows();
        for (int late = 0; late < situation.late(); late++) {
            add(maker.found(nextId, Rows.NOW + 60L * late));
            nextId++;
        }
        stayed.addAll(rows.keySet());
        atStart.putAll(rows);
    }

    private void add(Row row) {
        rows.put(row.id(), row);
        ever.merge(row.identity(), 1, Integer::sum);
        insert(row);
    }

    private void insert(Row row) {
        sorted.forEach((order, list) -> {
            int place = Collections.binarySearch(list, row, comparator(order));
            list.add(place < 0 ? -place - 1 : place, row);
        });
    }

    private void takeOut(Row row) {
        rows.remove(row.id());
        sorted.forEach((order, list) -> list.remove(Collections.binarySearch(list, row, comparator(order))));
    }

    private Comparator<Row> comparator(Object order) {
        Comparator<Row> known = orders.get(order);
        if (known == null) {
            throw new IllegalStateException("an order that was never asked for");
        }
        return known;
    }

    /** All rows in an order that has no ties. */
    List<Row> sorted(Object name, Supplier<Comparator<Row>> order) {
        Comparator<Row> comparator = orders.computeIfAbsent(name, any -> order.get());
        return sorted.computeIfAbsent(name, any -> {
            List<Row> list = new ArrayList<>(rows.values());
            list.sort(comparator);
            return list;
        });
    }

    void apply(Move move, long now) {
        for (int i = 0; i < move.rows(); i++) {
            switch (move.kind()) {
                case ADD_NEW -> add(maker.found(nextId++, now));
                case ADD_OLD -> add(maker.found(nextId++, secondAt(move.place())));
                case REMOVE -> remove(move.place());
                case SWAP -> swap(move);
                case RERANK -> rerank(move.place(), i);
            }
        }
    }

    private List<Row> byTime() {
        return sorted(
                "by time",
                () -> Comparator.comparing(Row::firstSeen, Comparator.nullsLast(Long::compare))
                        .thenComparingInt(Row::id));
    }

    private Row at(double place) {
        List<Row> all = byTime();
        return all.get((int) Math.min(all.size() - 1L, (long) (place * all.size())));
    }

    private long secondAt(double place) {
        Long second = rows.isEmpty() ? null : at(place).firstSeen();
        return second == null ? Rows.NOW - 1_000_000 : Math.min(second, Rows.NOW - 10);
    }

    private void remove(double place) {
        if (!rows.isEmpty()) {
            Row gone = at(place);
            takeOut(gone);
            stayed.remove(gone.id());
        }
    }

    private void swap(Move move) {
        if (!rows.isEmpty()) {
            remove(move.place());
            add(maker.found(nextId++, secondAt(move.other())));
        }
    }

    private void rerank(double place, int step) {
        if (!rows.isEmpty()) {
            Row row = at(Math.min(1, place + step * 0.01));
            takeOut(row);
            Row other = row.ranked((row.rank() + 31) % 60);
            rows.put(other.id(), other);
            insert(other);
        }
    }

    /** The rows that were there all the time. */
    Collection<Row> stayed() {
        return stayed.stream().map(atStart::get).toList();
    }

    /** How many rows of that identity there ever were. */
    int ever(Identity identity) {
        return ever.getOrDefault(identity, 0);
    }

    boolean hasAlikeRows() {
        return ever.values().stream().anyMatch(copies -> copies > 1);
    }

    int size() {
        return rows.size();
    }
}
