package io.backflux.reactor;

import io.backflux.RetryPolicy;
import io.backflux.paging.Failure;
import io.backflux.paging.PageRows;
import io.backflux.partition.PlannedPage;
import io.backflux.partition.Planner;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a page whose attempt failed: it is retried, or resumed by its last row, or the harvest's end. For the drain only. */
final class FailedPages<T> {

    private static final Logger LOG = LoggerFactory.getLogger(FailedPages.class);

    private final HarvestSubscription<T> owner;
    private final PagesInFlight<T> flight;
    private final Planner planner;
    private final Gate gate;

    FailedPages(HarvestSubscription<T> owner, PagesInFlight<T> flight, Planner planner, Gate gate) {
        this.owner = owner;
        this.flight = flight;
        this.planner = planner;
        this.gate = gate;
    }

    void failed(PageTask<T> task, PageAttempt running, Failure seen) {
        flight.settle(task, running);
        PlannedPage planned = task.page();
        Failure failure = seen.redacted(planned.token());
        boolean faulty = planned.fault() != null;
        if (failure.isPushback()) {
            gate.pushedBack(owner.requests.now());
        }
        RetryPolicy policy = owner.setup.retryPolicy();
        boolean again =
                !faulty && failure.isRetried(policy, task.attempts(), task.shapes()) && !owner.requests.isClosed();
        if (!faulty && flight.isMaximumDelivered()) {
            flight.release(task);
        } else if (owner.requests.isClosed() && failure.isTransient()) {
            flight.release(task);
        } else if (resumedByKey(planned, failure)) {
            task.beginAnew();
            stopOverBudget(task, null);
        } else if (again && owner.ledger.allowsRetry(policy)) {
            retryAfterPause(task, failure);
            stopOverBudget(task, failure);
        } else {
            flight.release(task);
            Failure last = again
                    ? failure.withAdvice("no further retry, as too many of the requests were retries")
                    : failure.explained(task.shapes());
            failOnceIdle(planned, planned.explained(last));
        }
    }

    private boolean resumedByKey(PlannedPage planned, Failure failure) {
        PageRows read = planned.rows();
        if (!planned.resumeByKey(failure)) {
            return false;
        }
        owner.ledger.rows(read);
        LOG.warn("{}: a checkpoint's token is refused, resuming by its last row", owner.target());
        return true;
    }

    /** What failed may have cost something. */
    private void stopOverBudget(PageTask<T> task, @Nullable Failure failure) {
        if (!owner.ledger.isWithinBudget(flight.size(), task.page().limit())) {
            task.abort();
            flight.release(task);
            flight.stopAtBudget(task.page(), failure);
        }
    }

    private void retryAfterPause(PageTask<T> task, Failure failure) {
        task.forgetPage();
        Duration wait = owner.setup.pauses().after(failure, task.attempts(), owner.setup.retryPolicy());
        LOG.warn(
                "{}, page {}, attempt {}: {}; next in {} ms",
                owner.target(),
                planner.state().pageNumber(owner.ledger.pages()),
                task.attempts(),
                failure.what(),
                wait.toMillis());
        owner.ledger.report();
        task.pauseAfter(failure, resume -> owner.requests.after(wait.toNanos(), resume), owner::drain);
    }

    /** Rows that are all here are not lost because nobody can say so. */
    void failOnceIdle(PlannedPage planned, Failure failure) {
        if (planned.isTotalOnly()) {
            LOG.warn("{}: the total at the end is not known: {}", owner.target(), failure.what());
            planned.skip();
            return;
        }
        flight.endOnceIdle(() -> owner.fail(failure));
    }
}
