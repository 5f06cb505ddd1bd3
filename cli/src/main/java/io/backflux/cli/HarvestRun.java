package io.backflux.cli;

import io.backflux.HarvestStatus;
import io.backflux.error.AccountRefusedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All targets, side by side. */
final class HarvestRun {

    private final List<TargetHarvest> harvests;
    private final int sideBySide;
    private final Interrupt interrupt;
    private volatile boolean accountRefused;

    /**
     * @param sideBySide how many at once
     */
    HarvestRun(List<TargetHarvest> harvests, int sideBySide, Interrupt interrupt) {
        this.harvests = harvests;
        this.sideBySide = sideBySide;
        this.interrupt = interrupt;
    }

    /** Blocks until the last one is over. */
    Report await() {
        long begun = System.nanoTime();
        Map<TargetHarvest, Outcome> outcomes = new HashMap<>();
        Flux.fromIterable(harvests)
                .flatMap(harvest -> outcome(harvest).map(end -> Map.entry(harvest, end)), sideBySide)
                .doOnNext(entry -> outcomes.put(entry.getKey(), entry.getValue()))
                .blockLast();
        List<Outcome> inOrder = harvests.stream().map(outcomes::get).toList();
        return new Report(inOrder, Duration.ofNanos(System.nanoTime() - begun));
    }

    private Mono<Outcome> outcome(TargetHarvest harvest) {
        if (interrupt.isRequested()) {
            return Mono.fromCallable(() -> harvest.skipped(HarvestStatus.LIMITED, TargetHarvest.INTERRUPTED));
        }
        if (accountRefused) {
            return Mono.fromCallable(
                    () -> harvest.skipped(HarvestStatus.FAILED, "not begun, because the account was refused"));
        }
        return harvest.run().doOnNext(this::note);
    }

    private void note(Outcome outcome) {
        if (outcome.error() instanceof AccountRefusedException) {
            accountRefused = true;
        }
    }
}
