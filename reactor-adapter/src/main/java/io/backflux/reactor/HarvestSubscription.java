package io.backflux.reactor;

import io.backflux.Checkpoint;
import io.backflux.HarvestStatus;
import io.backflux.error.BacklinksException;
import io.backflux.paging.Failure;
import io.backflux.partition.Planner;
import io.backflux.wire.CheckpointContent;
import io.backflux.wire.PageFormat;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.Scannable;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** One subscription to a harvest, from its first demand to its end. */
final class HarvestSubscription<T> extends Drain implements Subscription, Scannable {

    private static final Logger LOG = LoggerFactory.getLogger(HarvestSubscription.class);

    final ClientSetup setup;
    final HarvestOptions options;
    final PageFormat format;
    final Downstream<T> downstream;
    final HarvestLedger ledger;
    final Requests requests;
    final SlotUse slotUse;
    private final String target;

    // All below is touched within the drain only.
    private final Planner planner;
    private final PagesInFlight<T> pages;
    private final HarvestPlace place;
    private final ReadyRows readyRows;
    private @Nullable Ending ending;
    private boolean done;

    HarvestSubscription(Harvest harvest, Supplier<Outlet<T>> outlets, CoreSubscriber<? super T> actual) {
        this.setup = harvest.setup();
        this.options = harvest.options();
        this.format = setup.format().selecting(options.columns());
        this.target = harvest.query().target();
        this.planner = harvest.design().planner(setup.clock().instant());
        int slots = harvest.design().ordering().isParallel() ? options.slots() : 1;
        int pagesAhead = Math.max(options.prefetch(), slots - 1);
        this.downstream = Downstream.of(
                actual, outlets.get(), pagesAhead, planner.state().limit(), options.listener()::onFirstRow);
        this.ledger = new HarvestLedger(
                target, options, downstream::rows, () -> planner.state().progress());
        this.requests = new Requests(setup, ledger, options.listener().requestContext(actual.currentContext()));
        this.slotUse = new SlotUse(options.lease());
        this.pages = new PagesInFlight<>(this, planner, outlets, slots);
        this.readyRows = new ReadyRows(setup.buffer());
        this.place = new HarvestPlace(options, planner, ledger, pages.emitsWholePages());
        CheckpointContent from = options.from();
        if (from != null && from.ending() != null) {
            end(HarvestStatus.COMPLETE, from.ending().reason());
        }
    }

    String target() {
        return target;
    }

    /**
     * After the subscriber has taken its subscription: what it has asked for meanwhile is begun now, because nothing may come
     * while it is still taking it. A harvest with nothing left to bring ends without being asked.
     */
    void begin() {
        slotUse.begin(this::drain);
        run();
    }

    @Override
    @SuppressWarnings("rawtypes") // As Scannable has it.
    public @Nullable Object scanUnsafe(Attr key) {
        if (key.equals(Attr.PREFETCH)) {
            return options.prefetch();
        }
        if (key.equals(Attr.TERMINATED)) {
            return done;
        }
        return key.equals(Attr.RUN_STYLE) ? Attr.RunStyle.ASYNC : downstream.scan(key);
    }

    @Override
    public void request(long n) {
        downstream.request(n);
        drain();
    }

    @Override
    public void cancel() {
        downstream.cancel();
        abort();
        if (isEntered() && downstream.isInOnNext()) {
            endWithinOnNext();
        }
        drain();
    }

    /** Who cancels while taking a row may go on as soon as the cancel returns, and expects the summary by then. */
    private void endWithinOnNext() {
        try {
            proceed();
        } catch (Throwable thrown) {
            rescue(thrown);
        }
    }

    /** The client waits no longer: nothing more is emitted. By any thread. */
    void endNow() {
        downstream.stop();
        abort();
        drain();
    }

    /** Whoever ends the harvest gets nothing of what a transport throws then. */
    private void abort() {
        try {
            pages.abort();
        } catch (Throwable thrown) {
            dropped(thrown);
        }
    }

    Context context() {
        return downstream.context();
    }

    /** Even what the JVM may not survive must leave neither the subscriber waiting nor the drain locked. */
    @Override
    void rescue(Throwable thrown) {
        keepFatal(thrown);
        if (done) {
            dropped(thrown);
            return;
        }
        try {
            if (downstream.hasThrown()) {
                forgetReady();
            }
            fail(thrown);
            proceed();
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
            close(HarvestStatus.FAILED, Ending.words(thrown), null);
        } catch (Throwable listenerFailed) {
            Exceptions.addSuppressed(thrown, listenerFailed);
        }
        run();
    }

    boolean isDone() {
        return done;
    }

    @Override
    void proceed() {
        try {
            goOn();
        } finally {
            if (done) {
                readyRows.close();
            } else {
                readyRows.are(downstream.readyRows());
            }
            slotUse.are(pagesInHand());
        }
    }

    /** Pages that are requested, or of which nobody has said yet that they are done with. */
    int pagesInHand() {
        boolean inHand = pages.emitsWholePages() && downstream.hasInHand();
        int ready = pages.emitsWholePages() ? downstream.readyCount() : 0;
        return pages.size() + ready + (inHand ? 1 : 0);
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

    /** Whether rows may be read that nobody asks for yet: what has begun to be read as a whole is read to its end. */
    boolean mayReadAhead(Outlet<T> outlet) {
        return downstream.readsAhead() && (outlet.keepsRowsBack() || readyRows.mayGrowFrom(downstream.readyRows()));
    }

    void emit(@Nullable T unit) {
        if (unit != null) {
            downstream.emit(unit);
        }
    }

    boolean isEnding() {
        return ending != null;
    }

    void end(HarvestStatus status, String reason) {
        ending = new Ending(status, reason, null);
    }

    void fail(Throwable thrown) {
        ending = Ending.failed(thrown);
        pages.settleAll();
    }

    void fail(Failure failure) {
        pages.closePages();
        fail(toException(failure, planner.state().received(), place.checkpoint()));
    }

    private BacklinksException toException(Failure failure, long received, @Nullable Checkpoint checkpoint) {
        return failure.toException(target, planner.state().pageNumber(ledger.pages()), received, checkpoint);
    }

    /** A page has been read to its end, and may lie ready. */
    void pageEnded() {
        if (downstream.readsAhead()) {
            place.pageEnded();
        }
        ledger.report();
    }

    HarvestPlace place() {
        return place;
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
        finish(Ending.failed(toException(Requests.CLOSED, ledger.received(), place.checkpointOfEmitted())));
    }

    private void finishCancelled() {
        setup.harvests().remove(this);
        close(HarvestStatus.LIMITED, "cancelled", null);
    }

    private void forgetReady() {
        if (!downstream.hasGotAll()) {
            place.forgetReady();
        }
        downstream.forgetReady();
    }

    /**
     * @param known the checkpoint, where it is known already
     */
    private void close(HarvestStatus status, String reason, @Nullable Checkpoint known) {
        pages.closePages();
        readyRows.close();
        ledger.close(
                status,
                reason,
                known == null ? place.checkpointOfEmitted() : known,
                place.finding(status),
                new Approach(planner.state().strategy(), planner.state().obstacle()));
    }
}
