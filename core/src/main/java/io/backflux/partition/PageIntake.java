package io.backflux.partition;

import io.backflux.Backlink;
import io.backflux.paging.Failure;
import io.backflux.paging.PageRows;
import io.backflux.paging.PastKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One page of a leg while it comes: which of its rows were emitted, over all attempts at it, and what the answer at hand has
 * shown so far, which the next attempt forgets. To go back to its beginning is to drop it. Not for several threads.
 */
final class PageIntake implements Intake {

    private final Start start;
    private final PageRows rows;
    private final Emitted emitted;
    private long[] hashes = new long[0];
    private int size;

    /** Rows of before that came again, over all attempts: each once. */
    private final RowBag again = new RowBag();

    // Of the answer at hand.

    private RowBag left;
    private AnswerEdges edges = new AnswerEdges();
    private @Nullable PastKey past;
    private int later;
    private int outside;
    private boolean passedStop;
    private @Nullable Long total;
    private @Nullable Failure fault;

    /**
     * Where a leg stands before a page.
     *
     * @param emitted what it has emitted; the page works on a copy
     * @param left rows of others, or of its own from before, that came by then and were left out
     * @param past finds the row to resume behind, where rows of before a checkpoint come again
     */
    record Start(Emitted emitted, RowBag left, @Nullable PastKey past) {

        static Start of(Emitted emitted) {
            return new Start(emitted, new RowBag(), null);
        }
    }

    PageIntake(Start start, PageRows rows) {
        this.start = start;
        this.rows = rows;
        this.emitted = start.emitted().copy();
        this.left = start.left().copy();
    }

    @Override
    public void beginAttempt() {
        if (rows.size() > 0 && emitted.isOfPage()) {
            keepAllRows();
        }
        rows.beginAttempt();
        left = start.left().copy();
        edges = new AnswerEdges();
        past = start.past() == null ? null : start.past().copy();
        later = 0;
        outside = 0;
        passedStop = false;
        total = null;
        fault = null;
    }

    /** From now on all rows of a single page are kept: what lies between them is to be looked at again. */
    void keepAllRows() {
        if (!emitted.keepsAllRows()) {
            emitted.keepAllRows(emitted.allRows(hashes()));
        }
    }

    /** The page anew, as if nothing of it had come. */
    PageIntake dropped() {
        return new PageIntake(start, rows.beforeThisRun());
    }

    /** The page that follows. */
    PageIntake next(PageRows following) {
        PastKey seeking = past == null || past.isPast() ? null : past;
        return new PageIntake(new Start(emitted, left, seeking), following);
    }

    /** Passes over a row of before the checkpoint that comes again; true where it is one. */
    boolean skipIfBefore(Backlink row) {
        return past != null && past.covers(row);
    }

    /** Whether the row to resume behind is gone. */
    boolean hasLostItsPlace() {
        return past != null && past.isLost();
    }

    /** Whether the row to resume behind has yet to come. */
    boolean seeksItsPlace() {
        return past != null && !past.hasFound();
    }

    /** The answer's next row, whether it is emitted or not. */
    void read(long hash) {
        edges.read(hash);
    }

    /** A row of before comes again. */
    void addAgain(long second, long hash) {
        if (again.count(hash) == 0) {
            again.add(hash);
        }
        emitted.addAgain(second, hash);
    }

    /** Adds what is known by now to have been emitted, by this run or before. */
    void addTo(RowBag all) {
        all.addUpTo(left);
        for (int i = 0; i < size; i++) {
            all.add(hashes[i]);
        }
        all.addUpTo(again);
    }

    void skipLater() {
        later++;
    }

    void passStop() {
        passedStop = true;
    }

    void skipOutside() {
        outside++;
    }

    void fail(Failure why) {
        fault = why;
    }

    /** Leaves out a row of which so many copies were emitted elsewhere, each once; true where it did. */
    boolean leaveOut(long hash, int copies) {
        if (copies == 0 || copies <= left.count(hash)) {
            return false;
        }
        left.add(hash);
        edges.leaveOut();
        return true;
    }

    void emit(Backlink row, long second, long hash, int limit) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, Math.max(limit, hashes.length * 2));
        }
        hashes[size++] = hash;
        rows.add(row);
        emitted.add(row, second, hash, start.emitted());
    }

    @Override
    public void total(@Nullable Long count) {
        total = count == null ? total : count;
    }

    Start start() {
        return start;
    }

    @Override
    public PageRows rows() {
        return rows;
    }

    /** All that the leg has emitted, with this page's rows. */
    Emitted emitted() {
        return emitted;
    }

    /** Rows emitted of it by this run. */
    long[] hashes() {
        return Arrays.copyOf(hashes, size);
    }

    AnswerEdges edges() {
        return edges;
    }

    int later() {
        return later;
    }

    int outside() {
        return outside;
    }

    /** Whether a row of the stop or behind it has come, so that what follows is another leg's. */
    boolean hasPassedStop() {
        return passedStop;
    }

    /** Whether it brought nothing but rows that were found after the harvest had begun. */
    boolean isAllLater() {
        return later > 0 && later == edges.count();
    }

    @Nullable Long total() {
        return total;
    }

    @Override
    public @Nullable Failure fault() {
        return fault;
    }
}
