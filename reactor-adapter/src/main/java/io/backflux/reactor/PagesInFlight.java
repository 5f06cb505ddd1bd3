package io.backflux.reactor;

import io.backflux.HarvestStatus;
import io.backflux.RetryPolicy;
import io.backflux.paging.Backoff;
import io.backflux.paging.Failure;
import io.backflux.paging.PageRows;
import io.backflux.partition.Conclusion;
import io.backflux.partition.PageSequence;
import io.backflux.partition.Planner;
import io.backflux.reactor.quota.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages that a harvest has in flight: requests the next as there is room for it, reads what comes, retries what fails. What
 * they are is decided by a {@link Planner}. For the drain only, but for {@link #abort}.
 */
final class PagesInFlight<T> {

    private static final Logger LOG = LoggerFactory.getLogger(PagesInFlight.class);

    private final HarvestSubscription<T> owner;
    private final Planner planner;
    private final Supplier<Outlet<T>> outlets;
    private final Gate gate;
    private final Lane lane;
    private final int unitsPerPage;
    private final boolean wholePages;
    private final List<PageTask<T>> tasks = new CopyOnWriteArrayList<>();
    private @Nullable Runnable endOnceIdle;

    PagesInFlight(HarvestSubscription<T> owner, Planner planner, Supplier<Outlet<T>> outlets, int slots) {
        this.owner = owner;
        this.planner = planner;
        this.outlets = outlets;
        this.gate = new Gate(slots);
        this.lane = slots > 1 ? Lane.BULK : Lane.INTERACTIVE;
        Outlet<T> any = outlets.get();
        this.unitsPerPage = any.unitsPerPage(planner.limit());
        this.wholePages = any.isOfWholePages();
        gate.openFor(planner.strategy());
    }

    /** Goes a step towards the next row; false where nothing can be done until something happens. */
    boolean advance() {
        if (owner.isClosed()) {
            requestNoMore();
        }
        boolean moved = false;
        for (PageTask<T> task : tasks) {
            moved |= !owner.isEnding() && !owner.downstream.isStopped() && advance(task);
        }
        if (owner.downstream.isStopped()) {
            return true;
        }
        moved |= !owner.isEnding() && requestMore();
        return moved || owner.isEnding();
    }

    private boolean advance(PageTask<T> task) {
        PageAttempt running = task.attempt();
        if (task.isPaused()) {
            return false;
        }
        if (running != null) {
            return readOn(task, running);
        }
        if (!owner.downstream.isDemanding() && !owner.downstream.mayRunAhead()) {
            return false;
        }
        startAttempt(task);
        return true;
    }

    // What is requested.

    private boolean requestMore() {
        if (endOnceIdle != null) {
            return endedOnceIdle();
        }
        boolean moved = false;
        while (!owner.isEnding() && mayRequest()) {
            PageSequence next = planner.next(gate.limit() - tasks.size());
            if (next == null) {
                break;
            }
            moved = true;
            request(next);
        }
        return moved || endedWhole();
    }

    /** Whether rows of what is in flight may be emitted; in order, what has to wait for another's may not. */
    private boolean isReading() {
        return tasks.stream().anyMatch(task -> planner.mayEmit(task.pages()));
    }

    private boolean mayRequest() {
        if (endOnceIdle != null
                || (tasks.size() >= gate.limit() && isReading())
                || (long) tasks.size() * unitsPerPage >= owner.downstream.room()) {
            return false;
        }
        long now = owner.now();
        if (!gate.isOpen(now)) {
            gate.awaitOpening(now, nanos -> owner.after(nanos, this::opened));
            return false;
        }
        return true;
    }

    private void opened() {
        gate.opened();
        owner.drain();
    }

    private void request(PageSequence next) {
        if (!owner.ledger.affordsPages(tasks.size() + 1, next.limit())) {
            cannotAfford(next, null);
            return;
        }
        gate.pass(owner.now());
        PageTask<T> task = new PageTask<>(next, outlets.get());
        tasks.add(task);
        startAttempt(task);
    }

    /** What is in flight may turn out cheaper than what was set aside for it. */
    private void cannotAfford(PageSequence pages, @Nullable Failure failure) {
        if (planner.isDispensable(pages)) {
            planner.skip(pages);
        } else {
            planner.withdraw(pages);
            endOnceIdle(() -> owner.end(HarvestStatus.LIMITED, owner.ledger.tooDear(pages.limit(), failure)));
        }
    }

    private void startAttempt(PageTask<T> task) {
        PageSequence pages = task.pages();
        byte[] request = pages.request();
        PageAttempt started = owner.newAttempt(pages.query(), request, pages.limit());
        task.begin(started);
        boolean again = task.attempts() > 1;
        if (!owner.downstream.isStopped()) { // The one who stopped it may have looked before it was there.
            owner.send(request, started, lane, () -> {
                task.sent(owner.now());
                owner.ledger.sent(again);
            });
        }
    }

    /** The client is closed: nothing that isn't sent will be. */
    private void requestNoMore() {
        for (PageTask<T> task : tasks) {
            PageAttempt running = task.attempt();
            if (running == null || running.withdraw()) {
                task.abort();
                if (running != null) {
                    settle(task, running);
                }
                release(task);
            }
        }
        endOnceIdle(() -> {
            if (!endedWhole()) {
                owner.fail(HarvestSubscription.CLOSED);
            }
        });
    }

    // How it ends.

    /** What is in flight is paid for and still comes; then the end does. */
    private void endOnceIdle(Runnable end) {
        if (endOnceIdle == null) {
            endOnceIdle = end;
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

    private boolean endedWhole() {
        Conclusion conclusion = isReading() || owner.isEnding() ? null : planner.conclusion();
        if (conclusion == null) {
            return false;
        }
        dropUnread();
        if (conclusion.missing() > 0) {
            owner.ledger.shortBy(conclusion.missing());
            LOG.warn(
                    "{}: {}",
                    owner.target(),
                    owner.findingNow(HarvestStatus.COMPLETE).words());
        }
        owner.end(conclusion.limited() ? HarvestStatus.LIMITED : HarvestStatus.COMPLETE, conclusion.reason());
        return true;
    }

    /** What came before its turn, behind rows that won't come, or that nobody wants any more. */
    private void dropUnread() {
        settleAll();
        tasks.clear();
    }

    // What comes.

    private boolean readOn(PageTask<T> task, PageAttempt running) {
        PageSequence pages = task.pages();
        running.absorb();
        owner.pauseQuota(running, task.attempts());
        boolean exhausted = !running.isGood() || !planner.mayEmit(pages) || readRows(task, running);
        if (owner.isDone()) {
            return true;
        }
        Failure fault = pages.fault();
        Failure failure = fault == null ? running.failure() : fault;
        if (failure != null && (exhausted || fault != null || isMaximumDelivered())) {
            failed(task, running, failure);
            return true;
        }
        if (running.isPage()) {
            settle(task, running);
            endOfPage(task, running);
            return true;
        }
        return false;
    }

    private boolean readRows(PageTask<T> task, PageAttempt running) {
        if (running.rows() == 0) {
            planner.total(task.pages(), running.envelope().totalCount());
            owner.ledger.total(planner.wholeTotal(task.pages()));
        }
        return task.readRows(running, planner, owner);
    }

    private void settle(PageTask<T> task, PageAttempt over) {
        task.endAttempt();
        owner.settle(over, task.pages().limit());
    }

    private void endOfPage(PageTask<T> task, PageAttempt page) {
        PageSequence pages = task.pages();
        boolean full = tasks.size() >= gate.limit();
        boolean undecided = planner.strategy() == null;
        int number = planner.page(owner.ledger.pages());
        PageRows rows = pages.rows();
        rows.addUnexpected(page.envelope().nulls());
        planner.total(pages, page.envelope().totalCount()); // It may stand behind the rows.
        Failure broken = planner.endOfPage(pages, page.envelope(), page.rows());
        owner.ledger.total(planner.wholeTotal(pages));
        tasks.remove(task);
        owner.ledger.rows(rows);
        gate.answered(owner.now(), owner.now() - task.sentAt(), rows.size(), full);
        if (undecided) {
            gate.openFor(planner.strategy());
        }
        emitPage(task, page, number, broken != null);
        if (broken != null && !owner.isDone()) {
            failOnceIdle(pages, broken);
        }
    }

    private void emitPage(PageTask<T> task, PageAttempt page, int number, boolean broken) {
        owner.ledger.pageEnded();
        if (planner.isTotalOnly(task.pages())) {
            owner.ledger.report();
            return;
        }
        boolean isLast = tasks.isEmpty() && (broken || planner.conclusion() != null);
        owner.emit(task.outlet().endOfPage(new PageFacts(number, page.envelope(), isLast, owner::checkpointOfPage)));
        if (!owner.isDone()) {
            owner.pageEnded();
        }
    }

    // What fails.

    private void failed(PageTask<T> task, PageAttempt running, Failure seen) {
        settle(task, running);
        PageSequence pages = task.pages();
        Failure failure = seen.told(pages.token());
        boolean faulty = pages.fault() != null;
        if (failure.isPushback()) {
            gate.pushedBack(owner.now());
        }
        RetryPolicy policy = owner.setup.retryPolicy();
        boolean again = !faulty && failure.isRetried(policy, task.attempts(), task.shapes()) && !owner.isClosed();
        if (!faulty && isMaximumDelivered()) {
            release(task);
        } else if (owner.isClosed() && failure.isTransient()) {
            release(task);
        } else if (resumedByKey(pages, failure)) {
            task.beginAnew();
            stopWhereTooDear(task, null);
        } else if (again && owner.ledger.affordsRetry(policy)) {
            retryAfterPause(task, failure);
            stopWhereTooDear(task, failure);
        } else {
            release(task);
            Failure last = again
                    ? failure.saying("no further retry, as too many of the requests were retries")
                    : failure.explained(task.shapes());
            failOnceIdle(pages, planner.explained(pages, last));
        }
    }

    /** Whether the rest of an answer matters to nobody; of rows that are kept back, nothing has been delivered yet. */
    private boolean isMaximumDelivered() {
        return planner.hasAll() && !wholePages;
    }

    private boolean resumedByKey(PageSequence pages, Failure failure) {
        PageRows read = pages.rows();
        if (!pages.resumeByKey(failure)) {
            return false;
        }
        owner.ledger.rows(read);
        LOG.warn("{}: a checkpoint's token is refused, resuming by its last row", owner.target());
        return true;
    }

    /** What failed may have cost something. */
    private void stopWhereTooDear(PageTask<T> task, @Nullable Failure failure) {
        if (!owner.ledger.affordsPages(tasks.size(), task.pages().limit())) {
            task.abort();
            release(task);
            cannotAfford(task.pages(), failure);
        }
    }

    private void release(PageTask<T> task) {
        task.forgetPage();
        tasks.remove(task);
        owner.ledger.rows(task.pages().rows());
        planner.withdraw(task.pages());
    }

    private void retryAfterPause(PageTask<T> task, Failure failure) {
        task.forgetPage();
        Duration wait = Backoff.after(
                failure,
                task.attempts(),
                owner.setup.retryPolicy(),
                owner.setup.jitter().getAsDouble());
        LOG.warn(
                "{}, page {}, attempt {}: {}; next in {} ms",
                owner.target(),
                planner.page(owner.ledger.pages()),
                task.attempts(),
                failure.what(),
                wait.toMillis());
        owner.ledger.report();
        task.pauseAfter(failure, resume -> owner.after(wait.toNanos(), resume), owner::drain);
    }

    /** Rows that are all here are not lost because nobody can say so. */
    private void failOnceIdle(PageSequence pages, Failure failure) {
        if (planner.isTotalOnly(pages)) {
            LOG.warn("{}: what the total is by now can't be told: {}", owner.target(), failure.what());
            planner.skip(pages);
            return;
        }
        endOnceIdle(() -> owner.fail(failure));
    }

    // When it is over.

    /** Aborts what is in flight. By any thread. */
    void abort() {
        tasks.forEach(PageTask::abort);
        gate.close();
    }

    /** Closes the books on what is in flight. */
    void settleAll() {
        for (PageTask<T> task : tasks) {
            PageAttempt running = task.attempt();
            task.abort();
            if (running != null) {
                settle(task, running);
            }
        }
    }

    /** Forgets what was read of pages that won't come to their end, and counts what was emitted of them. */
    void closePages() {
        List<PageTask<T>> open = new ArrayList<>(tasks);
        open.forEach(PageTask::forgetPage);
        tasks.clear();
        open.forEach(task -> owner.ledger.rows(task.pages().rows()));
    }

    /** Whether what is emitted before the end of a page is kept back until then. */
    boolean emitsWholePages() {
        return wholePages;
    }
}
