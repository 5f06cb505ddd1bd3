package io.backflux.cli;

import io.backflux.BacklinksPage;
import io.backflux.Checkpoint;
import io.backflux.HarvestProgress;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.RemainingEstimate;
import io.backflux.error.CheckpointException;
import io.backflux.reactor.Harvest;
import io.backflux.reactor.HarvestListener;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/** One target's rows on their way into its file. */
final class TargetHarvest implements HarvestListener {

    static final String INTERRUPTED = "interrupted";
    static final String FAIL_FAST = "stopped, as another target failed (--fail-fast)";

    /** The library's word for it. */
    private static final String CANCELLED = "cancelled";

    private final String target;
    private final Function<Optional<Checkpoint>, Harvest> harvests;
    private final Destination destination;
    private final Budget budget;
    private final Interrupt interrupt;
    private final Sinks.One<HarvestSummary> summary = Sinks.one();
    private volatile HarvestProgress progress;
    private volatile long rowsBefore;
    private volatile BigDecimal costBefore = BigDecimal.ZERO;
    private volatile Runnable watcher = () -> {};
    private volatile boolean over;
    private volatile boolean complete;
    private volatile long begun;
    private Ledger.@Nullable Entry entry;
    private @Nullable HarvestState from;

    /**
     * @param harvests what is harvested from a checkpoint on
     */
    TargetHarvest(
            String target,
            Function<Optional<Checkpoint>, Harvest> harvests,
            Destination destination,
            Budget budget,
            Interrupt interrupt) {
        this.target = target;
        this.harvests = harvests;
        this.destination = destination;
        this.budget = budget;
        this.interrupt = interrupt;
        this.progress = HarvestProgress.builder(target).build();
    }

    String target() {
        return target;
    }

    /**
     * Finds out, before anything is bought, whether it can begin or be resumed.
     *
     * @throws IllegalArgumentException if what is there doesn't go with what was asked for
     * @throws UnwritableException if the rows can't be written
     */
    @Nullable HarvestState look() {
        HarvestState there = destination.look();
        harvestFrom(there);
        return there;
    }

    /** What resuming there brings and costs; null where nothing is left or nobody knows. */
    @Nullable RemainingEstimate remaining(@Nullable HarvestState there) {
        return harvestFrom(there).remaining();
    }

    private Harvest harvestFrom(@Nullable HarvestState state) {
        try {
            Harvest harvest = harvests.apply(Optional.ofNullable(state).map(HarvestState::checkpoint));
            harvest.pages(); // Refuses what the checkpoint rules out, and sends nothing.
            return harvest;
        } catch (CheckpointException e) {
            throw new FileRefusedException("cannot resume " + destination.name() + ": "
                    + OptionWords.of(String.valueOf(e.getMessage())) + "; --force begins anew");
        }
    }

    /** Harvests when subscribed, and always ends with an outcome. Files block, so it has threads of its own. */
    Mono<Outcome> run() {
        return Mono.defer(this::begun)
                .onErrorResume(RuntimeException.class, error -> Mono.fromCallable(() -> notBegun(error)))
                .subscribeOn(Schedulers.boundedElastic())
                .doOnTerminate(() -> over = true);
    }

    private Mono<Outcome> begun() {
        begun = System.nanoTime();
        HarvestState state = destination.open();
        if (state != null) {
            from = state;
            rowsBefore = destination.rows();
            progress = Objects.requireNonNull(state.checkpoint()).progress(); // Until the library has its say.
            costBefore = progress.cost();
        }
        if (budget.isUsedUpFor(target) && (state == null || !state.isComplete())) {
            destination.abandon();
            return Mono.just(skipped(HarvestStatus.LIMITED, budget.usedUp()));
        }
        Harvest harvest = harvestFrom(state);
        return written(harvest)
                .flatMap(error -> summary.asMono()
                        .publishOn(Schedulers.boundedElastic())
                        .map(ended -> ended(error.orElse(null), ended)));
    }

    /** What ended it, if not its end. While a page is being written none is asked for, unless several are wanted at once. */
    private Mono<Optional<Throwable>> written(Harvest harvest) {
        Flux<BacklinksPage> pages = harvest.listener(this).pages().doOnError(this::onSilentError);
        return pages.takeUntil(page -> interrupt.isRequestedAfterPage())
                .takeUntilOther(interrupt.signal())
                .publishOn(Schedulers.boundedElastic(), 1)
                .doOnNext(destination::write)
                .then(Mono.just(Optional.<Throwable>empty()))
                .onErrorResume(error -> Mono.just(Optional.of(UnwritableException.within(error))));
    }

    /** Where the library fails before it begins, no summary comes. */
    private void onSilentError(Throwable error) {
        String reason = String.valueOf(error.getMessage());
        onSummary(HarvestSummary.builder(HarvestStatus.FAILED, progress)
                .reason(reason)
                .build());
    }

    private Outcome ended(@Nullable Throwable error, HarvestSummary ended) {
        HarvestSummary how = reported(error, ended);
        try {
            if (error instanceof UnwritableException) {
                destination.abandon();
            } else {
                destination.end(how);
            }
        } catch (UnwritableException unwritable) {
            return outcome(unwritable, reported(unwritable, ended));
        }
        return outcome(error, how);
    }

    private HarvestSummary reported(@Nullable Throwable error, HarvestSummary ended) {
        boolean stopped = interrupt.isRequested() && ended.status() == HarvestStatus.LIMITED;
        boolean stoppedSoon = interrupt.isRequestedAfterPage() && ended.reason().equals(CANCELLED);
        String reason = stopped ? INTERRUPTED : stoppedSoon ? FAIL_FAST : ended.reason();
        return ended.toBuilder()
                .status(error == null ? ended.status() : HarvestStatus.FAILED)
                .reason(error == null ? reason : Failure.words(error))
                .progress(inFile(ended.progress()))
                .build();
    }

    private Outcome outcome(@Nullable Throwable error, HarvestSummary how) {
        HarvestSummary secretless = how.toBuilder().checkpoint(null).build();
        complete = how.status() == HarvestStatus.COMPLETE;
        budget.note(target, how.progress().cost().add(how.unpriced()));
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);
        return new Outcome(
                destination.name(),
                secretless,
                destination.replaced(),
                elapsed,
                error,
                true,
                destination.standing(),
                rest(how.checkpoint()),
                destination.changes(),
                wholeSince());
    }

    /** As far as wanted, or all that is left where no more is wanted. */
    private @Nullable RemainingEstimate rest(@Nullable Checkpoint reached) {
        if (reached == null) {
            return null;
        }
        Harvest resumed = harvests.apply(Optional.of(reached));
        RemainingEstimate wanted = resumed.remaining();
        return wanted == null ? resumed.take(Long.MAX_VALUE).remaining() : wanted;
    }

    private @Nullable Instant wholeSince() {
        return from != null && from.isComplete() ? from.saved() : null;
    }

    /** Something was in the way after all. */
    private Outcome notBegun(Throwable error) {
        destination.abandon();
        return Outcome.notBegun(progress, destination, HarvestStatus.FAILED, Failure.words(error), error);
    }

    private HarvestProgress inFile(HarvestProgress ofHarvest) {
        return ofHarvest.toBuilder().received(destination.rows()).build();
    }

    @Override
    public void onProgress(HarvestProgress latest) {
        progress = latest;
        watcher.run();
    }

    /** Notes each request, and what it cost, before it begins. */
    void notedIn(Ledger.Entry other) {
        entry = other;
    }

    @Override
    public Context requestContext(Context context) {
        return entry == null ? context : LedgerTransport.noting(entry, context);
    }

    /** How long it has been running. */
    long nanos() {
        return begun == 0 ? 0 : System.nanoTime() - begun;
    }

    /** Runs something each time that it has come further. */
    void watchedBy(Runnable other) {
        watcher = other;
    }

    @Override
    public void onSummary(HarvestSummary ended) {
        progress = ended.progress(); // First: whoever waits for the summary takes the last snapshot at once.
        summary.tryEmitValue(ended);
    }

    /** How far it has come by now, over all runs. */
    HarvestProgress progress() {
        return inFile(progress);
    }

    /** How far the library says that it has come, in the file or on the way there. */
    HarvestProgress reportedProgress() {
        return progress;
    }

    /** How far it had come before this run. */
    long rowsBefore() {
        return rowsBefore;
    }

    /** What earlier runs have cost, in USD. */
    BigDecimal costBefore() {
        return costBefore;
    }

    /** Whether no more rows are to come; not so where it was interrupted or failed. */
    boolean hasAll() {
        return over && complete;
    }

    boolean isOver() {
        return over;
    }

    /** Not harvested after all. */
    Outcome skipped(HarvestStatus status, String reason) {
        over = true;
        return Outcome.notBegun(progress, destination, status, reason, null);
    }
}
