package io.backflux.wire;

import io.backflux.BacklinkColumn;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of a row are read. A bit for each column, so that asking costs nothing.
 *
 * @param isWhole whether fields that aren't known are kept too
 * @param wanted what is asked for
 * @param read what is built: besides that, what tells rows apart, and what became of them
 */
record Selection(boolean isWhole, long wanted, long read) {

    private static final long ALL = (1L << Column.COUNT) - 1;

    /** Harvests know rows by these whatever is selected, and deltas what became of them. */
    private static final long ALWAYS = Column.URL_FROM.bit()
            | Column.URL_TO.bit()
            | Column.ITEM_TYPE.bit()
            | Column.ANCHOR.bit()
            | Column.FIRST_SEEN.bit()
            | Column.LAST_SEEN.bit()
            | Column.IS_LOST.bit();

    static final Selection WHOLE = new Selection(true, ALL, ALL);

    /**
     * @param columns null for whole rows
     */
    static Selection of(@Nullable Set<BacklinkColumn> columns) {
        if (columns == null) {
            return WHOLE;
        }
        long wanted = 0;
        for (BacklinkColumn column : columns) {
            wanted |= Column.of(column).bit();
        }
        return new Selection(false, wanted, wanted | ALWAYS);
    }

    boolean reads(Column column) {
        return (read & column.bit()) != 0;
    }

    boolean wants(Column column) {
        return (wanted & column.bit()) != 0;
    }
}
