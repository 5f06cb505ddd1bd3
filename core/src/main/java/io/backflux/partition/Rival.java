package io.backflux.partition;

/**
 * Rows that others have emitted, against which a second look's are held.
 *
 * @param from the first second that they lie in
 * @param to the last one
 */
record Rival(long from, long to, RowBag rows) {

    /** How often a row is among them. */
    int copies(long second, long hash) {
        return second >= from && second <= to ? rows.count(hash) : 0;
    }
}
