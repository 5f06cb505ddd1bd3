package io.backflux.partition;

import org.jspecify.annotations.Nullable;

/**
 * What a page began and ended with, emitted or not.
 *
 * @param firstRow null where nobody knows, or where another one is alike
 * @param lastRow the same of the last one
 * @param last whether nothing follows it
 */
record PageEnds(@Nullable Long firstRow, @Nullable Long lastRow, boolean last) {

    static final PageEnds UNKNOWN = new PageEnds(null, null, false);

    PageEnds withLast(boolean isLast) {
        return new PageEnds(firstRow, lastRow, isLast);
    }
}
