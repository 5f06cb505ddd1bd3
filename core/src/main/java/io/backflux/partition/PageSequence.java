package io.backflux.partition;

import io.backflux.BacklinksQuery;
import io.backflux.paging.Failure;
import io.backflux.paging.PageRows;
import io.backflux.wire.SearchAfterToken;
import org.jspecify.annotations.Nullable;

/**
 * Pages that are requested one after the other: a whole chain, or a leg of a parallel harvest. It knows the page that it is at,
 * over all attempts at it. Not for several threads.
 */
public sealed interface PageSequence permits ChainPlanner, Leg {

    /** What is requested, without the token. */
    BacklinksQuery query();

    /** Rows a page. */
    int limit();

    /** The key to its page; null for the first. */
    @Nullable SearchAfterToken token();

    /** The body of the request for its page. */
    byte[] request();

    /** Another answer for its page follows. */
    void beginAttempt();

    /** The rows of its page that were emitted. */
    PageRows rows();

    /** What makes the answer at hand useless, though it is well-formed; null for nothing. */
    @Nullable Failure fault();

    /** What was read of its page got to nobody. */
    void forgetPage();

    /**
     * Resumes without the token of the checkpoint, by the last row, if a failure refuses that token.
     *
     * @return false where the failure doesn't, or nothing else tells the place
     */
    boolean resumeByKey(Failure failure);
}
