package io.backflux.reactor;

import io.backflux.Backlink;
import io.backflux.HarvestStatus;
import io.backflux.paging.Backoff;
import io.backflux.paging.Chain;
import io.backflux.paging.Failure;
import io.backflux.reactor.transport.AnswerPart;
import java.time.Duration;
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
    private final Outlet<T> outlet;
    private final Downstream<T> downstream;
    private final HarvestLedger ledger;
    private final Disposable.Swap pause = Disposables.swap();

    private volatile int work;
    private volatile boolean paused;
    private volatile @Nullable PageAttempt attempt;

    // All below is touched within the drain only.
    private Chain chain;
    private int attempts;
    private long taken;
    private long pageBegan;
    private @Nullable Ending ending;
    private boolean done;

    /** How the harvest ends, once the subscriber has got what lies ready. */
    private record Ending(
            HarvestStatus status, String reason, @Nullable Throwable error) {}

    PagingSubscription(Harvest harvest, Outlet<T> outlet, CoreSubscriber<? super T> actual) {
        this.setup = harvest.setup();
        this.outlet = outlet;
        this.chain = Chain.start(harvest.query(), harvest.max());
        long mostAhead = (long) harvest.prefetch() * outlet.unitsPerPage(chain.limit());
        this.downstream = new Downstream<>(actual, outlet::rowsIn, (int) Math.min(mostAhead, Integer.MAX_VALUE));
        this.ledger = new HarvestLedger(harvest.query().target(), harvest.listener(), downstream::rows);
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
            goOn();
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
                downstream.forgetReady();
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
        boolean begun = attempts > 0; // A page that failed is wanted still.
        return begun || downstream.isDemanding() || downstream.mayRunAhead();
    }

    private boolean wantsRow() {
        boolean surplus = taken >= chain.wanted();
        return surplus || downstream.isDemanding() || downstream.readsAhead();
    }

    private void startAttempt() {
        if (setup.closed().get()) {
            fail(new IllegalStateException(CLOSED));
            return;
        }
        boolean again = ++attempts > 1;
        taken = 0;
        pageBegan = downstream.mark();
        byte[] body = chain.request();
        PageAttempt started = new PageAttempt(this, setup.format());
        attempt = started;
        Flux<AnswerPart> exchange = Flux.defer(() -> {
            if (setup.closed().get()) {
                return Flux.error(new IllegalStateException(CLOSED));
            }
            ledger.sent(again);
            return setup.transport().exchange(body);
        });
        setup.quota().withPermit(exchange).subscribe(started);
        if (downstream.isCancelled()) {
            started.cancel(); // The one who cancelled may have looked before it was there.
        }
    }

    private boolean readOn(PageAttempt running) {
        running.absorb();
        pauseAccount(running);
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
            if (downstream.isCancelled()) {
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
            downstream.emit(unit);
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
            downstream.emit(unit);
        }
        ledger.pageEnded(page.unexpectedValues());
        attempts = 0;
        if (step instanceof Chain.Next next) {
            chain = next.chain();
        } else if (step instanceof Chain.End end) {
            end(end);
        } else if (step instanceof Chain.Broken broken) {
            failed(broken.failure());
        }
    }

    private void end(Chain.End end) {
        HarvestStatus status = end.limited() ? HarvestStatus.LIMITED : HarvestStatus.COMPLETE;
        ending = new Ending(status, end.reason(), null);
    }

    private boolean mayRetry(Failure failure) {
        return failure.isTransient()
                && !downstream.hasPassed(pageBegan)
                && attempts < setup.retryPolicy().maxAttempts();
    }

    private void failed(Failure seen) {
        Failure failure = seen.without(chain.token());
        if (setup.closed().get() && failure.isTransient()) {
            fail(new IllegalStateException(CLOSED));
        } else if (mayRetry(failure)) {
            retryAfterPause(failure);
        } else if (downstream.hasPassed(pageBegan) && taken >= chain.wanted()) {
            end(chain.endAtMaximum()); // What failed is the rest of a page of which no more is wanted.
        } else {
            fail(failure.toException(chain.query().target(), chain.page(), downstream.rows()));
        }
    }

    private void retryAfterPause(Failure failure) {
        outlet.forgetPage();
        downstream.cutBackTo(pageBegan);
        Duration wait = Backoff.after(
                failure, attempts, setup.retryPolicy(), setup.jitter().getAsDouble());
        LOG.warn(
                "{}, page {}, attempt {}: {}; next in {} ms",
                chain.query().target(),
                chain.page(),
                attempts,
                failure.what(),
                wait.toMillis());
        ledger.report();
        paused = true;
        pause.replace(setup.timer().schedule(this::resume, wait.toNanos(), TimeUnit.NANOSECONDS));
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
            ledger.close(how.status(), how.reason());
        } catch (RuntimeException listenerFailed) {
            error = error == null ? listenerFailed : Exceptions.addSuppressed(error, listenerFailed);
        }
        downstream.end(error);
    }

    private void finishCancelled() {
        done = true;
        downstream.forgetReady();
        PageAttempt running = attempt;
        if (running != null) {
            settle(running);
        }
        ledger.close(HarvestStatus.LIMITED, "cancelled");
    }
}
