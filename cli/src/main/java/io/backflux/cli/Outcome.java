package io.backflux.cli;

import io.backflux.HarvestProgress;
import io.backflux.HarvestProof;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.RemainingEstimate;
import io.backflux.Verdict;
import io.backflux.error.BacklinksException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the harvest of one target ended.
 *
 * @param file where its rows are, in words
 * @param summary what it had come to, over all runs; {@code received} are the rows written. Without a checkpoint, which is
 *     not for telling
 * @param replaced halves of surrogate pairs in the rows written that became U+FFFD, over all runs
 * @param elapsed by this run
 * @param error what ended it, for a failure
 * @param begun whether anything was asked of the API
 * @param standing what lies where the rows go
 * @param rest what resuming would bring and cost; null where nothing is left or nobody knows
 * @param changes what the rows come to, over all runs; null where no delta was asked for
 * @param wholeSince when an earlier run completed it, so that this one had nothing to do; null otherwise
 */
record Outcome(
        String file,
        HarvestSummary summary,
        long replaced,
        Duration elapsed,
        @Nullable Throwable error,
        boolean begun,
        Standing standing,
        @Nullable RemainingEstimate rest,
        @Nullable Changes changes,
        @Nullable Instant wholeSince) {

    /** How the reason begins where no money is left. */
    static final String OUT_OF_MONEY = "--max-cost";

    /**
     * @param progress what earlier runs had come to, as far as it is known
     */
    static Outcome notBegun(
            HarvestProgress progress,
            Destination destination,
            HarvestStatus status,
            String reason,
            @Nullable Throwable error) {
        HarvestProgress before = progress.received() == 0 ? null : progress;
        HarvestSummary nothing = HarvestSummary.builder(status, progress)
                .reason(reason)
                .proof(HarvestProof.builder()
                        .totalAtStart(progress.totalCount())
                        .build())
                .resumedFrom(before)
                .build();
        Standing standing = error == null ? destination.standing() : Standing.NOTHING;
        return new Outcome(
                destination.name(),
                nothing,
                destination.replaced(),
                Duration.ZERO,
                error,
                false,
                standing,
                null,
                destination.changes(),
                null);
    }

    String target() {
        return progress().target();
    }

    HarvestStatus status() {
        return summary.status();
    }

    String reason() {
        return OptionWords.of(summary.reason());
    }

    HarvestProgress progress() {
        return summary.progress();
    }

    HarvestProof proof() {
        return summary.proof();
    }

    /** Whether the proof speaks of the rows in the file: not so where a page came that couldn't be written. */
    boolean isProofOfFile() {
        return proof().received() == progress().received();
    }

    /** What the proof comes to, in a line; null where it doesn't speak of the rows in the file, or nothing was asked for. */
    @Nullable String verdict() {
        if (!begun || !isProofOfFile()) {
            return null;
        }
        return verdictWord() + (finding().isEmpty() ? "" : ": " + finding());
    }

    /** Why, in words. */
    String finding() {
        return OptionWords.of(proof().finding());
    }

    /** The same in a word. */
    String verdictWord() {
        return proof().verdict().name().toLowerCase(Locale.ROOT);
    }

    /** Whether it ran to its end, and its rows may still not be all, or not each once. */
    boolean isCompleteButUnproven() {
        return status() == HarvestStatus.COMPLETE && isProofOfFile() && proof().verdict() != Verdict.PROVEN;
    }

    /** Whether {@code --max} ended it. */
    boolean isAtMaximum() {
        return status() == HarvestStatus.LIMITED && !isOutOfMoney() && !reason().equals(TargetHarvest.INTERRUPTED);
    }

    /** Whether {@code --max-cost} ended it. */
    boolean isOutOfMoney() {
        return status() == HarvestStatus.LIMITED && reason().startsWith(OUT_OF_MONEY);
    }

    /** Whether the library knows that resuming would fail again. */
    boolean needsNewHarvest() {
        return error instanceof BacklinksException failure && failure.needsNewHarvest();
    }

    /** Whether some of its rows are of earlier runs. */
    boolean isResumed() {
        HarvestProgress before = summary.resumedFrom();
        return before != null && before.received() > 0;
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
