package io.backflux.flink;

import io.backflux.BacklinksQuery;
import java.io.Serializable;

/**
 * How a source reads.
 *
 * @param splitsAtOnce splits that a reader has at once, each with one request in flight; 0 for as many as it has permits
 * @param rowsPerRange how many rows a range has, about; 0 where nothing is cut
 * @param isTolerant whether a target that the server refuses is reported, and the others go on
 * @param isThrifty whether a page is requested only when a checkpoint has the one before
 */
record ReaderSettings(int splitsAtOnce, int rowsPerRange, boolean isTolerant, boolean isThrifty)
        implements Serializable {

    static final ReaderSettings DEFAULT = new ReaderSettings(0, BacklinksQuery.MAX_OFFSET, false, false);

    ReaderSettings withSplitsAtOnce(int splits) {
        return new ReaderSettings(splits, rowsPerRange, isTolerant, isThrifty);
    }

    ReaderSettings withRowsPerRange(int rows) {
        return new ReaderSettings(splitsAtOnce, rows, isTolerant, isThrifty);
    }

    ReaderSettings tolerant(boolean tolerant) {
        return new ReaderSettings(splitsAtOnce, rowsPerRange, tolerant, isThrifty);
    }

    ReaderSettings thrifty(boolean thrifty) {
        return new ReaderSettings(splitsAtOnce, rowsPerRange, isTolerant, thrifty);
    }

    boolean cuts() {
        return rowsPerRange > 0;
    }

    /** Whether it is worth cutting: each of the ranges costs a request beside its pages. */
    boolean isLarge(long total) {
        return cuts() && total > 2L * rowsPerRange;
    }
}
