package io.backflux.partition;

import io.backflux.BacklinksQuery;

/**
 * How far offsets reach.
 *
 * @param mostOffset the largest offset that a request may have
 */
public record Reach(int mostOffset) {

    private static final int MOST_PAGES = 40;

    /** As the API documents it. */
    public static final Reach OF_API = new Reach(BacklinksQuery.MAX_OFFSET);

    /** Rows from one end. */
    long rows(int limit) {
        int stride = stride(limit);
        return (long) (mostOffset / stride) * stride + limit;
    }

    /** The same within a block, which has no more pages than there are slots to fill: each is kept in every checkpoint. */
    Reach ofBlock(int limit) {
        return new Reach(Math.min(mostOffset, MOST_PAGES * stride(limit)));
    }

    /** From one page to the next: they share a row, unless a page has no more than one. */
    static int stride(int limit) {
        return Math.max(1, limit - 1);
    }
}
