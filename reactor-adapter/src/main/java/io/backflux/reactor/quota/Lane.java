package io.backflux.reactor.quota;

/**
 * The line in which a request waits for its permit. First come is first served within a lane. While somebody waits in
 * both, they take turns, {@link #INTERACTIVE} first, so that neither starves the other.
 */
public enum Lane {

    /**
     * For somebody who waits for the answer. With a bulk harvest on the same account it gets the next permit that is set
     * free, or the next but one where another of this lane has just been served.
     */
    INTERACTIVE,

    /** For a harvest that would take every permit there is for as long as it runs, and loses little by sharing them. */
    BULK
}
