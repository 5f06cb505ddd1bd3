package io.backflux.partition;

import org.jspecify.annotations.Nullable;

/**
 * The rows of a range, so that it can be looked at again without emitting a row twice.
 *
 * @param rows never changed; null where they are too many, or not all known
 */
record RowMemory(@Nullable RowBag rows) {

    /** So many rows are remembered. */
    static final int MOST = 1 << 15;

    /** So many rows all ranges of a harvest remember together: about 6 MB. */
    static final int MOST_IN_ALL = 1 << 17;

    /** Of a range from its first row on. */
    static final RowMemory EMPTY = new RowMemory(new RowBag());

    /** Of a range whose earlier rows nobody knows any more. */
    static final RowMemory NONE = new RowMemory(null);

    /** With the rows of a page that has ended. */
    RowMemory plus(PageIntake page) {
        if (rows == null) {
            return this;
        }
        RowBag all = rows.copy();
        page.addTo(all);
        return all.size() > MOST ? NONE : new RowMemory(all);
    }
}
