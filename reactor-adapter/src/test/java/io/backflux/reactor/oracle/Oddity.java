package io.backflux.reactor.oracle;

/** Something that a server does though the document doesn't say so. */
enum Oddity {
    /** {@code total_count} stands behind {@code items}. */
    TOTAL_AFTER_ITEMS(true),
    /** The last page has a token, even a full one, and the page behind it is empty. */
    TOKEN_AT_END(true),
    /** Tokens of an earlier run are refused (40501). */
    TOKENS_EXPIRE(true),
    /** The offset is taken off {@code total_count}. */
    TOTAL_LESS_OFFSET(true),
    /** Rows without {@code first_seen} pass a filter on it. */
    NULLS_PASS(true),
    /** {@code <} on {@code first_seen} includes. */
    LESS_INCLUDES(true),
    /** {@code >} on {@code first_seen} includes. */
    GREATER_INCLUDES(true),
    /** Within a second rows come in an order that has nothing to do with URLs, the same one each time. */
    URLS_UNSORTED(true),
    /** Within a second rows come in another order each time. */
    TIES_SHUFFLED(false),
    /** {@code total_count} is no more than a cap, often a multiple of the page. */
    TOTAL_CAPPED(false),
    TOTAL_TOO_SMALL(false),
    TOTAL_TOO_LARGE(false),
    TOTAL_ZERO(false),
    TOTAL_MISSING(false),
    TOTAL_NULL(false),
    /** Only pages without a token or an offset have a {@code total_count}. */
    TOTAL_AT_START_ONLY(false),
    /** Each offset is taken as 0. */
    OFFSETS_IGNORED(false),
    /** Offsets beyond a depth are taken as the depth. */
    OFFSETS_CAPPED(false),
    /** An offset leaves out so many rows of all, and only then what is left is filtered. */
    OFFSETS_BEFORE_FILTERS(false),
    /** Filters on {@code first_seen} are ignored. */
    TIMES_IGNORED(false),
    /** Descending is taken as ascending. */
    DESCENDING_IGNORED(false),
    /** Pages are shorter than their limit though more rows follow, and have a token. */
    PAGES_SHORT(false),
    /** A token knows sort values alone: of rows that tie with the last one the rest is lost. */
    TOKENS_LOSE_TIES(false),
    /** A token knows sort values alone: rows that tie with the last one come again. */
    TOKENS_REPEAT_TIES(false),
    /** There is no token though more rows follow. */
    TOKENS_MISSING(false);

    private final boolean isFair;

    Oddity(boolean isFair) {
        this.isFair = isFair;
    }

    /** Whether a harvest has to be right all the same. */
    boolean isFair() {
        return isFair;
    }
}
