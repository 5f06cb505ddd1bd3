package io.backflux.partition;

import io.backflux.paging.Failure;
import io.backflux.paging.PageRows;
import org.jspecify.annotations.Nullable;

/** One page while it comes, over all attempts at it: what was read of it and emitted. Not for several threads. */
public sealed interface Intake permits ChainIntake, PageIntake {

    /** Another answer follows. */
    void beginAttempt();

    /** The rows that were emitted. */
    PageRows rows();

    /** What the answer at hand says of the total; null where it says nothing, which takes nothing back. */
    void total(@Nullable Long count);

    /** What makes the answer at hand useless, though it is well-formed; null for nothing. */
    @Nullable Failure fault();
}
