package io.backflux.reactor;

import io.backflux.Backlink;
import io.backflux.Checkpoint;
import io.backflux.HarvestStatus;
import io.backflux.RetryPolicy;
import io.backflux.error.BacklinksException;
import io.backflux.paging.Backoff;
import io.backflux.paging.Chain;
import io.backflux.paging.Failure;
import io.backflux.reactor.transport.AnswerPart;
import io.backflux.wire.CheckpointContent;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * One subscription to a chain of pages.
 *
 * <p>Whatever happens (demand, bytes, a timer, cancellation) is noted, and then one thread at a time goes on from there
 * in {@link #run}, in a loop and never by recursion, so that neither a million pages nor a million rows deepen the stack.
 */
final class PagingSubscription<T> implements Subscription {

    private static final Logger LOG = LoggerFactory.getLogger(PagingSubscription.class);

    private static final String CLOSED = "the client is closed";

    @SuppressWarnings("rawtypes")
    private static final AtomicIntegerFieldUpdater<PagingSubscription> WORK =
            AtomicIntegerFieldUpdater.newUpdater(PagingSubscription.class, "work");

    private final ClientSetup setup;
    private final HarvestOptions options;
    private final Outlet<T> outlet;
    private final Downstream<T> downstream;
    private final HarvestLedger ledger;
    private final Disposable.Swap pause = Disposables.swap();

    /** Whoever makes this is in the drain, and leaves it with {@link #begin}. */
    private volatile int work = 1;

    private volatile boolean paused;
    private volatile @Nullable PageAttempt attempt;

    // All below is touched within the drain only.
    private final ChainCursor cursor;
    private final CheckpointTrail trail;
    private int attempts;
    private @Nullable Failure lastFailure;
    private boolean isAhead;
    private @Nullable Ending ending;
    private boolean done;

    /** How the harvest ends, once the subscriber has got what lies ready. */
    private record Ending(
            HarvestStatus status, String reason, @Nullable Throwable error) {}

    PagingSubscription(Harvest harvest, Outlet<T> outlet, CoreSubscriber<? super T> actual) {
        this.setup = harvest.setup();
        this.options = harvest.options();
        this.outlet = outlet;
        this.cursor = new ChainCursor(harvest.plan(), options.from());
        long mostAhead =
                (long) options.prefetch() * outlet.unitsPerPage(cursor.chain().limit());
        this.downstream = new Downstream<>(actual, outlet::rowsIn, (int) Math.min(mostAhead, Integer.MAX_VALUE));
        this.ledger = new HarvestLedger(harvest.query().target(), options, downstream::rows);
        this.trail = new CheckpointTrail(checkpointOf(options.from()));
        this.ending = endAtOnce(options.from(), cursor);
    }

    private static @Nullable Ending endAtOnce(@Nullable CheckpointContent from, ChainCursor cursor) {
        if (from != null && from.ended() != null) {
            return new Ending(HarvestStatus.COMPLETE, from.ended(), null);
        }
        return cursor.hasAll()
                ? new Ending(
                        HarvestStatus.LIMITED, cursor.chain().endAtMaximum(null).reason(), null)
                : null;
    }

    /**
     * After the subscriber has taken its subscription: what it has asked for meanwhile is begun now, because nothing may come
     * while it is still taking it. A harvest with nothing left to bring ends without being asked.
     */
    void begin() {
        run();
    }

    @Override
    public void request(long n) {
        downstream.request(n);
        drain();
    }

    @Override
    public void cancel() {
        downstream.cancel();
        PageAttempt running = attempt;
        if (running != null) {
            running.cancel();
        }
        pause.dispose();
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
        try {
            first.run();
        } catch (Throwable thrown) {
            rescue(thrown);
        }
        run();
    }

    private void run() {
        int missed = 1;
        do {
            try {
                goOn();
            } catch (Throwable thrown) {
                rescue(thrown);
            }
            missed = WORK.addAndGet(this, -missed);
        } while (missed != 0);
    }

    /** Even what the JVM may not survive must not leave the subscriber waiting. */
    private void rescue(Throwable thrown) {
        if (done) {
            Operators.onErrorDropped(thrown, context());
        } else {
            fail(thrown);
            try {
                goOn();
            } catch (Throwable again) {
                Operators.onErrorDropped(again, context());
            }
        }
        Exceptions.throwIfJvmFatal(thrown);
    }

    private void goOn() {
        while (!done) {
            if (downstream.isCancelled()) {
                finishCancelled();
                return;
            }
            if (downstream.askedForNothing() && ending == null) {
                forgetReady();
                fail(new IllegalArgumentException("§3.9: demand must be at least 1"));
            }
            downstream.emitReady();
            if (ending != null && downstream.hasGotAll()) {
                finish(ending);
                return;
            }
            if (!advance()) {
                return;
            }
        }
    }

    /** Goes a step towards the next row; false where nothing can be done until something happens. */
    private boolean advance() {
        if (downstream.isCancelled()) {
            return true;
        }
        if (ending != null || paused) {
            return false;
        }
        PageAttempt running = attempt;
        if (running != null) {
            return readOn(running);
        }
        if (!wantsPage()) {
            return false;
        }
        startAttempt();
        return true;
    }

    private boolean wantsPage() {
        return downstream.isDemanding() || downstream.mayRunAhead();
    }

    private boolean wantsRow() {
        return cursor.hasAll() || downstream.isDemanding() || downstream.readsAhead();
    }

    private void startAttempt() {
        int limit = cursor.chain().limit();
        if (setup.closed().get()) {
            fail(new IllegalStateException(CLOSED));
            return;
        }
        if (!ledger.affordsPage(limit)) {
            ending = new Ending(HarvestStatus.LIMITED, tooDear(limit), null);
            return;
        }
        boolean again = ++attempts > 1;
        cursor.beginAttempt();
        byte[] body = cursor.chain().request();
        PageAttempt started =
                new PageAttempt(this, setup.format(), cursor.chain().query());
        attempt = started;
        if (downstream.isCancelled()) {
            return; // The one who cancelled may have looked before it was there.
        }
        Flux<AnswerPart> exchange = Flux.defer(() -> {
            if (setup.closed().get()) {
                return Flux.error(new IllegalStateException(CLOSED));
            }
            started.sent();
            ledger.sent(again);
            return setup.transport().exchange(body);
        });
        setup.quota().withPermit(exchange).subscribe(started);
    }

    private String tooDear(int limit) {
        return "maxCost of $" + options.maxCost() + " leaves no room for another page: "
                + ledger.spending().inWords(limit)
                + (lastFailure == null ? "" : "; the last request failed: " + lastFailure.what());
    }

    private boolean readOn(PageAttempt running) {
        running.absorb();
        pauseAccount(running);
        boolean exhausted = !running.isGood() || readRows(running);
        Failure failure = running.failure();
        if (cursor.hasLostItsPlace()) {
            failed(running, ChainCursor.LOST);
            return true;
        }
        if (failure != null && (exhausted || endDespiteFailure(running) != null)) {
            failed(running, failure);
            return true;
        }
        if (running.isPage()) {
            settle(running);
            endOfPage(running);
            return true;
        }
        return false;
    }

    /** Hands on what is whole and wanted; true where no whole row is left. */
    private boolean readRows(PageAttempt running) {
        if (running.rows() == 0) {
            ledger.total(running.envelope(), cursor.chain());
        }
        while (wantsRow() && !cursor.hasLostItsPlace()) {
            if (downstream.isCancelled()) {
                return false;
            }
            long unexpected = running.unexpectedValues();
            Backlink row = running.poll();
            if (row == null) {
                return true;
            }
            if (cursor.takes(row)) {
                cursor.rows().addUnexpected(running.unexpectedValues() - unexpected);
                emit(outlet.row(row));
            }
        }
        return false;
    }

    private void emit(@Nullable T unit) {
        if (unit != null) {
            downstream.emit(unit);
        }
    }

    private void settle(PageAttempt over) {
        try {
            if (over.wasSent()) {
                ledger.answered(over.envelope().cost(), cursor.chain().limit(), over.isPage());
            }
        } finally {
            attempt = null;
            over.close();
        }
    }

    private void endOfPage(PageAttempt page) {
        int number = cursor.chain().page();
        Chain.Step step = cursor.endOfPage(page.envelope(), page.rows(), ledger);
        ledger.pageEnded();
        boolean isLast = !(step instanceof Chain.Next);
        emit(outlet.endOfPage(new PageFacts(number, page.envelope(), isLast, this::checkpointOfPage)));
        if (downstream.readsAhead()) {
            trail.add(checkpointOfPage(), ledger.received());
        }
        ledger.report();
        attempts = 0;
        lastFailure = null;
        if (step instanceof Chain.End end) {
            end(end);
        } else if (step instanceof Chain.Broken broken) {
            fail(broken.failure());
        }
    }

    private Checkpoint checkpointOfPage() {
        return Objects.requireNonNull(checkpoint(), "a page that ended has a checkpoint");
    }

    private void end(Chain.End end) {
        HarvestStatus status = end.limited() ? HarvestStatus.LIMITED : HarvestStatus.COMPLETE;
        if (end.missing() > 0) {
            ledger.shortBy(end.missing());
            LOG.warn("{}: {}", target(), end.reason());
        }
        ending = new Ending(status, end.reason(), null);
    }

    private void failed(PageAttempt running, Failure seen) {
        settle(running);
        Failure failure = seen.told(cursor.chain().token());
        RetryPolicy policy = setup.retryPolicy();
        Chain.End end = endDespiteFailure(running);
        boolean again = failure.isRetried(policy, attempts) && !setup.closed().get();
        if (end != null && (end.limited() || !again || !downstream.isDemanding())) {
            cursor.end(end);
            end(end);
        } else if (setup.closed().get() && failure.isTransient()) {
            fail(new IllegalStateException(CLOSED));
        } else if (cursor.goesOnWithoutToken(failure, ledger)) {
            LOG.warn("{}: the checkpoint's token is refused, going on from its last row", target());
            attempts = 0;
        } else if (again && ledger.affordsRetry(policy)) {
            retryAfterPause(failure);
        } else {
            fail(again ? failure.saying("no further retry, as too many of the requests were retries") : failure);
        }
    }

    private Chain.@Nullable End endDespiteFailure(PageAttempt running) {
        return outlet.keepsRowsBack() || cursor.seeksItsPlace()
                ? null
                : cursor.chain().endDespiteFailure(running.envelope(), running.rows(), cursor.rows());
    }

    private void retryAfterPause(Failure failure) {
        forgetPage();
        lastFailure = failure;
        Duration wait = Backoff.after(
                failure, attempts, setup.retryPolicy(), setup.jitter().getAsDouble());
        LOG.warn(
                "{}, page {}, attempt {}: {}; next in {} ms",
                target(),
                cursor.chain().page(),
                attempts,
                failure.what(),
                wait.toMillis());
        ledger.report();
        paused = true;
        pause.replace(setup.timer().schedule(this::resume, wait.toNanos(), TimeUnit.NANOSECONDS));
    }

    private void forgetPage() {
        if (outlet.forgetPage()) {
            cursor.forgetPage();
        }
    }

    private String target() {
        return cursor.chain().query().target();
    }

    private @Nullable Checkpoint checkpoint() {
        return checkpointOf(cursor.checkpoint(ledger.counts()));
    }

    private static @Nullable Checkpoint checkpointOf(@Nullable CheckpointContent content) {
        return content == null ? null : Checkpoint.fromJson(content.toJson());
    }

    /** As soon as it is known, and before the permit is free for the next one. */
    private void pauseAccount(PageAttempt running) {
        Failure codes = running.badCodes();
        if (codes != null && Backoff.concernsAccount(codes)) {
            setup.quota().pause(Backoff.after(codes, attempts, setup.retryPolicy(), 0));
        }
    }

    private void resume() {
        paused = false;
        drain();
    }

    private void fail(Failure failure) {
        forgetPage();
        cursor.countInto(ledger);
        fail(cursor.explained(failure).toException(target(), cursor.chain().page(), cursor.received(), checkpoint()));
    }

    private void fail(Throwable thrown) {
        PageAttempt running = attempt;
        if (running != null) {
            settle(running);
        }
        ending = new Ending(HarvestStatus.FAILED, String.valueOf(thrown.getMessage()), thrown);
    }

    private void finish(Ending how) {
        done = true;
        Throwable error = how.error();
        try {
            close(how.status(), how.reason(), error instanceof BacklinksException known ? known.checkpoint() : null);
        } catch (Throwable listenerFailed) {
            error = error == null ? listenerFailed : Exceptions.addSuppressed(error, listenerFailed);
        }
        downstream.end(error);
    }

    private void finishCancelled() {
        done = true;
        PageAttempt running = attempt;
        if (running != null) {
            settle(running);
        }
        forgetReady();
        close(HarvestStatus.LIMITED, "cancelled", null);
    }

    private void forgetReady() {
        isAhead |= !downstream.hasGotAll();
        downstream.forgetReady();
    }

    /** An earlier place; what was spent beyond it was spent. */
    private @Nullable Checkpoint atWhatWasSpent(@Nullable Checkpoint earlier) {
        return earlier == null
                ? null
                : checkpointOf(CheckpointContent.fromJson(earlier.toJson()).withCounts(ledger.counts()));
    }

    /**
     * @param known the checkpoint, where it is known already
     */
    private void close(HarvestStatus status, String reason, @Nullable Checkpoint known) {
        forgetPage();
        cursor.countInto(ledger);
        Checkpoint reached = isAhead ? atWhatWasSpent(trail.lastWithin(ledger.received())) : checkpoint();
        ledger.close(status, reason, known == null ? reached : known);
    }
}
