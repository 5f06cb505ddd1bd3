package io.backflux.cli;

import io.backflux.HarvestEstimate;
import io.backflux.error.BacklinksException;
import org.jspecify.annotations.Nullable;

/**
 * What the harvest of one target will come to.
 *
 * @param figures null where they couldn't be had
 * @param error why it couldn't; null where nobody asked
 */
record Estimate(
        String target,
        @Nullable HarvestEstimate figures,
        @Nullable Throwable error) {

    ExitCode exitCode() {
        return error == null ? ExitCode.GOOD : ExitCode.of(error);
    }

    /** The API's code, or the HTTP status, of the failure. */
    @Nullable Integer code() {
        return error instanceof BacklinksException failure ? failure.code() : null;
    }
}
