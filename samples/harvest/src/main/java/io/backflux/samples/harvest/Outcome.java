package io.backflux.samples.harvest;

import io.backflux.HarvestProgress;
import io.backflux.HarvestProof;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.error.BacklinksException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the harvest of one target ended.
 *
 * @param file where its rows are, in words
 * @param summary what it had come to, over all runs; {@code received} are the rows written. Without a checkpoint, which is
 *     not for telling
 * @param elapsed by this run
 * @param error what ended it, for a failure
 * @param begun whether anything was asked of the API
 * @param resumable whether {@code --resume} goes on from here
 * @param wholeSince when an earlier run completed it, so that this one had nothing to do; null otherwise
 */
record Outcome(
        String file,
        HarvestSummary summary,
        Duration elapsed,
        @Nullable Throwable error,
        boolean begun,
        boolean resumable,
        @Nullable Instant wholeSince) {

    static Outcome notBegun(
            String target, String file, HarvestStatus status, String reason, @Nullable Throwable error) {
        HarvestProgress progress = new HarvestProgress(target, null, 0, 0, 0, 0, BigDecimal.ZERO);
        HarvestProof proof = new HarvestProof(0, 0, 0, 1, null, null, 0);
        HarvestSummary nothing = new HarvestSummary(status, reason, progress, proof, 0, BigDecimal.ZERO, null, null);
        return new Outcome(file, nothing, Duration.ZERO, error, false, false, null);
    }

    String target() {
        return progress().target();
    }

    HarvestStatus status() {
        return summary.status();
    }

    String reason() {
        return summary.reason();
    }

    HarvestProgress progress() {
        return summary.progress();
    }

    HarvestProof proof() {
        return summary.proof();
    }

    /** Whether the proof speaks of the rows in the file: not so where a page came that couldn't be written. */
    boolean isProven() {
        return proof().received() == progress().received();
    }

    /** Whether {@code --max} ended it. */
    boolean isAtMaximum() {
        return status() == HarvestStatus.LIMITED && !reason().equals(TargetHarvest.INTERRUPTED);
    }

    /** Rows of this run. */
    long received() {
        HarvestProgress before = summary.resumedFrom();
        return progress().received() - (before == null ? 0 : before.received());
    }

    double rowsPerSecond() {
        return Figures.perSecond(received(), elapsed);
    }

    ExitCode exitCode() {
        return error == null ? ExitCode.GOOD : ExitCode.of(error);
    }

    /** The API's code, or the HTTP status, of the failure. */
    @Nullable Integer code() {
        return error instanceof BacklinksException failure ? failure.code() : null;
    }
}
