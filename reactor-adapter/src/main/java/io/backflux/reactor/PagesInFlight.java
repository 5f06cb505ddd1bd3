package io.backflux.reactor;

import io.backflux.HarvestStatus;
import io.backflux.paging.Failure;
import io.backflux.paging.PageRows;
import io.backflux.partition.Conclusion;
import io.backflux.partition.PlannedPage;
import io.backflux.partition.Planner;
import io.backflux.reactor.quota.Lane;
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

    /** More than a harvest in order requests ahead. */
    private static final int MOST_PAGES = 100;

    private final HarvestSubscription<T> owner;
    private final Planner planner;
    private final Supplier<Outlet<T>> outlets;
    private final Gate gate;
    private final ReadPages<T> read;
    private final PageRoom<T> room;
    private final int unitsPerPage;
    private final boolean wholePages;
    private final List<PageTask<T>> tasks = new CopyOnWriteArrayList<>();
    private int begun;
    private @Nullable Runnable endOnceIdle;

    PagesInFlight(HarvestSubscription<T> owner, Planner planner, Supplier<Outlet<T>> outlets, int slots) {
        this.owner = owner;
        this.planner = planner;
        this.outlets = outlets;
        this.gate = new Gate(slots);
        this.read = new ReadPages<>(owner, this, planner, gate, new FailedPages<>(owner, this, planner, gate));
        Outlet<T> any = outlets.get();
        this.unitsPerPage = any.unitsPerPage(planner.state().limit());
        this.wholePages = any.isOfWholePages();
        this.room = new PageRoom<>(owner, planner, slots > 1 ? Lane.BULK : Lane.INTERACTIVE, any);
        boolean isLent = owner.options.lease() != null; // What others had in use, the server is known to bear.
        if (planner.state().mayGoAtOnce() || isLent) {
            gate.openWide();
        }
    }

    /** Goes a step towards the next row; false where nothing can be done until something happens. */
    boolean advance() {
        if (owner.requests.isClosed()) {
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
            return gaveWay(task, running) || readOn(task, running);
        }
        if (!owner.downstream.isDemanding() && (task.hasGivenWay() || !owner.downstream.mayRunAhead())) {
            return false;
        }
        startAttempt(task);
        return true;
    }

    private boolean readOn(PageTask<T> task, PageAttempt running) {
        if (!running.share().isAdmitted()) {
            running.share().need(room.need(task, tasks));
        }
        return read.readOn(task, running);
    }

    /** Others wait for the memory that a page takes of which nobody wants more. */
    private boolean gaveWay(PageTask<T> task, PageAttempt running) {
        PageRows rows = task.page().rows();
        if (running.share().isAskedToShrink() && running.hasCome() && !owner.downstream.isDemanding()) {
            rows.shrink();
            running.shrink(rows.heldBytes());
        }
        if (!running.share().isAsked()) {
            return false;
        }
        if (running.pack() || !room.mayGiveWay(task, running, tasks.size())) {
            running.stay(rows.heldBytes());
            return false;
        }
        LOG.warn("{}: a page that nobody reads gives way, and is requested again once it is read", owner.target());
        settle(task, running);
        task.giveWay();
        owner.ledger.report();
        return true;
    }

    // What is requested.

    private boolean requestMore() {
        if (endOnceIdle != null) {
            return endedOnceIdle();
        }
        boolean moved = false;
        while (!owner.isEnding() && mayRequest()) {
            if (!owner.slotUse.take(owner.pagesInHand(), !tasks.isEmpty() && !isReading())) {
                break;
            }
            PlannedPage next = planner.next(owner.slotUse.within(gate.limit() - inFlight()), pagesDemanded());
            if (next == null) {
                owner.slotUse.are(owner.pagesInHand());
                break;
            }
            moved = true;
            request(next);
        }
        return moved || endedWhole();
    }

    /** Whether rows of what is in flight may be emitted; in order, what has to wait for another's may not. */
    private boolean isReading() {
        return tasks.stream().anyMatch(task -> task.page().mayEmit());
    }

    /** Those whose slot is taken; what has come before its turn is none of them. */
    private int inFlight() {
        return (int) tasks.stream()
                .filter(task -> !task.hasCome() || task.page().mayEmit())
                .count();
    }

    /** As many as are asked for, and as the budget is sure to pay: what lies behind them in order would come for nothing. */
    private int pagesDemanded() {
        int pages = (int) Math.min(MOST_PAGES, (owner.downstream.room() - 1) / unitsPerPage + 1);
        while (pages > 1 && !owner.ledger.isWithinBudget(pages, planner.state().limit())) {
            pages--;
        }
        return pages;
    }

    private boolean mayRequest() {
        long room = owner.downstream.room();
        boolean isEnough = inFlight() >= gate.limit() || (long) tasks.size() * unitsPerPage >= room;
        if (endOnceIdle != null
                || room <= 0
                || (isEnough && isReading())) { // What is not in turn can't be read without.
            return false;
        }
        long now = owner.requests.now();
        if (!gate.isOpen(now)) {
            gate.awaitOpening(now, nanos -> owner.requests.after(nanos, this::opened));
            return false;
        }
        return true;
    }

    private void opened() {
        gate.opened();
        owner.drain();
    }

    private void request(PlannedPage next) {
        if (!owner.ledger.isWithinBudget(tasks.size() + 1, next.limit())) {
            stopAtBudget(next, null);
            return;
        }
        gate.pass(owner.requests.now());
        PageTask<T> task = new PageTask<>(++begun, next, outlets.get());
        tasks.add(task);
        startAttempt(task);
    }

    /** What is in flight may turn out cheaper than what was set aside for it. */
    void stopAtBudget(PlannedPage planned, @Nullable Failure failure) {
        if (planned.isDispensable()) {
            planned.skip();
        } else {
            planned.withdraw();
            endOnceIdle(() -> owner.end(HarvestStatus.LIMITED, owner.ledger.budgetExhausted(planned.limit(), failure)));
        }
    }

    private void startAttempt(PageTask<T> task) {
        PlannedPage planned = task.page();
        byte[] body = planned.request();
        PageAttempt started = new PageAttempt(owner, owner.format, planned.query(), body, planned.limit());
        task.begin(started);
        if (!owner.downstream.isStopped()) { // The one who stopped it may have looked before it was there.
            owner.requests.send(body, task, started, room.claim(task, tasks));
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
                owner.fail(Requests.CLOSED);
            }
        });
    }

    // How it ends.

    /** What is in flight is paid for and still comes; then the end does. */
    void endOnceIdle(Runnable end) {
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
        Conclusion conclusion =
                isReading() || owner.isEnding() ? null : planner.state().conclusion();
        if (conclusion == null) {
            return false;
        }
        dropUnread();
        if (conclusion.missing() > 0) {
            owner.ledger.shortBy(conclusion.missing());
            LOG.warn(
                    "{}: {}",
                    owner.target(),
                    owner.place().findingNow(HarvestStatus.COMPLETE).words());
        }
        owner.end(conclusion.limited() ? HarvestStatus.LIMITED : HarvestStatus.COMPLETE, conclusion.reason());
        return true;
    }

    /** What came before its turn, behind rows that won't come, or that nobody wants any more. */
    private void dropUnread() {
        settleAll();
        tasks.clear();
    }

    void settle(PageTask<T> task, PageAttempt over) {
        task.endAttempt();
        owner.requests.settle(over, task.page().limit());
    }

    /** How many there are. */
    int size() {
        return tasks.size();
    }

    /** An answer has come to its end, whether its rows may be emitted yet or not. */
    void answered(PageTask<T> task, PageAttempt running) {
        boolean isInFlight = task.page().mayEmit();
        gate.answered(running.cameAt(), running.cameAt() - task.sentAt(), inFlight() + (isInFlight ? 0 : 1));
    }

    void remove(PageTask<T> task) {
        tasks.remove(task);
    }

    /** Whether the rest of an answer matters to nobody; of rows that are kept back, nothing has been delivered yet. */
    boolean isMaximumDelivered() {
        return planner.state().hasAll() && !wholePages;
    }

    void release(PageTask<T> task) {
        task.forgetPage();
        tasks.remove(task);
        owner.ledger.rows(task.page().rows());
        task.page().withdraw();
    }

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
        open.forEach(task -> owner.ledger.rows(task.page().rows()));
    }

    /** Whether what is emitted before the end of a page is kept back until then. */
    boolean emitsWholePages() {
        return wholePages;
    }
}
