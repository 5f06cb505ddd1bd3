package io.backflux.reactor;

import io.backflux.Backlink;
import io.backflux.paging.Chain;
import io.backflux.paging.Failure;
import io.backflux.paging.Failure.Kind;
import io.backflux.paging.KeyOrder;
import io.backflux.paging.PageRows;
import io.backflux.paging.PastKey;
import io.backflux.paging.Plan;
import io.backflux.partition.Doubts;
import io.backflux.wire.CheckpointContent;
import io.backflux.wire.CheckpointContent.Counts;
import io.backflux.wire.LastKey;
import io.backflux.wire.PageEnvelope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where one harvest stands in its chain, and within the page that it is at. For the harvest's drain only. */
final class ChainCursor {

    /** What it means if the row to go on after is not there any more. */
    static final Failure LOST = Failure.of(
            Kind.REQUEST_REFUSED,
            "the checkpoint's token is no longer taken, and its last row is gone from the index, so that nobody can say"
                    + " where to go on: begin a new harvest");

    private Chain chain;
    private PageRows rows;
    private @Nullable LastKey last;
    private @Nullable String ended;
    private boolean begun;
    private boolean counted;

    /** How the rows came, in the stable order: up to the page's beginning, and by now. */
    private KeyOrder orderAtPage = KeyOrder.begin(false);

    private KeyOrder order = orderAtPage.copy();
    private final boolean wasUnsure;
    private final boolean resumed;
    private long later;
    private int laterInAnswer;

    /** The checkpoint that was gone on from, until a page has followed it. */
    private @Nullable CheckpointContent from;

    /** Where rows of before the checkpoint come again: how far that has got at the page's beginning, and by now. */
    private @Nullable PastKey pastAtPage;

    private @Nullable PastKey past;

    ChainCursor(Plan plan, @Nullable CheckpointContent from) {
        this.from = from;
        this.resumed = from != null;
        if (from == null) {
            chain = Chain.start(plan);
            rows = PageRows.none();
            wasUnsure = false;
        } else {
            begun = true;
            last = from.last();
            chain = Chain.resume(plan, from);
            ended = from.ended();
            boolean byKey = ended == null && chain.isByKey();
            rows = PageRows.of(byKey ? List.of() : from.handedOn());
            pastAtPage = byKey ? Chain.past(from) : null;
            orderAtPage = last == null ? KeyOrder.begin(false) : KeyOrder.after(last);
            order = orderAtPage.copy();
            wasUnsure = from.unsure() || (last == null && from.received() > 0);
        }
    }

    Chain chain() {
        return chain;
    }

    /** What was handed on of the page that it is at. */
    PageRows rows() {
        return rows;
    }

    /** Rows handed on, of all pages and runs. */
    long received() {
        return chain.received() + rows.size();
    }

    /** Whether all that was wanted has been handed on already. */
    boolean hasAll() {
        return rows.size() >= chain.wanted();
    }

    void beginAttempt() {
        rows.beginAttempt();
        past = pastAtPage == null ? null : pastAtPage.copy();
        laterInAnswer = 0;
    }

    /** Whether a row that was read is to be emitted; it counts as emitted from then on. */
    boolean accept(Backlink row) {
        if (chain.plan().isLater(row)) {
            laterInAnswer++;
            return false;
        }
        if ((past != null && past.covers(row)) || hasLostItsPlace() || !rows.isNew(row)) {
            return false;
        }
        if (hasAll()) {
            rows.cutHere();
            return false;
        }
        rows.add(row);
        if (isStable()) {
            order.add(row);
        }
        begun = true;
        return true;
    }

    private boolean isStable() {
        return chain.plan().before() != null;
    }

    /** What this run has read of the page got to nobody. */
    void forgetPage() {
        rows.forget();
        order = orderAtPage.copy();
    }

    /** Rows left out as found after the harvest had begun. */
    long later() {
        return later;
    }

    /** Whether each row came behind the one before it, over all runs. */
    boolean isStrict() {
        return isStable() && !wasUnsure && order.isStrict();
    }

    /**
     * Why equal counts prove nothing; null where they do.
     *
     * @param exact whether each row was compared with all others
     */
    @Nullable String doubt(boolean exact) {
        boolean oneAnswer = !resumed && chain.page() == 1;
        return Doubts.ofChain(oneAnswer, isStable(), exact, order, wasUnsure);
    }

    /** Whether the row to go on after is not there any more. */
    boolean hasLostItsPlace() {
        return past != null && past.isLost();
    }

    /** Whether the row to go on after has yet to come. */
    boolean seeksItsPlace() {
        return past != null && !past.hasFound();
    }

    /** What follows the page, and goes there. */
    Chain.Step endOfPage(PageEnvelope answer, int rowsInAnswer, HarvestLedger ledger) {
        Chain.Step step = chain.after(answer, rowsInAnswer, rows);
        later += laterInAnswer;
        // Rows without first_seen may follow, if the total has room for some.
        boolean isOver = laterInAnswer == rowsInAnswer && !chain.hasMore(answer, rowsInAnswer, later);
        if (step instanceof Chain.Next && isOver) {
            step = new Chain.End(false, "what follows was found after the harvest had begun", 0, null);
        }
        if (step instanceof Chain.End && past != null && !past.hasFound()) {
            step = new Chain.Broken(LOST);
        }
        begun = true;
        countInto(ledger);
        if (step instanceof Chain.Next next) {
            moveTo(next.chain());
        } else if (step instanceof Chain.End end) {
            end(end);
        }
        return step;
    }

    /** The harvest ends here. */
    void end(Chain.End end) {
        if (chain.equals(end.rest())) {
            begun = true; // The same page is to be asked for another time.
        } else if (end.rest() != null) {
            moveTo(end.rest());
        } else if (!end.limited()) {
            ended = end.reason();
        }
    }

    private void moveTo(Chain next) {
        last = lastKey();
        chain = next;
        rows = rows.following();
        counted = false;
        orderAtPage = order.copy();
        pastAtPage = past == null || past.isPast() ? null : past;
        past = pastAtPage;
        from = pastAtPage == null ? null : from;
    }

    /** Counts the rows of the page, once. */
    void countInto(HarvestLedger ledger) {
        if (!counted) {
            counted = true;
            ledger.rows(rows);
        }
    }

    private @Nullable LastKey lastKey() {
        return chain.plan().before() == null ? null : rows.lastKey(last);
    }

    /**
     * Where to go on; null where nothing was begun. While rows of before the checkpoint come again, no token says how many of
     * them are to be left out, so the place is that of the last row.
     */
    @Nullable CheckpointContent checkpoint(Counts counts) {
        LastKey key = lastKey();
        if (pastAtPage != null && ended == null) {
            return from != null && (key == null || hasHandedOnNothing())
                    ? from.withCounts(counts)
                    : chain.atKey().checkpoint(rows, key, counts, isUnsure(), null);
        }
        return begun ? chain.checkpoint(rows, key, counts, isUnsure(), ended) : null;
    }

    private boolean isUnsure() {
        return isStable() && (wasUnsure || !order.isStrict());
    }

    private boolean hasHandedOnNothing() {
        return rows.size() == 0;
    }

    /**
     * Whether a refusal is that of the checkpoint's token, and the harvest goes on without it; then it does so with the next
     * attempt.
     */
    boolean goesOnWithoutToken(Failure failure, HarvestLedger ledger) {
        if (from == null || !isOfCheckpoint(failure, from)) {
            return false;
        }
        CheckpointContent resumed = checkpoint(from.counts()); // With what this run has handed on since.
        if (resumed == null || !chain.canGoOnByKey(resumed)) {
            return false;
        }
        countInto(ledger);
        counted = false;
        from = resumed;
        chain = chain.byKey(resumed);
        rows = PageRows.none();
        pastAtPage = Chain.past(resumed);
        return true;
    }

    /** The failure, with a word of what it means where it refuses a checkpoint's token. */
    Failure explained(Failure failure) {
        return from != null && isOfCheckpoint(failure, from)
                ? failure.saying("the checkpoint's token is no longer taken, and without it " + whoGoesOn()
                        + ": begin a new harvest")
                : failure;
    }

    private String whoGoesOn() {
        return chain.plan().before() == null
                ? "only a harvest in the stable order can go on"
                : "none can go on that has 8 conditions, or whose last row lacks a key of the order";
    }

    private boolean isOfCheckpoint(Failure failure, CheckpointContent resumed) {
        return failure.isInvalidField()
                && resumed.token() != null
                && resumed.token().equals(chain.token());
    }
}
