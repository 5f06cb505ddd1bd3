package io.backflux.simulator;

/**
 * How a chain of pages ends. The API's end is not documented, so a client must find it in each of these. A page that was
 * bought after the last row costs the price of a request.
 */
public enum EndStyle {
    /** The page with the last row says {@code "search_after_token": null}. */
    TOKEN_NULL,
    /** The page with the last row has no {@code search_after_token} at all. */
    TOKEN_ABSENT,
    /** As {@link #EMPTY_PAGE}, and the empty page has a token too, and so has every page after it. */
    TOKEN_KEPT,
    /** The page with the last row has a token; the page after it has {@code "items": []} and the token null. */
    EMPTY_PAGE,
    /** The page with the last row has a token; the page after it has {@code "items": null} and the token null. */
    NULL_ITEMS,
    /** The page with the last row has a token; the task after it fails with 40102 and has {@code "result": null}. */
    NO_RESULTS_40102;

    boolean lastPageHasToken() {
        return this != TOKEN_NULL && this != TOKEN_ABSENT;
    }
}
