package io.backflux.reactor.oracle;

import io.backflux.Backlink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What all runs of a harvest have delivered, row by row. */
final class Delivery {

    private final List<Identity> rows = new ArrayList<>();

    void add(Backlink row) {
        rows.add(Identity.of(row));
    }

    int size() {
        return rows.size();
    }

    /** What came behind that place was never stored. */
    void cutTo(int size) {
        rows.subList(size, rows.size()).clear();
    }

    Map<Identity, Integer> copies() {
        Map<Identity, Integer> copies = new HashMap<>();
        rows.forEach(row -> copies.merge(row, 1, Integer::sum));
        return copies;
    }
}
