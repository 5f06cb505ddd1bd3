package io.backflux.partition;

import io.backflux.Backlink;
import io.backflux.paging.Failure;
import io.backflux.paging.KeyOrder;
import io.backflux.paging.PageRows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One page of a leg while it comes: which of its rows were emitted, over all attempts at it, and what the answer at hand has
 * shown so far, which the next attempt forgets. Not for several threads.
 */
final class PageIntake {

    private final PageRows rows;
    private final LegMark start;
    private long[] emitted = new long[0];
    private int size;

    // Of the answer at hand.

    private RowBag left;
    private int read;
    private int later;
    private int outside;
    private long firstRead;
    private long lastRead;
    private boolean firstIsAlike;
    private boolean lastIsAlike;
    private int leftAt;
    private boolean leftInside;
    private boolean passedStop;
    private @Nullable Long total;
    private @Nullable Failure fault;

    PageIntake(PageRows rows, LegMark start) {
        this.rows = rows;
        this.start = start;
        this.left = start.left().copy();
    }

    /**
     * Where a leg stood before its page.
     *
     * @param left rows of others, or of its own from before, that came by then and were left out
     */
    record LegMark(
            @Nullable Long first,
            @Nullable Long newest,
            RowBag firstRows,
            RowBag newestRows,
            RowBag rowsWithoutTime,
            boolean keepsAllRows,
            long repeated,
            boolean unsure,
            KeyOrder order,
            RowBag left) {}

    /** Another answer follows. */
    void beginAttempt() {
        rows.beginAttempt();
        left = start.left().copy();
        read = 0;
        later = 0;
        outside = 0;
        firstIsAlike = false;
        lastIsAlike = false;
        leftAt = 0;
        leftInside = false;
        passedStop = false;
        total = null;
        fault = null;
    }

    /** The answer's next row, whether it is emitted or not. */
    void read(long hash) {
        if (read == 0) {
            firstRead = hash;
        } else {
            lastIsAlike = lastRead == hash;
            firstIsAlike |= read == 1 && lastIsAlike;
        }
        lastRead = hash;
        read++;
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

    /** Whether a row of which so many copies were emitted elsewhere is one of these; each is left out once. */
    boolean leaveOut(long hash, int copies) {
        if (copies <= left.count(hash)) {
            return false;
        }
        left.add(hash);
        if (leftAt > 0) { // Neither the first row nor, as another one follows, the last.
            leftInside = true;
        }
        leftAt = read - 1;
        return true;
    }

    void emit(Backlink row, long hash, int limit) {
        if (size == emitted.length) {
            emitted = Arrays.copyOf(emitted, Math.max(limit, emitted.length * 2));
        }
        emitted[size++] = hash;
        rows.add(row);
    }

    void total(@Nullable Long count) {
        total = count == null ? total : count;
    }

    PageRows rows() {
        return rows;
    }

    /** Rows emitted of it by this run. */
    long[] emitted() {
        return Arrays.copyOf(emitted, size);
    }

    LegMark start() {
        return start;
    }

    RowBag left() {
        return left;
    }

    int later() {
        return later;
    }

    int outside() {
        return outside;
    }

    /**
     * Whether a row was left out, as one of another page, that neither began nor ended the answer. Pages share what is at
     * their edges; inside it may be a row of its own that is alike.
     */
    boolean hasLeftOutInside() {
        return leftInside || (leftAt > 0 && leftAt < read - 1);
    }

    /** Whether a row of the stop or behind it has come, so that what follows is another leg's. */
    boolean hasPassedStop() {
        return passedStop;
    }

    /** Whether it brought nothing but rows that were found after the harvest had begun. */
    boolean isAllLater() {
        return read > 0 && later == read;
    }

    @Nullable Long total() {
        return total;
    }

    @Nullable Failure fault() {
        return fault;
    }

    /** The row that the answer began with; null where there is none, or where its neighbour is alike. */
    @Nullable Long firstRow() {
        return read == 0 || firstIsAlike ? null : (Long) firstRead;
    }

    /** The row that the answer ended with; null where there is none, or where its neighbour is alike. */
    @Nullable Long lastRow() {
        return read == 0 || lastIsAlike ? null : (Long) lastRead;
    }
}
