package io.backflux.reactor;

import io.backflux.Backlink;
import io.backflux.paging.Failure;
import io.backflux.paging.PageRows;
import io.backflux.partition.PlannedPage;
import io.backflux.partition.Planner;
import java.util.List;

/** Reads the pages that come, and emits them. For the drain only. */
final class ReadPages<T> {

    private final HarvestSubscription<T> owner;
    private final PagesInFlight<T> flight;
    private final Planner planner;
    private final Gate gate;
    private final FailedPages<T> failures;

    ReadPages(
            HarvestSubscription<T> owner,
            PagesInFlight<T> flight,
            Planner planner,
            Gate gate,
            FailedPages<T> failures) {
        this.owner = owner;
        this.flight = flight;
        this.planner = planner;
        this.gate = gate;
        this.failures = failures;
    }

    boolean readOn(PageTask<T> task, PageAttempt running) {
        PlannedPage planned = task.page();
        running.absorb();
        owner.requests.pauseQuota(running, task.attempts());
        if (running.hasJustCome()) {
            flight.answered(task, running);
        }
        lookAhead(planned, running);
        boolean exhausted = !running.isGood() || !planned.mayEmit() || readRows(task, running);
        if (owner.isDone()) {
            return true;
        }
        Failure fault = planned.fault();
        Failure failure = fault == null ? running.failure() : fault;
        if (failure != null && (exhausted || fault != null || flight.isMaximumDelivered())) {
            failures.failed(task, running, failure);
            return true;
        }
        if (running.isPage() && planned.mayEmit()) {
            flight.settle(task, running);
            endOfPage(task, running);
            return true;
        }
        running.stand(planned.rows().heldBytes());
        return false;
    }

    /** In order, what follows a block is known by its last rows, which may come long before their turn. */
    private void lookAhead(PlannedPage planned, PageAttempt running) {
        if (running.hasCome()
                && running.isGood()
                && !planned.mayEmit()
                && !running.isReadAhead()
                && planned.isAwaited()) {
            List<Backlink> rows = running.readAhead();
            if (rows != null) {
                planned.lookAhead(rows, running.envelope());
            }
        }
    }

    private boolean readRows(PageTask<T> task, PageAttempt running) {
        if (running.rows() == 0) {
            task.page().total(running.envelope().totalCount());
            owner.ledger.total(task.page().wholeTotal());
        }
        return task.readRows(running, planner, owner);
    }

    private void endOfPage(PageTask<T> task, PageAttempt page) {
        PlannedPage planned = task.page();
        boolean undecided = planner.state().strategy() == null;
        int number = planner.state().pageNumber(owner.ledger.pages());
        PageRows rows = planned.rows();
        rows.addUnexpected(page.envelope().nulls());
        planned.total(page.envelope().totalCount()); // It may stand behind the rows.
        Failure broken = planned.end(page.envelope(), page.rows());
        owner.ledger.total(planned.wholeTotal());
        flight.remove(task);
        owner.ledger.rows(rows);
        if (undecided && planner.state().mayGoAtOnce()) {
            gate.openWide();
        }
        emitPage(task, page, number, broken != null);
        if (broken != null && !owner.isDone()) {
            failures.failOnceIdle(planned, broken);
        }
    }

    private void emitPage(PageTask<T> task, PageAttempt page, int number, boolean broken) {
        owner.ledger.pageEnded();
        if (task.page().isTotalOnly()) {
            owner.ledger.report();
            return;
        }
        boolean isLast = flight.size() == 0 && (broken || planner.state().conclusion() != null);
        owner.emit(task.outlet()
                .endOfPage(new PageFacts(number, page.envelope(), isLast, owner.place()::checkpointOfPage)));
        if (!owner.isDone()) {
            owner.pageEnded();
        }
    }
}
