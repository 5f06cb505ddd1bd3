package io.backflux.cli;

import io.backflux.HarvestEstimate;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the harvests of all targets will come to.
 *
 * @param estimates one a target, in the order they were asked for; never empty
 * @param sideBySide how many targets a harvest takes at once
 * @param interrupted whether it was stopped before its end
 */
record EstimateReport(List<Estimate> estimates, int sideBySide, boolean interrupted) {

    boolean hasSeveralTargets() {
        return estimates.size() > 1;
    }

    private List<HarvestEstimate> known() {
        return estimates.stream()
                .map(Estimate::figures)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The estimate of the only target, or all that is known together, which has no plans; null where nothing is known. */
    @Nullable HarvestEstimate sum() {
        List<HarvestEstimate> known = known();
        if (known.isEmpty()) {
            return null;
        }
        return hasSeveralTargets() ? sum(known) : known.get(0);
    }

    private HarvestEstimate sum(List<HarvestEstimate> known) {
        return HarvestEstimate.builder("")
                .totalCount(
                        known.stream().mapToLong(HarvestEstimate::totalCount).sum())
                .rows(known.stream().mapToLong(HarvestEstimate::rows).sum())
                .requests(known.stream().mapToLong(HarvestEstimate::requests).sum())
                .cost(known.stream().map(HarvestEstimate::cost).reduce(BigDecimal.ZERO, BigDecimal::add))
                .time(time(known))
                .paid(known.stream().map(HarvestEstimate::paid).reduce(BigDecimal.ZERO, BigDecimal::add))
                .balance(known.stream()
                        .map(HarvestEstimate::balance)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null))
                .build();
    }

    /** Side by side, and no shorter than the longest. */
    private Duration time(List<HarvestEstimate> known) {
        Duration all = known.stream().map(HarvestEstimate::time).reduce(Duration.ZERO, Duration::plus);
        Duration longest = known.stream()
                .map(HarvestEstimate::time)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        Duration shared = all.dividedBy(sideBySide);
        return shared.compareTo(longest) > 0 ? shared : longest;
    }

    List<@Nullable Throwable> errors() {
        List<@Nullable Throwable> errors = new ArrayList<>();
        estimates.forEach(estimate -> errors.add(estimate.error()));
        return errors;
    }

    int exitCode() {
        ExitCode gravest =
                ExitCode.gravest(estimates.stream().map(Estimate::exitCode).toList());
        return interrupted ? ExitCode.INTERRUPTED : gravest.number();
    }
}
