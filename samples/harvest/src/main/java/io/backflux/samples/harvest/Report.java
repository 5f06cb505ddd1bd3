package io.backflux.samples.harvest;

import io.backflux.HarvestProgress;
import io.backflux.HarvestStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How the whole command ended.
 *
 * @param outcomes one a target, in the order they were asked for; never empty
 * @param elapsed of all of them, which ran side by side
 */
record Report(List<Outcome> outcomes, Duration elapsed) {

    boolean hasSeveralTargets() {
        return outcomes.size() > 1;
    }

    /** Whether there is nothing to sum up: a failure alone, which brought no row. */
    boolean isBareFailure() {
        Outcome only = outcomes.get(0);
        return outcomes.size() == 1
                && only.status() == HarvestStatus.FAILED
                && only.progress().received() == 0;
    }

    /** Whether all that happened is that nobody wanted more of our standard output. */
    boolean isClosedPipe() {
        return outcomes.size() == 1
                && outcomes.get(0).error() instanceof UnwritableException unwritable
                && unwritable.isClosedPipe();
    }

    int exitCode() {
        ExitCode gravest =
                ExitCode.gravest(outcomes.stream().map(Outcome::exitCode).toList());
        return isInterrupted() ? ExitCode.INTERRUPTED : gravest.number();
    }

    /** Whether it was told to stop before its end. */
    boolean isInterrupted() {
        return outcomes.stream().anyMatch(one -> one.reason().equals(TargetHarvest.INTERRUPTED));
    }

    /** The outcome of the only target, or what all of them come to together. */
    Outcome sum() {
        return hasSeveralTargets()
                ? new Outcome("", status(), reason(), progress(), unexpectedValues(), elapsed, null, true)
                : outcomes.get(0);
    }

    private HarvestStatus status() {
        if (count(HarvestStatus.FAILED) > 0) {
            return HarvestStatus.FAILED;
        }
        return count(HarvestStatus.LIMITED) > 0 ? HarvestStatus.LIMITED : HarvestStatus.COMPLETE;
    }

    private String reason() {
        String all = " of " + outcomes.size() + " targets ";
        return switch (status()) {
            case FAILED -> count(HarvestStatus.FAILED) + all + "failed";
            case LIMITED ->
                isInterrupted() ? TargetHarvest.INTERRUPTED : count(HarvestStatus.LIMITED) + all + "were limited";
            case COMPLETE -> "all " + outcomes.size() + " targets are complete";
        };
    }

    private long count(HarvestStatus status) {
        return outcomes.stream().filter(one -> one.status() == status).count();
    }

    private HarvestProgress progress() {
        return new HarvestProgress(
                "",
                totalCount(),
                received(),
                add(HarvestProgress::pages),
                add(HarvestProgress::requests),
                add(HarvestProgress::retries),
                cost());
    }

    /** Null where one of them is not known. */
    private @Nullable Long totalCount() {
        List<@Nullable Long> totals =
                outcomes.stream().map(one -> one.progress().totalCount()).toList();
        return totals.contains(null)
                ? null
                : totals.stream()
                        .filter(Objects::nonNull)
                        .mapToLong(Long::longValue)
                        .sum();
    }

    private long received() {
        return outcomes.stream().mapToLong(one -> one.progress().received()).sum();
    }

    private int add(ToIntFunction<HarvestProgress> count) {
        return outcomes.stream().map(Outcome::progress).mapToInt(count).sum();
    }

    private BigDecimal cost() {
        return outcomes.stream().map(one -> one.progress().cost()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private long unexpectedValues() {
        return outcomes.stream().mapToLong(Outcome::unexpectedValues).sum();
    }
}
