package io.backflux.simulator;

/**
 * A way in which the real API may differ from what is documented of it, or from what one would think. None is in force
 * unless {@link BacklinksSimulator.Builder#quirk(Quirk...)} says so; several may be at once.
 */
public enum Quirk {
    /** A condition {@code <} on a time passes the time itself too. */
    TIME_LESS_INCLUDES,
    /** A condition {@code >} on a time passes the time itself too. */
    TIME_GREATER_INCLUDES,
    /** Conditions {@code <} and {@code >} on {@code first_seen} pass every row. They must still be well-formed. */
    TIME_FILTER_IGNORED,
    /**
     * {@code mode} and {@code custom_mode} group all rows first, and the filter is applied to those that are left: a group
     * whose first row doesn't pass has none, and {@code group_count} counts the rows that the filter rejects too. Otherwise
     * the rows that pass are grouped.
     */
    FILTER_AFTER_GROUPING,
    /**
     * In an order by {@code first_seen} and then only by {@code url_from} or {@code url_to}, in either direction, the rows
     * of one second stand as chance wants it: by the seed and the request's number, so differently in each request, and in
     * one that is sent again. Where a page or an offset parts a second, its rows are lost and come twice. A token of a
     * {@linkplain BacklinksSimulator.Builder#changing(IndexChanges) changing} index holds {@code first_seen} alone then,
     * and the page after it begins with the next second.
     */
    URL_NOT_SORTED,
    /** {@code total_count} is a tenth too small, rounded away from the truth. */
    TOTAL_TOO_SMALL,
    /** {@code total_count} is a tenth too large, rounded away from the truth. */
    TOTAL_TOO_LARGE
}
