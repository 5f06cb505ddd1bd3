package io.backflux.reactor;

import io.backflux.Backlink;
import io.backflux.Checkpoint;
import io.backflux.HarvestStatus;
import io.backflux.RetryPolicy;
import io.backflux.error.BacklinksException;
import io.backflux.paging.Backoff;
import io.backflux.paging.Chain;
import io.backflux.paging.Failure;
import io.backflux.paging.Shapes;
import io.backflux.partition.Finding;
import io.backflux.reactor.quota.Lane;
import io.backflux.wire.CheckpointContent;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** One subscription to a chain of pages. */
final class PagingSubscription<T> extends HarvestSubscription<T> {

    private static final Logger LOG = LoggerFactory.getLogger(PagingSubscription.class);

    private final Outlet<T> outlet;
    private final ChainCursor cursor;
    private final Approach approach;
    private final Disposable.Swap pause = Disposables.swap();
    private volatile boolean paused;
    private volatile @Nullable PageAttempt attempt;

    // All below is touched within the drain only.
    private int attempts;
    private Shapes shapes = Shapes.NONE;
    private @Nullable Failure lastFailure;

    /**
     * @param approach how it is harvested
     */
    PagingSubscription(Harvest harvest, Outlet<T> outlet, CoreSubscriber<? super T> actual, Approach approach) {
        this(
                harvest,
                outlet,
                actual,
                new ChainCursor(harvest.plan(), harvest.options().from()),
                approach);
    }

    private PagingSubscription(
            Harvest harvest,
            Outlet<T> outlet,
            CoreSubscriber<? super T> actual,
            ChainCursor cursor,
            Approach approach) {
        super(
                harvest,
                Downstream.of(
                        actual,
                        outlet,
                        harvest.options().prefetch(),
                        cursor.chain().limit()));
        this.outlet = outlet;
        this.cursor = cursor;
        this.approach = approach;
        endAtOnce(cursor.hasAll(), cursor.chain().endAtMaximum(null).reason());
    }

    @Override
    void abort() {
        PageAttempt running = attempt;
        if (running != null) {
            running.cancel();
        }
        pause.dispose();
    }

    @Override
    boolean advance() {
        PageAttempt running = attempt;
        if (isClosed() && (running == null || running.withdraw())) {
            pause.dispose();
            fail(CLOSED);
            return true;
        }
        if (paused) {
            return false;
        }
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
        if (!ledger.affordsPages(1, limit)) {
            end(HarvestStatus.LIMITED, ledger.tooDear(limit, lastFailure));
            return;
        }
        boolean again = ++attempts > 1;
        cursor.beginAttempt();
        byte[] request = cursor.chain().request();
        PageAttempt started = newAttempt(cursor.chain().query(), request, limit);
        attempt = started;
        if (!downstream.isStopped()) { // The one who stopped it may have looked before it was there.
            send(request, started, Lane.INTERACTIVE, () -> ledger.sent(again));
        }
    }

    private boolean readOn(PageAttempt running) {
        running.absorb();
        heed(running, attempts);
        boolean exhausted = !running.isGood() || readRows(running);
        if (isDone()) {
            return true;
        }
        Failure failure = running.failure();
        if (cursor.hasLostItsPlace()) {
            failed(running, ChainCursor.LOST);
            return true;
        }
        if (failure != null && (exhausted || isMaximumDelivered())) {
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
            if (downstream.isStopped()) {
                return false;
            }
            long unexpected = running.unexpectedValues();
            Backlink row = running.poll();
            if (row == null) {
                return true;
            }
            if (cursor.accept(row)) {
                cursor.rows().addUnexpected(running.unexpectedValues() - unexpected);
                emit(outlet.row(row));
            }
        }
        return false;
    }

    private void settle(PageAttempt over) {
        attempt = null;
        settle(over, cursor.chain().limit());
    }

    private void endOfPage(PageAttempt page) {
        int number = cursor.chain().page();
        cursor.rows().addUnexpected(page.envelope().nulls());
        ledger.total(page.envelope(), cursor.chain()); // It may stand behind the rows.
        Chain.Step step = cursor.endOfPage(page.envelope(), page.rows(), ledger);
        ledger.pageEnded();
        boolean isLast = !(step instanceof Chain.Next);
        emit(outlet.endOfPage(new PageFacts(number, page.envelope(), isLast, this::checkpointOfPage)));
        if (isDone()) {
            return;
        }
        pageEnded(Objects.requireNonNull(place(), "a page that ended has a checkpoint"));
        attempts = 0;
        shapes = Shapes.NONE;
        lastFailure = null;
        if (step instanceof Chain.End end) {
            end(end);
        } else if (step instanceof Chain.Broken broken) {
            fail(broken.failure());
        }
    }

    private Checkpoint checkpointOfPage() {
        return Objects.requireNonNull(checkpointOf(place()), "a page that ended has a checkpoint");
    }

    private void end(Chain.End end) {
        HarvestStatus status = end.limited() ? HarvestStatus.LIMITED : HarvestStatus.COMPLETE;
        if (end.missing() > 0) {
            ledger.shortBy(end.missing());
            LOG.warn("{}: {}", target(), end.reason());
        }
        end(status, end.reason());
    }

    private void failed(PageAttempt running, Failure seen) {
        settle(running);
        Failure failure = seen.told(cursor.chain().token());
        RetryPolicy policy = setup.retryPolicy();
        boolean again = failure.isRetried(policy, attempts, shapes) && !isClosed();
        if (isMaximumDelivered()) {
            ledger.total(running.envelope(), cursor.chain());
            end(cursor.chain().endAtMaximum(null));
        } else if (isClosed() && failure.isTransient()) {
            fail(CLOSED);
        } else if (cursor.goesOnWithoutToken(failure, ledger)) {
            LOG.warn("{}: the checkpoint's token is refused, going on from its last row", target());
            attempts = 0;
        } else if (again && ledger.affordsRetry(policy)) {
            retryAfterPause(failure);
        } else {
            fail(
                    again
                            ? failure.saying("no further retry, as too many of the requests were retries")
                            : failure.explained(shapes));
        }
    }

    /** Whether the rest of an answer matters to nobody; of rows that are kept back, nothing has been delivered yet. */
    private boolean isMaximumDelivered() {
        return cursor.hasAll() && !outlet.keepsRowsBack() && !cursor.seeksItsPlace();
    }

    private void retryAfterPause(Failure failure) {
        forgetPages();
        lastFailure = failure;
        shapes = shapes.with(failure);
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
        pause.replace(after(wait.toNanos(), this::resume));
    }

    @Override
    void forgetPages() {
        if (outlet.forgetPage()) {
            cursor.forgetPage();
        }
    }

    private String target() {
        return cursor.chain().query().target();
    }

    @Override
    @Nullable CheckpointContent place() {
        CheckpointContent place = cursor.checkpoint(ledger.counts());
        return place == null || place.ended() == null ? place : withFinding(place);
    }

    private void resume() {
        paused = false;
        drain();
    }

    private void fail(Failure failure) {
        forgetPages();
        countPages();
        fail(toException(failure, cursor.received(), checkpointOf(place())));
    }

    @Override
    BacklinksException toException(Failure failure, long received, @Nullable Checkpoint checkpoint) {
        return cursor.explained(failure).toException(target(), cursor.chain().page(), received, checkpoint);
    }

    @Override
    void settleAll() {
        PageAttempt running = attempt;
        if (running != null) {
            settle(running);
        }
    }

    @Override
    void countPages() {
        cursor.countInto(ledger);
    }

    @Override
    Finding findingNow(HarvestStatus status) {
        return ledger.findingOfChain(status, cursor);
    }

    @Override
    Approach approach() {
        return approach;
    }
}
