package io.backflux.partition;

import io.backflux.Backlink;
import io.backflux.paging.KeyOrder;
import io.backflux.paging.PageRows;
import io.backflux.paging.PastKey;
import org.jspecify.annotations.Nullable;

/** One page of a chain while it comes, over all attempts at it. To go back to its beginning is to forget it. */
final class ChainIntake {

    private final Start start;
    private final PageRows rows;
    private KeyOrder order;

    // Of the answer at hand.

    private @Nullable PastKey past;
    private int later;

    /**
     * Where a page begins.
     *
     * @param order how the rows before it came, in the stable order
     * @param past finds the row to resume behind, where rows of before a checkpoint come again
     */
    record Start(KeyOrder order, @Nullable PastKey past) {}

    ChainIntake(Start start, PageRows rows) {
        this.start = start;
        this.rows = rows;
        this.order = start.order().copy();
        this.past = start.past();
    }

    void beginAttempt() {
        rows.beginAttempt();
        past = start.past() == null ? null : start.past().copy();
        later = 0;
    }

    void skipLater() {
        later++;
    }

    /** Whether it is a row of before the checkpoint, or comes again. */
    boolean wasEmitted(Backlink row) {
        return (past != null && past.covers(row)) || hasLostItsPlace() || !rows.isNew(row);
    }

    void emit(Backlink row, boolean sorted) {
        rows.add(row);
        if (sorted) {
            order.add(row);
        }
    }

    void forget() {
        rows.forget();
        order = start.order().copy();
    }

    PageRows rows() {
        return rows;
    }

    KeyOrder order() {
        return order;
    }

    /** Rows of the answer left out as found after the harvest had begun. */
    int later() {
        return later;
    }

    /** Whether the row to resume behind is not there any more. */
    boolean hasLostItsPlace() {
        return past != null && past.isLost();
    }

    /** Whether the row to resume behind has yet to come. */
    boolean seeksItsPlace() {
        return past != null && !past.hasFound();
    }

    /** Whether rows of before the checkpoint came with it, so that no token says how many. */
    boolean isByKey() {
        return start.past() != null;
    }

    /** The page behind, of which some may have been emitted. */
    ChainIntake next() {
        return new ChainIntake(new Start(order, past == null || past.isPast() ? null : past), rows.following());
    }
}
