package io.backflux.partition;

import org.jspecify.annotations.Nullable;

/**
 * The rows of a range, so that it can be looked at again without emitting a row twice; nothing where they are too many. It is
 * too large to be copied, so what a page has added is taken out again where the page is forgotten.
 */
final class RowMemory {

    /** So many rows are remembered. */
    static final int MOST = 1 << 15;

    private @Nullable RowBag rows;

    private RowMemory(@Nullable RowBag rows) {
        this.rows = rows;
    }

    /** Of a range from its first row on. */
    static RowMemory begin() {
        return new RowMemory(new RowBag());
    }

    /** Of a range whose earlier rows nobody knows any more. */
    static RowMemory none() {
        return new RowMemory(null);
    }

    void add(long hash) {
        RowBag all = rows;
        if (all != null) {
            all.add(hash);
            rows = all.size() > MOST ? null : all;
        }
    }

    /** Adds a row unless so many that are alike are there. */
    void addUpTo(int copies, long hash) {
        RowBag all = rows;
        if (all != null && all.count(hash) < copies) {
            all.add(hash);
        }
    }

    void remove(long[] hashes) {
        RowBag all = rows;
        if (all != null) {
            for (long hash : hashes) {
                all.remove(hash);
            }
        }
    }

    void clear() {
        rows = null;
    }

    /** Null where they are too many. */
    @Nullable RowBag rows() {
        return rows;
    }
}
