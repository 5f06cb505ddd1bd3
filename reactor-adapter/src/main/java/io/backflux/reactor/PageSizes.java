package io.backflux.reactor;

/**
 * How many bytes a page is likely to come in: as many a row as the largest of late. At first it is not known whether the server
 * packs, and the larger is expected.
 *
 * @param bytesPerRow 0 for unknown
 */
record PageSizes(long bytesPerRow) {

    static final PageSizes UNKNOWN = new PageSizes(0);

    private static final long UNPACKED = 4 << 10;

    /** Of fewer rows a page is mostly what stands around them. */
    private static final int FEWEST = 100;

    /** By which share of it the largest is forgotten from page to page. */
    private static final int FORGETS = 16;

    /** Of a page of so many rows. */
    long of(int rows) {
        return rows * (bytesPerRow == 0 ? UNPACKED : bytesPerRow);
    }

    /** A page has come. */
    PageSizes after(long bytes, int rows) {
        if (rows < FEWEST) {
            return this;
        }
        long perRow = bytes / rows + 1;
        return new PageSizes(Math.max(perRow, bytesPerRow - bytesPerRow / FORGETS));
    }
}
