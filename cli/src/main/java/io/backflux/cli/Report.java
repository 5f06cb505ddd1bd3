package io.backflux.cli;

import io.backflux.HarvestProgress;
import io.backflux.HarvestProof;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
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

    /** Whether there is nothing to sum up: a failure before any request, which may have cost something. */
    boolean isBareFailure() {
        Outcome only = outcomes.get(0);
        return outcomes.size() == 1
                && only.status() == HarvestStatus.FAILED
                && only.progress().requests() == 0
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

    /** Whether it was stopped before its end. */
    boolean isInterrupted() {
        return outcomes.stream().anyMatch(one -> one.reason().equals(TargetHarvest.INTERRUPTED));
    }

    /** What ended each target, null where it was no failure. */
    List<@Nullable Throwable> errors() {
        List<@Nullable Throwable> errors = new ArrayList<>();
        outcomes.forEach(outcome -> errors.add(outcome.error()));
        return errors;
    }

    /** The outcome of the only target, or what all of them come to together. */
    Outcome sum() {
        return hasSeveralTargets()
                ? new Outcome("", summary(), replaced(), elapsed, null, true, Standing.NOTHING, null, changes(), null)
                : outcomes.get(0);
    }

    private @Nullable Changes changes() {
        Changes all = null;
        for (Outcome outcome : outcomes) {
            all = Changes.sum(all, outcome.changes());
        }
        return all;
    }

    private HarvestSummary summary() {
        return HarvestSummary.builder(status(), progress())
                .reason(reason())
                .proof(proof())
                .unexpectedValues(add(HarvestSummary::unexpectedValues))
                .unpriced(unpriced())
                .resumedFrom(resumed())
                .build();
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
        return sum(summaries().map(HarvestSummary::progress).toList());
    }

    private Stream<HarvestSummary> summaries() {
        return outcomes.stream().map(Outcome::summary);
    }

    /** What earlier runs had brought; null where none of the targets has one. */
    private @Nullable HarvestProgress resumed() {
        List<HarvestProgress> before = summaries()
                .map(HarvestSummary::resumedFrom)
                .filter(Objects::nonNull)
                .toList();
        return before.isEmpty() ? null : sum(before);
    }

    private static HarvestProgress sum(List<HarvestProgress> all) {
        return HarvestProgress.builder("")
                .totalCount(total(all.stream().map(HarvestProgress::totalCount)))
                .received(all.stream().mapToLong(HarvestProgress::received).sum())
                .pages(all.stream().mapToInt(HarvestProgress::pages).sum())
                .requests(all.stream().mapToInt(HarvestProgress::requests).sum())
                .retries(all.stream().mapToInt(HarvestProgress::retries).sum())
                .cost(all.stream().map(HarvestProgress::cost).reduce(BigDecimal.ZERO, BigDecimal::add))
                .build();
    }

    /** The gravest. */
    private Verdict verdict() {
        return summaries()
                .map(summary -> summary.proof().verdict())
                .max(Comparator.naturalOrder())
                .orElse(Verdict.UNPROVEN);
    }

    private HarvestProof proof() {
        return HarvestProof.builder()
                .received(add(summary -> summary.proof().received()))
                .distinct(add(summary -> summary.proof().distinct()))
                .repeated(add(summary -> summary.proof().repeated()))
                .sample(summaries()
                        .mapToLong(summary -> summary.proof().sample())
                        .max()
                        .orElse(1))
                .totalAtStart(total(summaries().map(summary -> summary.proof().totalAtStart())))
                .totalAtEnd(total(summaries().map(summary -> summary.proof().totalAtEnd())))
                .missing(add(summary -> summary.proof().missing()))
                .verdict(verdict())
                .finding("")
                .build();
    }

    /** Null where one of them is not known. */
    private static @Nullable Long total(Stream<@Nullable Long> counts) {
        List<@Nullable Long> all = counts.toList();
        return all.contains(null)
                ? null
                : all.stream()
                        .filter(Objects::nonNull)
                        .mapToLong(Long::longValue)
                        .sum();
    }

    private long add(ToLongFunction<HarvestSummary> count) {
        return summaries().mapToLong(count).sum();
    }

    private long replaced() {
        return outcomes.stream().mapToLong(Outcome::replaced).sum();
    }

    private BigDecimal unpriced() {
        return summaries().map(HarvestSummary::unpriced).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
