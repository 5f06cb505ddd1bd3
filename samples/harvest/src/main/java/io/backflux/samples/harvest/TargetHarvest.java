package io.backflux.samples.harvest;

import io.backflux.Backlink;
import io.backflux.HarvestProgress;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.reactor.Harvest;
import io.backflux.reactor.HarvestListener;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** One target's rows on their way into its file. */
final class TargetHarvest implements HarvestListener {

    static final String INTERRUPTED = "interrupted";

    /** Rows between the network and the file; much less than a page, so that a disk which fails costs one page at most. */
    private static final int AHEAD = 256;

    private final String target;
    private final Harvest harvest;
    private final RowFile file;
    private final Interrupt interrupt;
    private final Sinks.One<HarvestSummary> summary = Sinks.one();
    private volatile HarvestProgress progress;
    private volatile boolean over;
    private long begun;

    TargetHarvest(String target, Harvest harvest, RowFile file, Interrupt interrupt) {
        this.target = target;
        this.harvest = harvest;
        this.file = file;
        this.interrupt = interrupt;
        this.progress = new HarvestProgress(target, null, 0, 0, 0, 0, BigDecimal.ZERO);
    }

    /** Harvests when subscribed, and always ends with an outcome. */
    Mono<Outcome> run() {
        return Mono.defer(() -> {
                    begun = System.nanoTime();
                    return written().zipWith(summary.asMono(), this::outcome);
                })
                .doFinally(end -> over = true);
    }

    /** What ended it, if not its end. Writing blocks, so it has a thread of its own. */
    private Mono<Optional<Throwable>> written() {
        Flux<Backlink> rows = harvest.listener(this).backlinks().takeUntilOther(interrupt.signal());
        return rows.publishOn(Schedulers.boundedElastic(), AHEAD)
                .doOnNext(file::write)
                .then(Mono.fromCallable(this::finish))
                .onErrorResume(error -> Mono.fromCallable(() -> keep(error)));
    }

    private Optional<Throwable> finish() {
        file.finish();
        return Optional.empty();
    }

    private Optional<Throwable> keep(Throwable error) {
        try {
            file.keep();
        } catch (UnwritableException unwritable) {
            error.addSuppressed(unwritable);
        }
        return Optional.of(error);
    }

    private Outcome outcome(Optional<Throwable> error, HarvestSummary heard) {
        return new Outcome(
                file.name(),
                error.isPresent() ? HarvestStatus.FAILED : heard.status(),
                error.map(Failure::words).orElseGet(() -> reason(heard)),
                inFile(heard.progress()),
                heard.unexpectedValues(),
                Duration.ofNanos(System.nanoTime() - begun),
                error.orElse(null),
                true);
    }

    private String reason(HarvestSummary heard) {
        boolean stopped = interrupt.isRequested() && heard.status() == HarvestStatus.LIMITED;
        return stopped ? INTERRUPTED : heard.reason();
    }

    private HarvestProgress inFile(HarvestProgress heard) {
        return new HarvestProgress(
                target,
                heard.totalCount(),
                file.rows(),
                heard.pages(),
                heard.requests(),
                heard.retries(),
                heard.cost());
    }

    @Override
    public void onProgress(HarvestProgress heard) {
        progress = heard;
    }

    @Override
    public void onSummary(HarvestSummary heard) {
        progress = heard.progress();
        summary.tryEmitValue(heard);
    }

    /** How far it has come by now. */
    HarvestProgress progress() {
        return inFile(progress);
    }

    boolean isOver() {
        return over;
    }

    /** Not harvested after all. */
    Outcome skipped(HarvestStatus status, String reason) {
        over = true;
        return Outcome.notBegun(target, file.name(), status, reason);
    }
}
