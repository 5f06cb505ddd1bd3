package io.backflux.cli;

import io.backflux.error.AccountRefusedException;
import io.backflux.reactor.Harvest;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All targets' estimates, side by side. */
final class EstimateRun {

    private final Map<String, Harvest> harvests;
    private final int sideBySide;
    private final Interrupt interrupt;
    private volatile boolean accountRefused;

    /**
     * @param harvests by target
     * @param sideBySide how many at once
     */
    EstimateRun(Map<String, Harvest> harvests, int sideBySide, Interrupt interrupt) {
        this.harvests = harvests;
        this.sideBySide = sideBySide;
        this.interrupt = interrupt;
    }

    /** Blocks until the last one is over. */
    EstimateReport await() {
        List<Estimate> estimates = Flux.fromIterable(harvests.entrySet())
                .flatMapSequential(entry -> estimate(entry.getKey(), entry.getValue()), sideBySide)
                .collectList()
                .blockOptional()
                .orElseThrow();
        boolean cut = estimates.stream().anyMatch(estimate -> estimate.figures() == null && estimate.error() == null);
        return new EstimateReport(estimates, sideBySide, cut && interrupt.isRequested());
    }

    private Mono<Estimate> estimate(String target, Harvest harvest) {
        Estimate unknown = new Estimate(target, null, null);
        if (accountRefused || interrupt.isRequested()) {
            return Mono.just(unknown);
        }
        return harvest.estimate()
                .takeUntilOther(interrupt.signal())
                .map(figures -> new Estimate(target, figures, null))
                .defaultIfEmpty(unknown)
                .doOnError(AccountRefusedException.class, refused -> accountRefused = true)
                .onErrorResume(error -> Mono.just(new Estimate(target, null, error)));
    }
}
