package io.backflux.reactor;

import io.backflux.BacklinksQuery;
import io.backflux.Checkpoint;
import io.backflux.HarvestStatus;
import io.backflux.Verdict;
import io.backflux.error.BacklinksException;
import io.backflux.paging.Backoff;
import io.backflux.paging.Failure;
import io.backflux.paging.Failure.Kind;
import io.backflux.partition.Finding;
import io.backflux.partition.Planner;
import io.backflux.reactor.quota.Lane;
import io.backflux.reactor.transport.AnswerPart;
import io.backflux.reactor.transport.TransportException;
import io.backflux.reactor.transport.TransportException.Problem;
import io.backflux.wire.CheckpointAccess;
import io.backflux.wire.CheckpointContent;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;

/**
 * One subscription to a harvest, from its first demand to its end.
 *
 * <p>Whatever happens (demand, bytes, a timer, cancellation) is noted, and then one thread at a time goes on from there
 * in {@link #run}, in a loop and never by recursion, so that neither a million pages nor a million rows deepen the stack.
 */
final class HarvestSubscription<T> implements Subscription, Scannable {

    private static final Logger LOG = LoggerFactory.getLogger(HarvestSubscription.class);

    /** Not what a server did; nothing is retried. */
    static final Failure CLOSED = Failure.of(Kind.CLIENT_CLOSED, "the client is closed");

    @SuppressWarnings("rawtypes")
    private static final AtomicIntegerFieldUpdater<HarvestSubscription> WORK =
            AtomicIntegerFieldUpdater.newUpdater(HarvestSubscription.class, "work");

    final ClientSetup setup;
    final HarvestOptions options;
    final Downstream<T> downstream;
    final HarvestLedger ledger;
    private final String target;

    /** One for the whole subscription, because each has a clock of its own. */
    private volatile Scheduler timer;

    /** Whoever makes this is in the drain, and leaves it with {@link #begin}. */
    private volatile int work = 1;

    /** Whose turn the drain is. Others read it without order, which can't make them take it for their own. */
    private @Nullable Thread drainThread = Thread.currentThread();

    // All below is touched within the drain only.
    private final Planner planner;
    private final PagesInFlight<T> pages;
    private final CheckpointTrail trail;
    private boolean isAhead;
    private @Nullable Ending ending;
    private boolean done;
    private @Nullable Throwable fatal;

    /** How the harvest ends, once the subscriber has got what lies ready. */
    record Ending(
            HarvestStatus status, String reason, @Nullable Throwable error) {}

    HarvestSubscription(Harvest harvest, Supplier<Outlet<T>> outlets, CoreSubscriber<? super T> actual) {
        this.setup = harvest.setup();
        this.timer = setup.timers().get();
        this.options = harvest.options();
        this.target = harvest.query().target();
        this.planner = harvest.planner();
        int slots = harvest.isParallel() ? options.slots() : 1;
        int pagesAhead = Math.max(options.prefetch(), slots - 1);
        this.downstream = Downstream.of(actual, outlets.get(), pagesAhead, planner.limit());
        this.ledger = new HarvestLedger(target, options, downstream::rows, planner::progress);
        this.pages = new PagesInFlight<>(this, planner, outlets, slots);
        this.trail = new CheckpointTrail(options.from());
        CheckpointContent from = options.from();
        if (from != null && from.ended() != null) {
            end(HarvestStatus.COMPLETE, from.ended());
        }
    }

    String target() {
        return target;
    }

    // What is known of it.

    /** Where the harvest stands; null where nothing was begun. */
    private @Nullable CheckpointContent place() {
        CheckpointContent place = planner.checkpoint(ledger.counts(), pages.emitsWholePages());
        if (place == null) {
            return options.from();
        }
        return place.ended() == null ? place : withFinding(place);
    }

    /** Whether what came is the whole. */
    Finding findingNow(HarvestStatus status) {
        return status == HarvestStatus.COMPLETE ? planner.finding(ledger.evidence()) : Finding.ENDED_EARLY;
    }

    /** The same, which stays what it was where an earlier run has ended the harvest. */
    private Finding finding(HarvestStatus status) {
        CheckpointContent from = options.from();
        Verdict verdict = from == null || from.ended() == null ? null : from.verdict();
        String words = verdict == null || from == null ? null : from.finding();
        return verdict == null || words == null ? findingNow(status) : new Finding(verdict, words);
    }

    /** A place that nothing follows, with what has come of it. */
    CheckpointContent withFinding(CheckpointContent ended) {
        Finding finding = finding(HarvestStatus.COMPLETE);
        return ended.withVerdict(finding.verdict(), finding.words());
    }

    /**
     * After the subscriber has taken its subscription: what it has asked for meanwhile is begun now, because nothing may come
     * while it is still taking it. A harvest with nothing left to bring ends without being asked.
     */
    void begin() {
        run();
    }

    @Override
    @SuppressWarnings("rawtypes") // As Scannable has it.
    public @Nullable Object scanUnsafe(Attr key) {
        if (key.equals(Attr.ACTUAL)) {
            return downstream.actual();
        }
        if (key.equals(Attr.PREFETCH)) {
            return options.prefetch();
        }
        if (key.equals(Attr.BUFFERED)) {
            return downstream.readyCount();
        }
        if (key.equals(Attr.REQUESTED_FROM_DOWNSTREAM)) {
            return downstream.outstanding();
        }
        if (key.equals(Attr.CANCELLED)) {
            return downstream.isCancelled();
        }
        if (key.equals(Attr.TERMINATED)) {
            return done;
        }
        return key.equals(Attr.RUN_STYLE) ? Attr.RunStyle.ASYNC : null;
    }

    @Override
    public void request(long n) {
        downstream.request(n);
        drain();
    }

    @Override
    public void cancel() {
        downstream.cancel();
        try {
            pages.abort();
        } catch (Throwable thrown) {
            dropped(thrown);
        }
        if (drainThread == Thread.currentThread() && downstream.isInOnNext()) {
            endWithinOnNext();
        }
        drain();
    }

    /** Who cancels while taking a row may go on as soon as the cancel returns, and expects the summary by then. */
    private void endWithinOnNext() {
        try {
            goOn();
        } catch (Throwable thrown) {
            rescue(thrown);
        }
    }

    /** The client waits no longer: nothing more is emitted. By any thread. */
    void endNow() {
        downstream.stop();
        try {
            pages.abort();
        } catch (Throwable thrown) {
            dropped(thrown);
        }
        drain();
    }

    Context context() {
        return downstream.context();
    }

    /** Notes that something has happened, and goes on from there unless another thread is about to. */
    void drain() {
        if (WORK.getAndIncrement(this) == 0) {
            run();
        }
    }

    /** Enters the drain if nobody is in it; {@link #run} must follow. */
    boolean enter() {
        return WORK.compareAndSet(this, 0, 1);
    }

    /** Does what comes first, and goes on from there. */
    void run(Runnable first) {
        drainThread = Thread.currentThread();
        try {
            first.run();
        } catch (Throwable thrown) {
            rescue(thrown);
        }
        run();
    }

    private void run() {
        Throwable thrownOn = null;
        int missed = 1;
        do {
            drainThread = Thread.currentThread();
            try {
                goOn();
            } catch (Throwable thrown) {
                rescue(thrown);
            }
            thrownOn = thrownOn == null ? fatal : thrownOn;
            fatal = null;
            drainThread = null;
            missed = WORK.addAndGet(this, -missed);
        } while (missed != 0);
        if (thrownOn != null) { // Only now, or nobody would ever come in here again.
            Exceptions.throwIfJvmFatal(thrownOn);
        }
    }

    /** Even what the JVM may not survive must leave neither the subscriber waiting nor the drain locked. */
    private void rescue(Throwable thrown) {
        fatal = fatal == null && Exceptions.isJvmFatal(thrown) ? thrown : fatal;
        if (done) {
            dropped(thrown);
            return;
        }
        try {
            if (downstream.hasThrown()) {
                forgetReady();
            }
            fail(thrown);
            goOn();
        } catch (Throwable again) {
            dropped(again);
        }
    }

    /** Has nobody left to go to; what the hook for it throws goes nowhere either. */
    void dropped(Throwable thrown) {
        try {
            Operators.onErrorDropped(thrown, context());
        } catch (Throwable hookFailed) {
            LOG.error("a hook for dropped errors threw", hookFailed);
        }
    }

    /** The subscriber has thrown at its subscription: nothing may be signalled to it. */
    void refused(Throwable thrown) {
        done = true;
        setup.harvests().remove(this);
        try {
            close(HarvestStatus.FAILED, words(thrown), null);
        } catch (Throwable listenerFailed) {
            Exceptions.addSuppressed(thrown, listenerFailed);
        }
        run();
    }

    boolean isDone() {
        return done;
    }

    /** An error's message, or what it is where it has none. */
    static String words(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.toString() : message;
    }

    private void goOn() {
        while (!done) {
            if (downstream.isStopped()) {
                finishStopped();
                return;
            }
            if (downstream.askedForNothing() && ending == null) {
                forgetReady();
                fail(new IllegalArgumentException("§3.9: demand must be at least 1"));
            }
            downstream.emitReady();
            if (done || downstream.isStopped()) {
                continue;
            }
            if (ending != null && downstream.hasGotAll()) {
                finish(ending);
                return;
            }
            if (ending != null || (!pages.advance() && !downstream.isStopped())) {
                return;
            }
        }
    }

    void emit(@Nullable T unit) {
        if (unit != null) {
            downstream.emit(unit);
        }
    }

    /** What a page's codes say of the account: as soon as they are known, and before the permit is free for the next one. */
    void pauseQuota(PageAttempt running, int attempts) {
        Failure codes = running.badCodes();
        if (codes != null && Backoff.concernsAccount(codes)) {
            setup.quota().pause(Backoff.after(codes, attempts, setup.retryPolicy(), 0));
        }
    }

    /** Closes the books on a request. */
    void settle(PageAttempt over, int limit) {
        try {
            if (over.mayBeBilled()) {
                ledger.answered(over.envelope().cost(), limit, over.isPage() ? over.rows() : 0);
            }
        } finally {
            over.close();
        }
    }

    boolean isClosed() {
        return setup.harvests().isClosed();
    }

    /**
     * Sends a request once it has a permit.
     *
     * @param sent when it goes out
     */
    void send(byte[] body, PageAttempt attempt, Lane lane, Runnable sent) {
        Flux<AnswerPart> exchange = Flux.defer(() -> {
            if (isClosed() || !attempt.send()) {
                return Flux.error(new TransportException(Problem.UNREACHABLE, CLOSED.what(), null));
            }
            sent.run();
            return setup.transport().exchange(body);
        });
        setup.quota().withPermit(exchange, lane).subscribe(attempt);
    }

    /** By the timer's clock, in nanoseconds. */
    long now() {
        return timer.now(TimeUnit.NANOSECONDS);
    }

    /** Does something later; by another timer where this one was shut down meanwhile. */
    Disposable after(long nanos, Runnable task) {
        try {
            return timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopped) {
            timer = setup.timers().get();
            return timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
        }
    }

    PageAttempt newAttempt(BacklinksQuery query, byte[] request, int limit) {
        return new PageAttempt(this, setup.format(), query, request, limit);
    }

    boolean isEnding() {
        return ending != null;
    }

    void end(HarvestStatus status, String reason) {
        ending = new Ending(status, reason, null);
    }

    void fail(Throwable thrown) {
        ending = new Ending(HarvestStatus.FAILED, words(thrown), thrown);
        pages.settleAll();
    }

    void fail(Failure failure) {
        pages.closePages();
        fail(toException(failure, planner.received(), checkpointOf(place())));
    }

    private BacklinksException toException(Failure failure, long received, @Nullable Checkpoint checkpoint) {
        return failure.toException(target, planner.page(ledger.pages()), received, checkpoint);
    }

    /** A page has been read to its end, and may lie ready. */
    void pageEnded() {
        if (downstream.readsAhead()) {
            trail.add(reachedByPage(), ledger.received());
        }
        ledger.report();
    }

    Checkpoint checkpointOfPage() {
        return CheckpointAccess.checkpointOf(reachedByPage());
    }

    private CheckpointContent reachedByPage() {
        return Objects.requireNonNull(place(), "a page that ended has a checkpoint");
    }

    static @Nullable Checkpoint checkpointOf(@Nullable CheckpointContent content) {
        return content == null ? null : CheckpointAccess.checkpointOf(content);
    }

    private void finish(Ending how) {
        done = true;
        Throwable error = how.error();
        try {
            close(how.status(), how.reason(), error instanceof BacklinksException known ? known.checkpoint() : null);
        } catch (Throwable listenerFailed) {
            error = error == null ? listenerFailed : Exceptions.addSuppressed(error, listenerFailed);
        }
        try {
            downstream.end(error);
        } finally {
            setup.harvests().remove(this);
        }
    }

    private void finishStopped() {
        done = true;
        pages.settleAll();
        forgetReady();
        if (downstream.isCancelled()) {
            finishCancelled();
        } else {
            finishClosed();
        }
    }

    private void finishClosed() {
        pages.closePages();
        BacklinksException closed = toException(CLOSED, ledger.received(), checkpointOf(reached()));
        finish(new Ending(HarvestStatus.FAILED, words(closed), closed));
    }

    private void finishCancelled() {
        setup.harvests().remove(this);
        close(HarvestStatus.LIMITED, "cancelled", null);
    }

    private void forgetReady() {
        isAhead |= !downstream.hasGotAll();
        downstream.forgetReady();
    }

    /** An earlier place; what was spent beyond it was spent. */
    private @Nullable CheckpointContent atWhatWasSpent(@Nullable CheckpointContent earlier) {
        return earlier == null ? null : earlier.withCounts(ledger.counts());
    }

    /**
     * @param known the checkpoint, where it is known already
     */
    private void close(HarvestStatus status, String reason, @Nullable Checkpoint known) {
        pages.closePages();
        ledger.close(status, reason, known == null ? checkpointOf(reached()) : known, finding(status), approach());
    }

    private Approach approach() {
        return new Approach(planner.strategy(), planner.obstacle());
    }

    /** Where to resume behind what was emitted. */
    private @Nullable CheckpointContent reached() {
        return isAhead ? atWhatWasSpent(trail.lastWithin(ledger.received())) : place();
    }
}
