package io.backflux.partition;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
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
import io.backflux.wire.SearchAfterToken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A harvest of one page after the other, in whatever order: which page is next, and which of its rows are new. */
public final class ChainPlanner implements Planner, PageSequence {

    private final boolean isResumed;
    private final boolean wasUnsure;
    private final @Nullable String obstacle;
    private Chain chain;
    private ChainIntake page;
    private @Nullable LastKey last;
    private @Nullable Conclusion conclusion;
    private @Nullable String ended;
    private boolean begun;
    private boolean inFlight;
    private long later;
    private @Nullable Long wholeTotal;

    /** The checkpoint that was resumed, until a page has followed it. */
    private @Nullable CheckpointContent from;

    private ChainPlanner(Plan plan, @Nullable String obstacle) {
        this.obstacle = obstacle;
        isResumed = false;
        wasUnsure = false;
        chain = Chain.start(plan);
        page = new ChainIntake(new Start(KeyOrder.begin(false), null), PageRows.none());
    }

    private ChainPlanner(Plan plan, CheckpointContent from, @Nullable String obstacle) {
        this.obstacle = obstacle;
        this.from = from;
        isResumed = true;
        begun = true;
        last = from.chain().last();
        chain = Chain.resume(plan, from);
        ended = from.ending() == null ? null : from.ending().reason();
        boolean byKey = ended == null && chain.isByKey();
        KeyOrder order = last == null ? KeyOrder.begin(false) : KeyOrder.after(last);
        page = new ChainIntake(
                new Start(order, byKey ? Chain.past(from) : null),
                byKey ? PageRows.none() : PageRows.of(from.chain().page().emitted()));
        wasUnsure = from.chain().unsure() || (last == null && from.received() > 0);
        conclusion = ended == null ? null : new Conclusion(false, ended, 0);
    }

    /**
     * Before the first page.
     *
     * @param obstacle why it is a chain, where something else was asked for; in words
     */
    public static ChainPlanner begin(Plan plan, @Nullable String obstacle) {
        return new ChainPlanner(plan, obstacle);
    }

    /** From the checkpoint of a chain on. */
    public static ChainPlanner resume(Plan plan, CheckpointContent from, @Nullable String obstacle) {
        return new ChainPlanner(plan, from, obstacle);
    }

    // What is requested.

    @Override
    public @Nullable PageSequence next(int idle) {
        if (inFlight || conclusion() != null) {
            return null;
        }
        inFlight = true;
        return this;
    }

    @Override
    public BacklinksQuery query() {
        return chain.query();
    }

    @Override
    public int limit() {
        return chain.limit();
    }

    @Override
    public @Nullable SearchAfterToken token() {
        return chain.token();
    }

    @Override
    public byte[] request() {
        return chain.request();
    }

    @Override
    public int page(int ended) {
        return chain.page();
    }

    // What comes.

    @Override
    public void beginAttempt() {
        page.beginAttempt();
    }

    @Override
    public boolean mayEmit(PageSequence of) {
        return true;
    }

    @Override
    public boolean accept(PageSequence of, Backlink row) {
        if (chain.plan().isLater(row)) {
            page.skipLater();
            return false;
        }
        if (page.wasEmitted(row)) {
            return false;
        }
        if (hasAll()) {
            page.rows().cutHere();
            return false;
        }
        page.emit(row, isStable());
        begun = true;
        return true;
    }

    private boolean isStable() {
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

    @Override
    public PageRows rows() {
        return page.rows();
    }

    @Override
    public @Nullable Failure fault() {
        return page.hasLostItsPlace() ? PastKey.LOST : null;
    }

    @Override
    public void forgetPage() {
        page.forget();
    }

    /** A chain that began by a key has the rest only. */
    @Override
    public void total(PageSequence of, @Nullable Long count) {
        if (chain.after() == null && count != null) {
            wholeTotal = count;
        }
    }

    @Override
    public @Nullable Long wholeTotal(PageSequence of) {
        return wholeTotal;
    }

    // What follows.

    @Override
    public @Nullable Failure endOfPage(PageSequence of, PageEnvelope answer, int rowsInAnswer) {
        later += page.later();
        Chain.Step step = step(answer, rowsInAnswer);
        begun = true;
        inFlight = false;
        if (step instanceof Chain.Next next) {
            moveTo(next.chain());
        } else if (step instanceof Chain.End end) {
            end(end);
        }
        return step instanceof Chain.Broken broken ? broken.failure() : null;
    }

    private Chain.Step step(PageEnvelope answer, int rowsInAnswer) {
        Chain.Step step = chain.after(answer, rowsInAnswer, page.rows());
        // Rows without first_seen may follow, if the total has room for some.
        boolean isOver = page.later() == rowsInAnswer && !chain.hasMore(answer, rowsInAnswer, later);
        if (step instanceof Chain.Next && isOver) {
            step = new Chain.End(false, "what follows was found after the harvest had begun", 0, null);
        }
        return step instanceof Chain.End && page.seeksItsPlace() ? new Chain.Broken(PastKey.LOST) : step;
    }

    private void end(Chain.End end) {
        conclusion = new Conclusion(end.limited(), end.reason(), end.missing());
        if (end.rest() != null && !end.rest().equals(chain)) {
            moveTo(end.rest());
        } else if (end.rest() == null && !end.limited()) {
            ended = end.reason();
        }
    }

    private void moveTo(Chain next) {
        last = lastKey();
        chain = next;
        page = page.next();
        from = page.isByKey() ? from : null;
    }

    private @Nullable LastKey lastKey() {
        return isStable() ? page.rows().lastKey(last) : null;
    }

    @Override
    public void withdraw(PageSequence of) {
        inFlight = false;
    }

    @Override
    public void skip(PageSequence of) {
        throw new IllegalStateException("a chain's page is not dispensable");
    }

    @Override
    public boolean isDispensable(PageSequence of) {
        return false;
    }

    @Override
    public boolean isTotalOnly(PageSequence of) {
        return false;
    }

    @Override
    public @Nullable Conclusion conclusion() {
        boolean isAtMaximum = conclusion == null && !inFlight && hasAll();
        return isAtMaximum ? Conclusion.atMaximum(chain.plan().max()) : conclusion;
    }

    // How it is resumed.

    @Override
    public boolean resumeByKey(Failure failure) {
        CheckpointContent before = from;
        if (before == null || !isOfCheckpoint(failure, before)) {
            return false;
        }
        CheckpointContent reached = checkpoint(before.counts(), false); // With what this run has emitted since.
        if (reached == null || !chain.canResumeByKey(reached)) {
            return false;
        }
        from = reached;
        chain = chain.byKey(reached);
        page = new ChainIntake(new Start(page.order(), Chain.past(reached)), PageRows.none());
        return true;
    }

    @Override
    public Failure explained(PageSequence of, Failure failure) {
        return from != null && isOfCheckpoint(failure, from)
                ? failure.saying("the checkpoint's token is no longer taken, and without it " + whoResumes()
                        + ": begin a new harvest")
                : failure;
    }

    private String whoResumes() {
        return isStable()
                ? "none can resume that has 8 conditions, or whose last row lacks a key of the order"
                : "only a harvest in the stable order can resume";
    }

    private boolean isOfCheckpoint(Failure failure, CheckpointContent resumed) {
        SearchAfterToken token = resumed.chain().page().token();
        return failure.isInvalidField() && token != null && token.equals(chain.token());
    }

    /**
     * While rows of before the checkpoint come again, no token says how many of them are to be left out, so the place is that of
     * the last row.
     */
    @Override
    public @Nullable CheckpointContent checkpoint(Counts counts, boolean wholePages) {
        LastKey key = lastKey();
        if (page.isByKey() && ended == null) {
            CheckpointContent resumed = from;
            return resumed != null && (key == null || page.rows().size() == 0)
                    ? resumed.withCounts(counts)
                    : chain.atKey().checkpoint(page.rows(), key, counts, isUnsure(), null);
        }
        return begun ? chain.checkpoint(page.rows(), key, counts, isUnsure(), ended) : null;
    }

    private boolean isUnsure() {
        return isStable() && (wasUnsure || !page.order().isStrict());
    }

    // Whether it is whole.

    @Override
    public Finding finding(Evidence evidence) {
        boolean isStrict = isStable() && !wasUnsure && page.order().isStrict();
        long repeated = isStrict ? 0 : evidence.repeated();
        return Finding.ofChain(
                conclusion != null && !conclusion.limited(),
                received() - repeated,
                repeated,
                later,
                doubt(evidence),
                behindOffset(evidence.totalAtStart()),
                behindOffset(evidence.totalAtEnd()));
    }

    private @Nullable String doubt(Evidence evidence) {
        boolean oneAnswer = !isResumed && chain.page() == 1;
        return Doubts.ofChain(oneAnswer, isStable(), evidence.isExact(), page.order(), wasUnsure);
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
    public @Nullable String obstacle() {
        return obstacle;
    }

    @Override
    public List<RangeProgress> progress() {
        return List.of();
    }
}
