package io.backflux.samples.harvest;

import io.backflux.HarvestProgress;
import io.backflux.HarvestStatus;
import io.backflux.error.BacklinksException;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the harvest of one target ended.
 *
 * @param file where its rows are, in words
 * @param progress what it had come to; {@code received} are the rows written
 * @param unexpectedValues values of another type than their field's, kept as they came
 * @param error what ended it, for a failure
 * @param begun whether anything was asked of the API
 */
record Outcome(
        String file,
        HarvestStatus status,
        String reason,
        HarvestProgress progress,
        long unexpectedValues,
        Duration elapsed,
        @Nullable Throwable error,
        boolean begun) {

    static Outcome notBegun(String target, String file, HarvestStatus status, String reason) {
        HarvestProgress nothing = new HarvestProgress(target, null, 0, 0, 0, 0, BigDecimal.ZERO);
        return new Outcome(file, status, reason, nothing, 0, Duration.ZERO, null, false);
    }

    String target() {
        return progress.target();
    }

    ExitCode exitCode() {
        return error == null ? ExitCode.GOOD : ExitCode.of(error);
    }

    /** The API's code, or the HTTP status, of the failure. */
    @Nullable Integer code() {
        return error instanceof BacklinksException failure ? failure.code() : null;
    }
}
