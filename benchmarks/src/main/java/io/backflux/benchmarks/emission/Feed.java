package io.backflux.benchmarks.emission;

import java.io.IOException;

/** What answers hold and how they come. */
public enum Feed {
    CHEAP_ROWS_AT_ONCE("{} rows, 1000 a chunk") {
        @Override
        PreparedPages pages() {
            return PreparedPages.ofCheapRows(1_000);
        }
    },
    /** As many as there are of real ones in 16 KiB. */
    CHEAP_ROWS("{} rows, 5 a chunk") {
        @Override
        PreparedPages pages() {
            return PreparedPages.ofCheapRows(5);
        }
    },
    WHOLE_ROWS("whole rows, 16 KiB a chunk") {
        @Override
        PreparedPages pages() throws IOException, InterruptedException {
            return PreparedPages.ofWholeRows(16 << 10);
        }
    };

    private final String label;

    Feed(String label) {
        this.label = label;
    }

    abstract PreparedPages pages() throws IOException, InterruptedException;

    @Override
    public String toString() {
        return label;
    }
}
