package io.backflux.cli;

/**
 * How much is in flight at once: targets, and requests for each of them. As much as may be in flight; less where the memory is
 * short.
 *
 * @param targets harvested at once
 * @param slots requests at once for each of them
 */
record SideBySide(int targets, int slots) {

    /** A row as it came, up to some 4 KB, and what is made of it. */
    private static final long BYTES_A_ROW = 6L << 10;

    /** However small its rows are. */
    private static final long BYTES_A_PAGE = 64L << 10;

    /** Rows on their way into a file. */
    private static final long BYTES_A_TARGET = 2L << 20;

    private static final long BYTES_OF_ALL_ELSE = 16L << 20;

    /**
     * As many as go.
     *
     * @param maxInFlight requests that may be in flight, over all targets
     * @param parallel requests that are wanted at once for each target
     * @param pageSize rows in a page
     * @param heap the most bytes that this process may use
     */
    static SideBySide within(int maxInFlight, int parallel, int pageSize, long heap) {
        long page = Math.max(BYTES_A_PAGE, pageSize * BYTES_A_ROW);
        long room = Math.max(0, heap - BYTES_OF_ALL_ELSE);
        long pages = (room - BYTES_A_TARGET) / page;
        int slots = (int) Math.max(1, Math.min(parallel, pages));
        long targets = Math.max(1, room / (slots * page + BYTES_A_TARGET));
        return new SideBySide((int) Math.min(Math.max(1, maxInFlight / slots), targets), slots);
    }

    /** The same where what one target leaves is known once it is over. */
    SideBySide oneAfterTheOther() {
        return new SideBySide(1, slots);
    }
}
