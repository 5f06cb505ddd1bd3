package io.backflux.paging;

/** How many rows to ask for at a time. */
public final class PageSize {

    /** The API's largest page, which a server that overlooks {@code limit} may answer with. */
    private static final int LARGEST = 1_000;

    private static final int MOST_TIMES = 10;

    private PageSize() {}

    /** How many rows an answer may have to a request for so many; more are not read, so that memory is bounded. */
    public static int most(int limit) {
        return Math.max(LARGEST, MOST_TIMES * limit);
    }

    /**
     * The fewest pages that hold {@code max} rows, all of one size, because a chain must not change its {@code limit}: so
     * that 1,500 rows are bought as 2 × 750 and not as 2 × 1000.
     *
     * @param limit the most rows a page may have
     */
    public static int within(int limit, long max) {
        long pages = (max - 1) / limit + 1;
        return (int) ((max - 1) / pages + 1);
    }
}
