package io.backflux.partition;

import io.backflux.Backlink;
import io.backflux.paging.Failure;
import io.backflux.paging.KeyOrder;
import io.backflux.paging.PageRows;
import io.backflux.paging.PastKey;
import org.jspecify.annotations.Nullable;

/** One page of a chain while it comes, over all attempts at it. To go back to its beginning is to drop it. */
final class ChainIntake implements Intake {

    private final Start start;
    private final PageRows rows;
    private KeyOrder order;
    private @Nullable Long total;
    private boolean begun;

    // Of the answer at hand.

    private @Nullable PastKey past;
    private int later;

    /**
     * Where a page begins.
     *
     * @param order how the rows before it came, in the stable order
     * @param past finds the row to resume behind, where rows of before a checkpoint come again
     * @param total what is known of the total
     */
    record Start(
            KeyOrder order,
            @Nullable PastKey past,
            @Nullable Long total) {}

    ChainIntake(Start start, PageRows rows) {
        this.start = start;
        this.rows = rows;
        this.order = start.order().copy();
        this.past = start.past();
        this.total = start.total();
    }

    @Override
    public void beginAttempt() {
        rows.beginAttempt();
        past = start.past() == null ? null : start.past().copy();
        later = 0;
    }

    void skipLater() {
        later++;
    }

    /** Passes over a row of before the checkpoint, or one that comes again; true where it is one. */
    boolean skipIfEmitted(Backlink row) {
        return (past != null && past.covers(row)) || hasLostItsPlace() || !rows.takeIfNew(row);
    }

    void emit(Backlink row, boolean sorted) {
        begun = true;
        rows.add(row);
        if (sorted) {
            order.add(row);
        }
    }

    /** The page anew, as if nothing of it had come. */
    ChainIntake dropped() {
        ChainIntake anew = new ChainIntake(start, rows.beforeThisRun());
        anew.total = total;
        anew.begun = begun;
        return anew;
    }

    Start start() {
        return start;
    }

    @Override
    public PageRows rows() {
        return rows;
    }

    @Override
    public void total(@Nullable Long count) {
        total = count == null ? total : count;
    }

    @Nullable Long total() {
        return total;
    }

    @Override
    public @Nullable Failure fault() {
        return hasLostItsPlace() ? PastKey.LOST : null;
    }

    /** Whether a row was emitted, even if that was taken back. */
    boolean hasBegun() {
        return begun;
    }

    KeyOrder order() {
        return order;
    }

    /** Rows of the answer left out as found after the harvest had begun. */
    int later() {
        return later;
    }

    /** Whether the row to resume behind is not there any more. */
    private boolean hasLostItsPlace() {
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

    /**
     * The page behind, of which some may have been emitted.
     *
     * @param known what is known of the total
     */
    ChainIntake next(@Nullable Long known) {
        PastKey seeking = past == null || past.isPast() ? null : past;
        return new ChainIntake(new Start(order, seeking, known), rows.following());
    }
}
