package io.backflux.reactor;

import io.backflux.Backlink;
import io.backflux.HarvestStatus;
import io.backflux.paging.Backoff;
import io.backflux.paging.Chain;
import io.backflux.paging.Failure;
import io.backflux.reactor.transport.AnswerPart;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
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

    @SuppressWarnings("rawtypes")
    private static final AtomicIntegerFieldUpdater<PagingSubscription> WORK =
            AtomicIntegerFieldUpdater.newUpdater(PagingSubscription.class, "work");

    @SuppressWarnings("rawtypes")
    private static final AtomicLongFieldUpdater<PagingSubscription> REQUESTED =
            AtomicLongFieldUpdater.newUpdater(PagingSubscription.class, "requested");

    private final Harvest harvest;
    private final HarvestRoom room;
    private final Outlet<T> outlet;
    private final CoreSubscriber<? super T> actual;
    private final HarvestLedger ledger;
    private final Disposable.Swap pause = Disposables.swap();

    private volatile int work;
    private volatile long requested;
    private volatile boolean cancelled;
    private volatile boolean badDemand;
    private volatile boolean paused;
    private volatile @Nullable PageAttempt attempt;

    // All below is touched within the drain only.
    private final Queue<T> ready = new ArrayDeque<>();
    private final int mostReady;
    private Chain chain;
    private int attempts;
    private long taken;
    private boolean handedOn;
    private long emitted;
    private boolean ended;
    private boolean done;
    private @Nullable Throwable error;
    private HarvestStatus status = HarvestStatus.COMPLETE;
    private String reason = "";

    PagingSubscription(Harvest harvest, Outlet<T> outlet, CoreSubscriber<? super T> actual) {
        this.harvest = harvest;
        this.room = harvest.room();
        this.outlet = outlet;
        this.actual = actual;
        this.ledger = new HarvestLedger(harvest.query().target(), harvest.listener());
        this.chain = Chain.start(harvest.query(), harvest.max());
        this.mostReady = Math.multiplyExact(harvest.prefetch(), outlet.unitsPerPage(chain.limit()));
    }

    @Override
    public void request(long n) {
        if (n > 0) {
            Operators.addCap(REQUESTED, this, n);
        } else {
            badDemand = true;
        }
        drain();
    }

    @Override
    public void cancel() {
        cancelled = true;
        PageAttempt running = attempt;
        if (running != null) {
            running.cancel();
        }
        pause.dispose();
        drain();
    }

    Context context() {
        return actual.currentContext();
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

    void run() {
        int missed = 1;
        do {
            try {
                goOn();
            } catch (Throwable thrown) {
                Exceptions.throwIfJvmFatal(thrown);
                fail(thrown);
                goOn();
            }
            missed = WORK.addAndGet(this, -missed);
        } while (missed != 0);
    }

    private void goOn() {
        while (!done) {
            if (cancelled) {
                finishCancelled();
                return;
            }
            if (badDemand && !ended) {
                fail(new IllegalArgumentException("§3.9: demand must be at least 1"));
            }
            emitReady();
            if (ended && ready.isEmpty()) {
                finish();
                return;
            }
            if (!advance()) {
                return;
            }
        }
    }

    /** Goes a step towards the next row; false where nothing can be done until something happens. */
    private boolean advance() {
        if (ended || paused || cancelled) {
            return cancelled;
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

    // Demand.

    private boolean wantsPage() {
        boolean demanded = emitted + ready.size() < requested;
        boolean ahead = requested > 0 && ready.size() < mostReady;
        return demanded || ahead || attempts > 0;
    }

    private boolean wantsRow() {
        boolean surplus = taken >= chain.wanted();
        return surplus || mostReady > 0 || emitted + ready.size() < requested;
    }

    private void emitReady() {
        while (!ready.isEmpty() && emitted < requested && !cancelled) {
            emitted++;
            actual.onNext(ready.remove());
        }
    }

    private void emit(T unit) {
        if (ready.isEmpty() && emitted < requested) {
            emitted++;
            actual.onNext(unit);
        } else {
            ready.add(unit);
        }
    }

    // A page, from its request to its end.

    private void startAttempt() {
        if (room.closed().get()) {
            fail(new IllegalStateException("the client is closed"));
            return;
        }
        boolean again = ++attempts > 1;
        taken = 0;
        byte[] body = chain.request();
        PageAttempt started = new PageAttempt(this, room.format());
        attempt = started;
        Flux<AnswerPart> exchange = Flux.defer(() -> {
            ledger.sent(again);
            return room.transport().exchange(body);
        });
        room.quota().withPermit(exchange).subscribe(started);
        if (cancelled) {
            started.cancel(); // The one who cancelled may have looked before it was there.
        }
    }

    private boolean readOn(PageAttempt running) {
        running.absorb();
        boolean exhausted = !running.isGood() || readRows(running);
        Failure failure = running.failure();
        if (failure != null && (exhausted || mayRetry(failure))) {
            settle(running);
            failed(failure);
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
        ledger.total(running.rows() == 0 ? running.envelope().totalCount() : null);
        while (wantsRow()) {
            if (cancelled) {
                return false;
            }
            Backlink row = running.poll();
            if (row == null) {
                return true;
            }
            take(row);
        }
        return false;
    }

    private void take(Backlink row) {
        if (taken >= chain.wanted()) {
            return; // The page holds more than the maximum.
        }
        taken++;
        T unit = outlet.row(row);
        if (unit != null) {
            handedOn = true;
            ledger.received(1);
            emit(unit);
        }
    }

    private void settle(PageAttempt over) {
        ledger.answered(over.envelope().cost());
        attempt = null;
        over.close();
    }

    private void endOfPage(PageAttempt page) {
        Chain.Step step = chain.after(page.envelope(), page.rows());
        T unit = outlet.endOfPage(new PageFacts(chain.page(), page.envelope(), !(step instanceof Chain.Next)));
        if (unit != null) {
            ledger.received(taken);
            emit(unit);
        }
        ledger.pageEnded(page.unexpectedValues());
        attempts = 0;
        handedOn = false;
        if (step instanceof Chain.Next next) {
            chain = next.chain();
        } else if (step instanceof Chain.End end) {
            end(end.limited() ? HarvestStatus.LIMITED : HarvestStatus.COMPLETE, end.reason());
        } else if (step instanceof Chain.Broken broken) {
            failed(broken.failure());
        }
    }

    // Failure.

    private boolean mayRetry(Failure failure) {
        return failure.isTransient()
                && !handedOn
                && attempts < room.retryPolicy().maxAttempts();
    }

    private void failed(Failure failure) {
        if (!mayRetry(failure)) {
            fail(failure.toException(chain.query().target(), chain.page(), ledger.received()));
            return;
        }
        outlet.forgetPage();
        Duration wait = Backoff.after(
                failure, attempts, room.retryPolicy(), room.jitter().getAsDouble());
        LOG.warn(
                "{}, page {}, attempt {}: {}; next in {} ms",
                chain.query().target(),
                chain.page(),
                attempts,
                failure.what(),
                wait.toMillis());
        if (Backoff.concernsAccount(failure)) {
            room.quota().pause(wait);
        }
        ledger.report();
        paused = true;
        pause.replace(room.timer().schedule(this::resume, wait.toNanos(), TimeUnit.NANOSECONDS));
    }

    private void resume() {
        paused = false;
        drain();
    }

    private void fail(Throwable thrown) {
        error = thrown;
        PageAttempt running = attempt;
        if (running != null) {
            attempt = null;
            running.close();
        }
        end(HarvestStatus.FAILED, String.valueOf(thrown.getMessage()));
    }

    // The end.

    private void end(HarvestStatus how, String why) {
        ended = true;
        status = how;
        reason = why;
    }

    private void finish() {
        done = true;
        ledger.close(status, reason);
        if (error == null) {
            actual.onComplete();
        } else {
            actual.onError(error);
        }
    }

    private void finishCancelled() {
        done = true;
        ready.clear();
        PageAttempt running = attempt;
        if (running != null) {
            ledger.answered(running.envelope().cost());
            running.close();
        }
        ledger.close(HarvestStatus.LIMITED, "cancelled");
    }
}
