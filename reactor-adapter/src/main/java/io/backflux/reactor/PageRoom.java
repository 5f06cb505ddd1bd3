package io.backflux.reactor;

import io.backflux.partition.Planner;
import io.backflux.reactor.quota.Lane;
import java.util.List;

/** How much a harvest's pages are in need of the memory that all share, and which of them can do without. For the drain only. */
final class PageRoom<T> {

    private final HarvestSubscription<T> owner;
    private final Planner planner;
    private final Lane lane;
    private final boolean wholePages;
    private final int unitsPerPage;

    /**
     * @param lane in which its requests wait
     * @param any one of the outlets that its pages have
     */
    PageRoom(HarvestSubscription<T> owner, Planner planner, Lane lane, Outlet<T> any) {
        this.owner = owner;
        this.planner = planner;
        this.lane = lane;
        this.wholePages = any.isOfWholePages();
        this.unitsPerPage = any.unitsPerPage(planner.state().limit());
    }

    /**
     * Whether a page that is here can be dropped: not where it can't be had again, as it is bought twice then.
     *
     * @param inFlight how many pages there are
     */
    boolean mayGiveWay(PageTask<T> task, PageAttempt running, int inFlight) {
        return running.hasCome()
                && !owner.downstream.isDemanding()
                && !planner.state().hasAll()
                && !owner.requests.isClosed()
                && owner.ledger.isWithinBudget(inFlight + 1, task.page().limit());
    }

    /** What one that is to be requested needs: ahead of demand it is read as it comes, and so is what is kept back until its end. */
    RoomClaim claim(PageTask<T> wanted, List<PageTask<T>> tasks) {
        Need need = need(wanted, tasks);
        return new RoomClaim(wanted.page().limit(), wholePages || need == Need.AHEAD, need, lane);
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
