package io.backflux;

/** Whether a harvest's rows are all that the query has, as far as its own counts can tell. */
public enum Verdict {
    /**
     * As many different rows came as {@code total_count} promised, none twice, the total stayed as it was, and the order or what
     * neighbouring pages share rules out that one was lost for another.
     */
    PROVEN,
    /** The index changed while it was read, and what came differs from the totals by no more than they did. */
    DRIFTED,
    /** Fewer rows came than the totals allow for. */
    GAP,
    /** Rows came twice, or rows that are alike in all that tells them apart; or more than the totals allow for. */
    OVERLAP,
    /**
     * Nothing can be said: it ended early, there was no total, several pages came in the API's own order, in which a row may be
     * lost unseen, or repeats may be unseen.
     */
    UNPROVEN
}
