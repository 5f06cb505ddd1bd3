package io.backflux.partition;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.paging.Chain;
import io.backflux.paging.Failure;
import io.backflux.paging.PageRows;
import io.backflux.wire.PageEnvelope;
import io.backflux.wire.SearchAfterToken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page that a {@link Planner} wants to be requested, over all attempts at it. What comes of it moves the planner on. Not for
 * several threads.
 */
public final class PlannedPage {

    private final Planner planner;
    private final int leg;
    private final boolean totalOnly;
    private HarvestState.@Nullable AfterPage ended;

    PlannedPage(Planner planner, int leg) {
        this.planner = planner;
        this.leg = leg;
        this.totalOnly = planner.state().isTotalOnly(leg);
    }

    private HarvestState state() {
        return planner.state();
    }

    private Chain chain() {
        return state().chain(leg);
    }

    private Intake page() {
        return state().page(leg);
    }

    // What is requested.

    /** What is requested, without the token. */
    public BacklinksQuery query() {
        return chain().query();
    }

    /** Rows a page. */
    public int limit() {
        return chain().limit();
    }

    /** The key to it; null for a first page. */
    public @Nullable SearchAfterToken token() {
        return chain().token();
    }

    /** The body of its request. */
    public byte[] request() {
        return chain().request();
    }

    // What comes.

    /** Another answer follows. */
    public void beginAttempt() {
        page().beginAttempt();
    }

    /** What the answer at hand says of the total. */
    public void total(@Nullable Long count) {
        page().total(count);
    }

    /** What is known of the whole query's total by it; null where it speaks of a part. */
    public @Nullable Long wholeTotal() {
        HarvestState.AfterPage after = ended;
        return after == null ? state().wholeTotal(leg) : after.wholeTotal();
    }

    /** Whether its rows may be emitted now. */
    public boolean mayEmit() {
        return state().mayEmit(leg);
    }

    /** Whether it is of use to know how it ends before its rows may be emitted. */
    public boolean isAwaited() {
        return state().isAwaited(leg);
    }

    /** Its answer is here, and its rows wait for their turn: what follows can be requested. */
    public void lookAhead(List<Backlink> rows, PageEnvelope answer) {
        planner.moveTo(state().afterLookAhead(leg, rows, answer));
    }

    /** Whether a row that was read is to be emitted; it counts as emitted from then on. */
    public boolean accept(Backlink row) {
        return state().accept(leg, row);
    }

    /** Its rows that were emitted. */
    public PageRows rows() {
        return page().rows();
    }

    /** What makes the answer at hand useless, though it is well-formed; null for nothing. */
    public @Nullable Failure fault() {
        return page().fault();
    }

    /** Whether it only makes sure of what is there without it. */
    public boolean isDispensable() {
        return state().isDispensable(leg);
    }

    /** Whether it brings no rows, but the total. */
    public boolean isTotalOnly() {
        return totalOnly;
    }

    /** A failure of it, with what it means for who resumes. */
    public Failure explained(Failure failure) {
        return state().explained(leg, failure);
    }

    // How it ends.

    /**
     * It is whole.
     *
     * @param rowsInAnswer rows that its last answer held, emitted or not
     * @return why it can't be followed by anything, though something is left; null where it can
     */
    public @Nullable Failure end(PageEnvelope answer, int rowsInAnswer) {
        HarvestState.AfterPage after = state().after(leg, answer, rowsInAnswer);
        ended = after;
        planner.moveTo(after.state());
        return after.broken();
    }

    /**
     * Resumes without the checkpoint's token, by the last row, if the failure refuses that token.
     *
     * @return false where the failure doesn't, or nothing else tells the place
     */
    public boolean resumeByKey(Failure failure) {
        HarvestState resumed = state().after(leg, failure);
        if (resumed != null) {
            planner.moveTo(resumed);
        }
        return resumed != null;
    }

    /** It is not requested after all, or could not be had. */
    public void withdraw() {
        planner.moveTo(state().afterWithdrawal(leg));
    }

    /** Nobody pays for it, or it can't be had: only where it {@link #isDispensable}. */
    public void skip() {
        planner.moveTo(state().without(leg));
    }

    /** What was read of it has got to nobody. */
    public void forget() {
        planner.moveTo(state().withoutPage(leg));
    }
}
