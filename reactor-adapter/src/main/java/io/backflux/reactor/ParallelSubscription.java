package io.backflux.reactor;

import io.backflux.Backlink;
import io.backflux.Checkpoint;
import io.backflux.HarvestStatus;
import io.backflux.RetryPolicy;
import io.backflux.Strategy;
import io.backflux.error.BacklinksException;
import io.backflux.paging.Backoff;
import io.backflux.paging.Chain;
import io.backflux.paging.Failure;
import io.backflux.paging.PageRows;
import io.backflux.partition.Finding;
import io.backflux.partition.Leg;
import io.backflux.partition.Pace;
import io.backflux.partition.Partition;
import io.backflux.reactor.quota.Lane;
import io.backflux.wire.CheckpointContent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** One subscription to a harvest of which several pages are under way at once. What they are is {@link Partition}'s affair. */
final class ParallelSubscription<T> extends HarvestSubscription<T> {

    private static final Logger LOG = LoggerFactory.getLogger(ParallelSubscription.class);

    private final Supplier<Outlet<T>> outlets;
    private final String target;
    private final Partition partition;
    private final Pace pace;
    private final List<Slot<T>> slots = new CopyOnWriteArrayList<>();
    private final Disposable.Swap wake = Disposables.swap();
    private final int unitsPerPage;
    private final boolean wholePages;

    /** Whether a timer will come back when the next request may go out. */
    private volatile boolean isWoken;

    // All below is touched within the drain only.
    private long nextSend;
    private @Nullable Runnable endOnceIdle;

    ParallelSubscription(
            Harvest harvest, Supplier<Outlet<T>> outlets, CoreSubscriber<? super T> actual, Partition partition) {
        super(harvest, downstream(harvest, outlets.get(), actual, partition));
        this.outlets = outlets;
        this.target = harvest.query().target();
        this.partition = partition;
        this.pace = new Pace(options.slots());
        Outlet<T> any = outlets.get();
        this.unitsPerPage = any.unitsPerPage(partition.limit());
        this.wholePages = any.isOfWholePages();
        this.nextSend = now();
        ledger.ranges(partition::progress);
        endAtOnce(partition.hasAll(), maximumCame());
        paceFor(partition.strategy());
    }

    private static <T> Downstream<T> downstream(
            Harvest harvest, Outlet<T> outlet, CoreSubscriber<? super T> actual, Partition partition) {
        HarvestOptions options = harvest.options();
        int ahead = Math.max(options.prefetch(), options.slots() - 1);
        return Downstream.of(actual, outlet, ahead, partition.limit());
    }

    private void paceFor(@Nullable Strategy strategy) {
        if (strategy == Strategy.OFFSETS || strategy == Strategy.BOTH_ENDS) {
            pace.allAtOnce();
        }
    }

    private String maximumCame() {
        return "the maximum of " + options.max() + " rows came";
    }

    @Override
    boolean advance() {
        if (isClosed()) {
            askNoMore();
        }
        boolean moved = false;
        for (Slot<T> slot : slots) {
            moved |= !isEnding() && !downstream.isStopped() && advance(slot);
        }
        if (downstream.isStopped()) {
            return true;
        }
        moved |= !isEnding() && askForMore();
        return moved || isEnding();
    }

    private boolean advance(Slot<T> slot) {
        if (slot.isPaused()) {
            return false;
        }
        PageAttempt running = slot.attempt();
        if (running != null) {
            return readOn(slot, running);
        }
        startAttempt(slot);
        return true;
    }

    // What is asked for.

    private boolean askForMore() {
        if (endOnceIdle != null) {
            return endedOnceIdle();
        }
        boolean moved = false;
        while (!isEnding() && mayAsk()) {
            Leg leg = partition.next(pace.limit() - slots.size());
            if (leg == null) {
                break;
            }
            moved = true;
            ask(leg);
        }
        return moved || endedWhole();
    }

    /** Whether rows of what is under way may be read; in order, what has to wait for another leg's may not. */
    private boolean isReading() {
        return slots.stream().anyMatch(slot -> partition.mayRead(slot.leg()));
    }

    private boolean mayAsk() {
        if (endOnceIdle != null
                || (slots.size() >= pace.limit() && isReading())
                || (long) slots.size() * unitsPerPage >= downstream.room()) {
            return false;
        }
        long wait = nextSend - now();
        if (wait > 0 && !isWoken) {
            isWoken = true;
            wake.replace(after(wait, this::wake));
        }
        return wait <= 0;
    }

    private void wake() {
        isWoken = false;
        drain();
    }

    private void ask(Leg leg) {
        if (!ledger.affordsPages(slots.size() + 1, leg.limit())) {
            cannotAfford(leg, null);
            return;
        }
        nextSend = now() + pace.gap();
        Slot<T> slot = new Slot<>(leg, outlets.get());
        slots.add(slot);
        startAttempt(slot);
    }

    /** What is under way may turn out cheaper than what was set aside for it. */
    private void cannotAfford(Leg leg, @Nullable Failure failure) {
        if (partition.isSecondLook(leg)) {
            partition.skip(leg);
        } else {
            partition.withdraw(leg);
            endOnceIdle(() -> end(HarvestStatus.LIMITED, ledger.tooDear(leg.limit(), failure)));
        }
    }

    /** What is under way is paid for and still comes; then the end does. */
    private void endOnceIdle(Runnable end) {
        if (endOnceIdle == null) {
            endOnceIdle = end;
        }
    }

    /** The client is closed: nothing that isn't sent will be. */
    private void askNoMore() {
        for (Slot<T> slot : slots) {
            PageAttempt running = slot.attempt();
            if (running == null || running.withdraw()) {
                slot.abort();
                if (running != null) {
                    settle(slot, running);
                }
                release(slot);
            }
        }
        endOnceIdle(this::endClosed);
    }

    private void endClosed() {
        if (!endedWhole()) {
            fail(CLOSED);
        }
    }

    private boolean endedOnceIdle() {
        Runnable end = endOnceIdle;
        if (end == null || isReading()) {
            return false;
        }
        dropUnread();
        end.run();
        return true;
    }

    /** What came before its turn, behind rows that won't come, or that nobody wants any more. */
    private void dropUnread() {
        settleAll();
        slots.clear();
    }

    private boolean endedWhole() {
        if (isReading() || !partition.isDone() || isEnding()) {
            return false;
        }
        dropUnread();
        if (partition.hasAll()) {
            end(HarvestStatus.LIMITED, maximumCame());
        } else {
            noteGap();
            end(HarvestStatus.COMPLETE, "all pages came");
        }
        return true;
    }

    private void noteGap() {
        if (partition.missing() > 0) {
            ledger.shortBy(partition.missing());
            LOG.warn("{}: {}", target, findingNow(HarvestStatus.COMPLETE).words());
        }
    }

    private void startAttempt(Slot<T> slot) {
        boolean again = slot.tryAgain();
        Leg leg = slot.leg();
        leg.beginAttempt();
        byte[] request = leg.request();
        PageAttempt started = newAttempt(leg.query(), request, leg.limit());
        slot.attempt(started);
        if (!downstream.isStopped()) { // The one who stopped it may have looked before it was there.
            send(request, started, options.slots() > 1 ? Lane.BULK : Lane.INTERACTIVE, () -> {
                slot.sent(now());
                ledger.sent(again);
            });
        }
    }

    // What comes.

    private boolean readOn(Slot<T> slot, PageAttempt running) {
        running.absorb();
        heed(running, slot.attempts());
        boolean exhausted = !running.isGood() || !partition.mayRead(slot.leg()) || readRows(slot, running);
        if (isDone()) {
            return true;
        }
        Failure fault = slot.leg().fault();
        Failure failure = fault == null ? running.failure() : fault;
        if (failure != null && (exhausted || fault != null)) {
            failed(slot, running, failure);
            return true;
        }
        if (running.isPage()) {
            settle(slot, running);
            endOfPage(slot, running);
            return true;
        }
        return false;
    }

    /** Hands on what is whole and wanted; true where no whole row is left. */
    private boolean readRows(Slot<T> slot, PageAttempt running) {
        Leg leg = slot.leg();
        if (running.rows() == 0) {
            partition.total(leg, running.envelope().totalCount());
            ledger.total(partition.wholeTotal(leg));
        }
        while (partition.hasAll() || downstream.isDemanding() || downstream.readsAhead()) {
            if (downstream.isStopped()) {
                return false;
            }
            long unexpected = running.unexpectedValues();
            Backlink row = running.poll();
            if (row == null) {
                return true;
            }
            if (partition.hasAll()) {
                leg.rows().cutHere();
            } else if (leg.accept(row)) {
                leg.rows().addUnexpected(running.unexpectedValues() - unexpected);
                emit(slot.outlet().row(row));
            }
        }
        return false;
    }

    private void settle(Slot<T> slot, PageAttempt over) {
        slot.attempt(null);
        settle(over, slot.leg().limit());
    }

    private void endOfPage(Slot<T> slot, PageAttempt page) {
        Leg leg = slot.leg();
        boolean full = slots.size() >= pace.limit();
        boolean undecided = partition.strategy() == null;
        PageRows rows = leg.rows();
        rows.addUnexpected(page.envelope().nulls());
        Chain.Step step = partition.endOfPage(leg, page.envelope(), page.rows());
        ledger.total(partition.wholeTotal(leg)); // It may stand behind the rows.
        slots.remove(slot);
        ledger.rows(rows);
        pace.answered(now(), Math.max(0, now() - slot.sentAt()), rows.size(), full);
        if (undecided) {
            paceFor(partition.strategy());
        }
        handOnPage(slot, page);
        if (step instanceof Chain.Broken broken && !isDone()) {
            failOnceIdle(leg, broken.failure());
        }
    }

    private void handOnPage(Slot<T> slot, PageAttempt page) {
        ledger.pageEnded();
        if (partition.isTotalOnly(slot.leg())) {
            ledger.report();
            return;
        }
        boolean isLast = slots.isEmpty() && partition.isDone();
        emit(slot.outlet()
                .endOfPage(new PageFacts(
                        ledger.pages(),
                        page.envelope(),
                        isLast,
                        () -> Checkpoint.fromJson(checkpointNow().toJson()))));
        if (isDone()) {
            return;
        }
        pageEnded(checkpointNow());
    }

    // What fails.

    private void failed(Slot<T> slot, PageAttempt running, Failure seen) {
        settle(slot, running);
        Leg leg = slot.leg();
        Failure failure = seen.told(leg.token());
        RetryPolicy policy = setup.retryPolicy();
        if (failure.isPushback()) {
            pace.pushedBack(now());
        }
        boolean again = leg.fault() == null && failure.isRetried(policy, slot.attempts(), slot.shapes()) && !isClosed();
        if (leg.fault() == null && isMaximumDelivered()) {
            release(slot);
        } else if (isClosed() && failure.isTransient()) {
            release(slot);
        } else if (leg.resumeWithoutToken(failure)) {
            LOG.warn("{}: a checkpoint's token is refused, going on from its last row", target);
            slot.beginAnew();
            stopWhereTooDear(slot, null);
        } else if (again && ledger.affordsRetry(policy)) {
            retryAfterPause(slot, failure);
            stopWhereTooDear(slot, failure);
        } else {
            release(slot);
            failOnceIdle(
                    leg,
                    again
                            ? failure.saying("no further retry, as too many of the requests were retries")
                            : failure.explained(slot.shapes()));
        }
    }

    /** Whether the rest of an answer matters to nobody; of rows that are kept back, nothing has been delivered yet. */
    private boolean isMaximumDelivered() {
        return partition.hasAll() && !wholePages;
    }

    /** What failed may have cost something. */
    private void stopWhereTooDear(Slot<T> slot, @Nullable Failure failure) {
        if (!ledger.affordsPages(slots.size(), slot.leg().limit())) {
            slot.abort();
            release(slot);
            cannotAfford(slot.leg(), failure);
        }
    }

    private void release(Slot<T> slot) {
        slot.forgetPage();
        slots.remove(slot);
        ledger.rows(slot.leg().rows());
        partition.withdraw(slot.leg());
    }

    private void retryAfterPause(Slot<T> slot, Failure failure) {
        slot.forgetPage();
        slot.failed(failure);
        Duration wait = Backoff.after(
                failure, slot.attempts(), setup.retryPolicy(), setup.jitter().getAsDouble());
        LOG.warn("{}, attempt {}: {}; next in {} ms", target, slot.attempts(), failure.what(), wait.toMillis());
        ledger.report();
        slot.pause(resume -> after(wait.toNanos(), resume), this::drain);
    }

    /** Rows that are all here are not lost because nobody can say so. */
    private void failOnceIdle(Leg leg, Failure failure) {
        if (partition.isTotalOnly(leg)) {
            LOG.warn("{}: what the total is by now can't be told: {}", target, failure.what());
            partition.skip(leg);
            return;
        }
        endOnceIdle(() -> fail(failure));
    }

    private void fail(Failure failure) {
        fail(toException(failure, partition.received(), checkpointOf(place())));
    }

    @Override
    BacklinksException toException(Failure failure, long received, @Nullable Checkpoint checkpoint) {
        return failure.toException(target, ledger.pages() + 1, received, checkpoint);
    }

    // Where it stands.

    private CheckpointContent checkpointNow() {
        CheckpointContent place = partition.checkpoint(ledger.counts(), wholePages);
        return place.ended() == null ? place : withFinding(place);
    }

    @Override
    @Nullable CheckpointContent place() {
        return partition.hasBegun() ? checkpointNow() : options.from();
    }

    @Override
    void abort() {
        slots.forEach(Slot::abort);
        wake.dispose();
    }

    @Override
    void settleAll() {
        for (Slot<T> slot : slots) {
            PageAttempt running = slot.attempt();
            slot.abort();
            if (running != null) {
                settle(slot, running);
            }
        }
    }

    @Override
    void forgetPages() {
        slots.forEach(Slot::forgetPage);
    }

    @Override
    void countPages() {
        List<Slot<T>> open = new ArrayList<>(slots);
        slots.clear();
        open.forEach(slot -> ledger.rows(slot.leg().rows()));
    }

    @Override
    Finding findingNow(HarvestStatus status) {
        return partition.finding(ledger.surelyRepeated(), ledger.hasSeenAll());
    }

    @Override
    Approach approach() {
        return new Approach(partition.strategy(), partition.obstacle());
    }
}
