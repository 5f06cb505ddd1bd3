package io.backflux.partition;

import io.backflux.Backlink;
import io.backflux.RangeProgress;
import io.backflux.Strategy;
import io.backflux.paging.Chain;
import io.backflux.paging.Failure;
import io.backflux.paging.KeyOrder;
import io.backflux.paging.PageRows;
import io.backflux.paging.PastKey;
import io.backflux.paging.Plan;
import io.backflux.partition.ChainIntake.Start;
import io.backflux.wire.CheckpointContent;
import io.backflux.wire.CheckpointContent.Counts;
import io.backflux.wire.LastKey;
import io.backflux.wire.PageEnvelope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a harvest of one page after the other stands, in whatever order: it is its only leg.
 *
 * @param page the page that it is at
 * @param last in the stable order, the last row of the pages before; null where there is none
 * @param end why nothing is to be requested; null where something is
 * @param isInFlight whether its page is requested
 * @param isBegun whether there is something to resume
 * @param later rows left out as found after the harvest had begun, of the pages before
 * @param from the checkpoint that was resumed, until a page has followed in which its place was found
 */
record ChainState(
        Origin origin,
        Chain chain,
        ChainIntake page,
        @Nullable LastKey last,
        @Nullable End end,
        boolean isInFlight,
        boolean isBegun,
        long later,
        @Nullable CheckpointContent from)
        implements HarvestState {

    private static final int ONLY = 0;
    private static final Wait WAIT = new Wait();

    /**
     * What stays as it is.
     *
     * @param isResumed whether an earlier run has begun it
     * @param wasUnsure whether repeats of an earlier run may be unseen
     * @param obstacle why it is a chain, where something else was wanted; in words
     */
    record Origin(
            boolean isResumed, boolean wasUnsure, @Nullable String obstacle) {}

    /**
     * How it has ended.
     *
     * @param isFinal whether nothing is left that could be requested another time
     */
    record End(Conclusion conclusion, boolean isFinal) {}

    /** Before the first page. */
    static ChainState begin(Plan plan, @Nullable String obstacle) {
        ChainIntake first = new ChainIntake(new Start(KeyOrder.begin(false), null, null), PageRows.none());
        return new ChainState(
                new Origin(false, false, obstacle), Chain.start(plan), first, null, null, false, false, 0, null);
    }

    private ChainState inFlight(boolean requested) {
        return new ChainState(origin, chain, page, last, end, requested, isBegun, later, from);
    }

    private ChainState at(Chain next) {
        ChainIntake following = page.next(wholeTotal(ONLY));
        CheckpointContent still = following.isByKey() ? from : null;
        return new ChainState(origin, next, following, lastKey(), end, isInFlight, isBegun, later, still);
    }

    /** In the stable order, the last row emitted. */
    @Nullable LastKey lastKey() {
        return isStable() ? page.rows().lastKey(last) : null;
    }

    // What is requested.

    @Override
    public Next next(int idle, int demanded) {
        Conclusion over = conclusion();
        if (over != null) {
            return new Done(over);
        }
        return isInFlight ? WAIT : new Ask(inFlight(true), ONLY);
    }

    @Override
    public Chain chain(int leg) {
        return chain;
    }

    @Override
    public ChainIntake page(int leg) {
        return page;
    }

    @Override
    public int limit() {
        return chain.limit();
    }

    @Override
    public int pageNumber(int ended) {
        return chain.page();
    }

    // What comes.

    @Override
    public boolean mayEmit(int leg) {
        return true;
    }

    @Override
    public boolean accept(int leg, Backlink row) {
        if (chain.plan().isLater(row)) {
            page.skipLater();
            return false;
        }
        if (page.skipIfEmitted(row)) {
            return false;
        }
        if (hasAll()) {
            page.rows().cutHere();
            return false;
        }
        page.emit(row, isStable());
        return true;
    }

    /** Whether it is in the stable order. */
    boolean isStable() {
        return chain.plan().before() != null;
    }

    @Override
    public boolean hasAll() {
        return page.rows().size() >= chain.wanted();
    }

    @Override
    public long received() {
        return chain.received() + page.rows().size();
    }

    /** A chain that began by a key has the rest only. */
    @Override
    public @Nullable Long wholeTotal(int leg) {
        return chain.after() == null ? page.total() : page.start().total();
    }

    // What follows.

    @Override
    public AfterPage after(int leg, PageEnvelope answer, int rowsInAnswer) {
        long allLater = later + page.later();
        Chain.Step step = step(answer, rowsInAnswer, allLater);
        ChainState read = new ChainState(origin, chain, page, last, end, false, true, allLater, from);
        if (step instanceof Chain.Broken broken) {
            return new AfterPage(read, read.wholeTotal(leg), broken.failure());
        }
        ChainState after = step instanceof Chain.Next next ? read.at(next.chain()) : read.ended((Chain.End) step);
        return new AfterPage(after, after.wholeTotal(leg), null);
    }

    private Chain.Step step(PageEnvelope answer, int rowsInAnswer, long allLater) {
        Chain.Step step = chain.after(answer, rowsInAnswer, page.rows());
        // Rows without first_seen may follow, if the total has room for some.
        boolean isOver = page.later() == rowsInAnswer && !chain.hasMore(answer, rowsInAnswer, allLater);
        if (step instanceof Chain.Next && isOver) {
            step = new Chain.End(false, "what follows was found after the harvest had begun", 0, null);
        }
        return step instanceof Chain.End && page.seeksItsPlace() ? new Chain.Broken(PastKey.LOST) : step;
    }

    private ChainState ended(Chain.End how) {
        Conclusion conclusion = new Conclusion(how.limited(), how.reason(), how.missing());
        boolean isFinal = how.rest() == null && !how.limited();
        ChainState ended = new ChainState(
                origin, chain, page, last, new End(conclusion, isFinal), isInFlight, isBegun, later, from);
        return how.rest() == null || how.rest().equals(chain) ? ended : ended.at(how.rest());
    }

    @Override
    public ChainState afterWithdrawal(int leg) {
        return inFlight(false);
    }

    @Override
    public ChainState without(int leg) {
        throw new IllegalStateException("a chain's page is not dispensable");
    }

    @Override
    public ChainState withoutPage(int leg) {
        return new ChainState(origin, chain, page.dropped(), last, end, isInFlight, isBegun, later, from);
    }

    @Override
    public boolean isDispensable(int leg) {
        return false;
    }

    @Override
    public boolean isTotalOnly(int leg) {
        return false;
    }

    @Override
    public @Nullable Conclusion conclusion() {
        if (end != null) {
            return end.conclusion();
        }
        return !isInFlight && hasAll() ? Conclusion.atMaximum(chain.plan().max()) : null;
    }

    /** Why nothing is left that could be requested another time; null where something is. */
    @Nullable String finalReason() {
        return end != null && end.isFinal() ? end.conclusion().reason() : null;
    }

    // How it is resumed.

    @Override
    public @Nullable ChainState after(int leg, Failure failure) {
        return ChainResumption.withoutToken(this, failure);
    }

    /** From the last row of a checkpoint on, without its token. */
    ChainState byKey(CheckpointContent reached) {
        Start start = new Start(page.order(), Chain.past(reached), wholeTotal(ONLY));
        ChainIntake anew = new ChainIntake(start, PageRows.none());
        return new ChainState(origin, chain.byKey(reached), anew, last, end, isInFlight, isBegun, later, reached);
    }

    @Override
    public Failure explained(int leg, Failure failure) {
        return ChainResumption.explained(this, failure);
    }

    @Override
    public @Nullable CheckpointContent checkpoint(Counts counts, boolean wholePages) {
        return ChainResumption.checkpoint(this, counts);
    }

    // Whether it is whole.

    @Override
    public Finding finding(Evidence evidence) {
        boolean isStrict = isStable() && !origin.wasUnsure() && page.order().isStrict();
        long repeated = isStrict ? 0 : evidence.repeated();
        return Finding.ofChain(
                end != null && !end.conclusion().limited(),
                received() - repeated,
                repeated,
                later,
                doubt(evidence),
                behindOffset(evidence.totalAtStart()),
                behindOffset(evidence.totalAtEnd()));
    }

    private @Nullable String doubt(Evidence evidence) {
        boolean oneAnswer = !origin.isResumed() && chain.page() == 1;
        return Doubts.ofChain(oneAnswer, isStable(), evidence.isExact(), page.order(), origin.wasUnsure());
    }

    private @Nullable Long behindOffset(@Nullable Long total) {
        Integer offset = chain.query().offset();
        return total == null || offset == null ? total : (Long) Math.max(0, total - offset);
    }

    @Override
    public Strategy strategy() {
        return Strategy.CHAIN;
    }

    @Override
    public boolean mayGoAtOnce() {
        return false;
    }

    @Override
    public @Nullable String obstacle() {
        return origin.obstacle();
    }

    @Override
    public List<RangeProgress> progress() {
        return List.of();
    }
}
