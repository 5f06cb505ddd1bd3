package io.backflux.cli;

import io.backflux.HarvestStatus;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * How the harvest of a list ended.
 *
 * @param targets how many there are
 * @param cost what their answers have cost over all runs, in USD
 * @param lost what requests have cost besides whose answers never came, as the account's balance says
 * @param unsettled requests of which nobody knows whether they were billed
 * @param doubtful the most that these have cost
 * @param elapsed by this run
 */
record ListSummary(
        ListTally tally,
        int targets,
        BigDecimal cost,
        BigDecimal lost,
        int unsettled,
        BigDecimal doubtful,
        Duration elapsed,
        Interrupt interrupt) {

    HarvestStatus status() {
        if (tally.count(HarvestStatus.FAILED) > 0) {
            return HarvestStatus.FAILED;
        }
        return tally.count(HarvestStatus.COMPLETE) == targets ? HarvestStatus.COMPLETE : HarvestStatus.LIMITED;
    }

    boolean isInterrupted() {
        return interrupt.isRequested();
    }

    /** Such as {@code 4,998 of 5,000 targets are complete, 2 failed}. */
    String reason() {
        StringBuilder words = new StringBuilder(Figures.count(tally.count(HarvestStatus.COMPLETE)) + " of "
                + Figures.counted(targets, "target") + " complete");
        add(words, tally.count(HarvestStatus.LIMITED), "limited");
        add(words, tally.count(HarvestStatus.FAILED), "failed");
        add(words, tally.notBegun(), "not begun");
        return words.append(isInterrupted() ? ", " + TargetHarvest.INTERRUPTED : "")
                .toString();
    }

    private static void add(StringBuilder words, long count, String what) {
        if (count > 0) {
            words.append(", ").append(Figures.count(count)).append(' ').append(what);
        }
    }

    int exitCode() {
        return isInterrupted() ? ExitCode.INTERRUPTED : tally.gravest().number();
    }
}
