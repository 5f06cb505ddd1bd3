package io.backflux.reactor;

import io.backflux.partition.Planner;
import java.util.List;

/** How much a harvest's pages are in need of the memory that all share, and which of them can do without. For the drain only. */
final class PageRoom<T> {

    private final HarvestSubscription<T> owner;
    private final Planner planner;
    private final int unitsPerPage;

    PageRoom(HarvestSubscription<T> owner, Planner planner, int unitsPerPage) {
        this.owner = owner;
        this.planner = planner;
        this.unitsPerPage = unitsPerPage;
    }

    /**
     * Whether a page that is here can be dropped: not where it can't be had again, as it is bought twice then.
     *
     * @param inFlight how many pages there are
     */
    boolean mayGiveWay(PageTask<T> task, PageAttempt running, int inFlight) {
        return running.hasCome()
                && !owner.downstream.isDemanding()
                && !owner.downstream.readsAhead()
                && !planner.state().hasAll()
                && !owner.requests.isClosed()
                && owner.ledger.isWithinBudget(inFlight + 1, task.page().limit());
    }

    /** How much one of the pages in flight is wanted. */
    Need need(PageTask<T> wanted, List<PageTask<T>> tasks) {
        boolean othersAreHere = false;
        boolean othersAreRead = false;
        for (PageTask<T> task : tasks) {
            PageAttempt other = task.attempt();
            if (task != wanted && other != null && other.share().isAdmitted()) {
                othersAreHere = true;
                othersAreRead |= task.page().mayEmit();
            }
        }
        if (othersAreHere && !othersAreRead && wanted.page().mayEmit()) {
            return Need.OWED;
        }
        long before = (long) tasks.indexOf(wanted) * unitsPerPage;
        return owner.downstream.isDemanding(before) ? Need.DEMANDED : Need.AHEAD;
    }
}
