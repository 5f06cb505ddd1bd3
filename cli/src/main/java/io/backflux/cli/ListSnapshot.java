package io.backflux.cli;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a list has come at one moment.
 *
 * @param over targets that have ended, those included that were complete before
 * @param untouched those that were complete before
 * @param lastFailed one that failed; null where none has
 * @param rows of all runs
 * @param rowsOfRun those of this run
 * @param cost USD, of all runs
 * @param slowest the target that has been running for longest; null where none runs
 * @param slowestFor how long that is
 */
record ListSnapshot(
        int targets,
        int over,
        int untouched,
        int failed,
        @Nullable String lastFailed,
        long rows,
        long rowsOfRun,
        long requests,
        BigDecimal cost,
        Duration elapsed,
        @Nullable String slowest,
        Duration slowestFor) {

    double done() {
        return targets == 0 ? 1 : (double) over / targets;
    }

    double rowsPerSecond() {
        return Figures.perSecond(rowsOfRun, elapsed);
    }

    /** As if those to come took as long as those that this run has harvested; a question mark before there is one. */
    String timeLeft() {
        int harvested = over - untouched;
        if (harvested <= 0) {
            return "?";
        }
        return Figures.clock(Math.round(Figures.inSeconds(elapsed) / harvested * (targets - over)));
    }
}
