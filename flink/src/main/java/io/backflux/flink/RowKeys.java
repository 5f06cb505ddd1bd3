package io.backflux.flink;

import io.backflux.Backlink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Rows of the open page that were emitted before a crash, known by what they are: the page that is bought again may have others
 * before them, so their number alone would not do. One that isn't on it may come with a later page, so it stays known. Rows that are
 * alike count as often as they were emitted.
 */
final class RowKeys {

    /** The oldest first. */
    private final Map<Long, Integer> counts = new LinkedHashMap<>();

    private RowKeys() {}

    static RowKeys of(List<Long> keys) {
        RowKeys rows = new RowKeys();
        for (Long key : keys) {
            rows.counts.merge(key, 1, Integer::sum);
        }
        return rows;
    }

    /** Whether the row is one of them, which it then no longer is. */
    boolean remove(Backlink row) {
        if (counts.isEmpty()) {
            return false;
        }
        boolean[] found = new boolean[1];
        counts.computeIfPresent(keyOf(row), (key, count) -> {
            found[0] = true;
            return count == 1 ? null : count - 1;
        });
        return found[0];
    }

    /**
     * These and some rows more.
     *
     * @param most the newest of all
     */
    List<Long> with(List<Backlink> rows, int most) {
        List<Long> keys = new ArrayList<>();
        counts.forEach((key, count) -> keys.addAll(Collections.nCopies(count, key)));
        rows.forEach(row -> keys.add(keyOf(row)));
        return keys.subList(Math.max(0, keys.size() - most), keys.size());
    }

    /** By what never changes of a row. */
    static long keyOf(Backlink row) {
        long key = 1;
        for (Object part : new Object[] {
            Objects.requireNonNullElse(row.urlFrom(), ""),
            Objects.requireNonNullElse(row.urlTo(), ""),
            Objects.requireNonNullElse(row.itemType(), ""),
            Objects.requireNonNullElse(row.anchor(), ""),
            Objects.requireNonNullElse(row.firstSeen(), "")
        }) {
            key = mixed(key * 0x9E3779B97F4A7C15L + hashOf(part.toString()));
        }
        return key;
    }

    /** 64 bits, since a page's rows differ in little. */
    private static long hashOf(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }

    private static long mixed(long value) {
        long mixed = (value ^ (value >>> 32)) * 0xD6E8FEB86659FD93L;
        return mixed ^ (mixed >>> 32);
    }
}
