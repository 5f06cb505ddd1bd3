package io.backflux.partition.trial;

/** What a server may do that a harvest in ranges has to see through. */
public enum Quirk {
    /** "Less" means "less or equal": the rows of a range's border come in two ranges. */
    LESS_INCLUDES,
    /** Conditions on the time are passed over, so each range is the whole. */
    IGNORES_TIMES,
    /** The rows of a second come in another order in each answer, each of them in the right page. */
    MIXES_SECONDS,
    /** The rows of a second have another order for each answer, so that a page's edge loses some and repeats others. */
    FORGETS_ORDER,
    /** Pages at offsets beyond 10,000 take ten times as long. */
    SLOW_BEYOND_10_000
}
