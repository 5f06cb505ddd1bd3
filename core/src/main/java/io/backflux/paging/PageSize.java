package io.backflux.paging;

/** How many rows to ask for at a time. */
public final class PageSize {

    private PageSize() {}

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
