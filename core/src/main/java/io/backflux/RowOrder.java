package io.backflux;

/** In which order a harvest emits its rows. */
public enum RowOrder {
    /** That of the query's {@code orderBy}, or the API's default ({@code rank}, {@code last_seen}): one chain of pages. */
    QUERY,
    /**
     * {@code first_seen}, {@code url_from}, {@code url_to}, all ascending: loses no row while the index changes. The query must
     * have no other {@code orderBy}.
     */
    STABLE,
    /** Whichever is fastest: with several requests at once the query's {@code orderBy} is given up where that allows for them. */
    ANY
}
