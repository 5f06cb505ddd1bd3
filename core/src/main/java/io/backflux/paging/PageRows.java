package io.backflux.paging;

import io.backflux.Backlink;
import io.backflux.wire.LastKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one page that were emitted, over all attempts at it. An answer that comes again may differ from the one
 * that broke off, because the index moves: so what was emitted is left out by what it is, each as often as it was
 * emitted, and never by counting. Not for several threads.
 */
public final class PageRows {

    private static final int TEXTS = 4;
    private static final int FIRST_ROWS = 16;
    private static final int HASHES = 2;

    /** What a row's texts take, about. */
    private static final int BYTES_OF_TEXTS = 300;

    /** Of each row that was shrunk: as a checkpoint keeps it, and as {@link SeenRows} does. */
    private long[] shrunk = {};

    /** Of the rows behind those. */
    private @Nullable String[] texts = new @Nullable String[FIRST_ROWS * TEXTS];

    private int rows;
    private final List<Long> before;
    private Map<Long, Integer> due = Map.of();
    private @Nullable Backlink newest;
    private int copies;
    private long unexpectedValues;
    private boolean cut;

    private PageRows(List<Long> before) {
        this.before = before;
    }

    /** Of a page of which nothing was emitted. */
    public static PageRows none() {
        return new PageRows(List.of());
    }

    /** Of a page of which an earlier run has emitted these. */
    public static PageRows of(List<Long> hashes) {
        return new PageRows(hashes);
    }

    /** Another answer follows: what was emitted so far is expected to come again. */
    public void beginAttempt() {
        due = new HashMap<>();
        hashes().forEach(hash -> due.merge(hash, 1, Integer::sum));
    }

    /** Takes a row off those that are expected; true where it is none of these, as no earlier attempt has emitted it. */
    public boolean takeIfNew(Backlink row) {
        if (due.isEmpty()) {
            return true;
        }
        Long hash = RowIdentity.hash(row.urlFrom(), row.urlTo(), row.itemType(), row.anchor());
        Integer times = due.remove(hash);
        if (times != null && times > 1) {
            due.put(hash, times - 1);
        }
        return times == null;
    }

    /**
     * Rows emitted by earlier attempts that the answer at hand has not brought. Where the index moved meanwhile, they are
     * behind the page's end by now, and come with the page that follows.
     */
    public int overdue() {
        return due.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Of the page that follows, of which what is overdue was emitted. */
    public PageRows following() {
        List<Long> early = new ArrayList<>();
        due.forEach((hash, times) -> early.addAll(Collections.nCopies(times, hash)));
        return new PageRows(early);
    }

    /** The row has been emitted. */
    public void add(Backlink row) {
        int at = (rows - shrunkRows()) * TEXTS;
        if (at == texts.length) {
            texts = Arrays.copyOf(texts, texts.length * 2);
        }
        texts[at] = row.urlFrom();
        texts[at + 1] = row.urlTo();
        texts[at + 2] = row.itemType();
        texts[at + 3] = row.anchor();
        rows++;
        if (newest == null || !isBehind(newest, row)) {
            copies = newest != null && isSamePlace(newest, row) ? copies + 1 : 1;
            newest = row;
        }
    }

    /** Whether a row is of a later second than the one that another attempt has brought, as it was added meanwhile. */
    private static boolean isBehind(Backlink latest, Backlink added) {
        return latest.firstSeen() != null
                && added.firstSeen() != null
                && latest.firstSeen().isAfter(added.firstSeen());
    }

    /** So many values of the row just emitted were of another type than their field's. */
    public void addUnexpected(long values) {
        unexpectedValues += values;
    }

    /** A row of the answer is not wanted, because the harvest has all that it wanted. */
    public void cutHere() {
        cut = true;
    }

    /** Whether the answer held more than was wanted. */
    public boolean isCut() {
        return cut;
    }

    /** Rows emitted. */
    public int size() {
        return before.size() + rows;
    }

    /** As they were before this run, whose rows got to nobody. */
    public PageRows beforeThisRun() {
        return new PageRows(before);
    }

    /** What earlier runs have emitted, as a checkpoint keeps it. */
    public List<Long> hashesBefore() {
        return before;
    }

    /** What was emitted, as a checkpoint keeps it. */
    public List<Long> hashes() {
        List<Long> hashes = new ArrayList<>(before);
        for (int row = 0; row < rows; row++) {
            hashes.add(hash(row));
        }
        return hashes;
    }

    private int shrunkRows() {
        return shrunk.length / HASHES;
    }

    private long hash(int row) {
        if (row < shrunkRows()) {
            return shrunk[row * HASHES];
        }
        int at = (row - shrunkRows()) * TEXTS;
        return RowIdentity.hash(texts[at], texts[at + 1], texts[at + 2], texts[at + 3]);
    }

    private long passingHash(int row) {
        if (row < shrunkRows()) {
            return shrunk[row * HASHES + 1];
        }
        int at = (row - shrunkRows()) * TEXTS;
        return RowIdentity.passingHash(texts[at], texts[at + 1], texts[at + 2], texts[at + 3]);
    }

    private int sampleHash(int row) {
        return row < shrunkRows()
                ? (int) shrunk[row * HASHES + 1]
                : RowIdentity.sampleHash(texts[(row - shrunkRows()) * TEXTS]);
    }

    /**
     * Keeps hashes in place of texts, which take twenty times as much. Not done for each row, as nobody may ever ask for the
     * first of the two.
     */
    public void shrink() {
        long[] all = Arrays.copyOf(shrunk, rows * HASHES);
        for (int row = shrunkRows(); row < rows; row++) {
            all[row * HASHES] = hash(row);
            all[row * HASHES + 1] = passingHash(row);
        }
        shrunk = all;
        texts = new @Nullable String[FIRST_ROWS * TEXTS];
    }

    /** Memory that it takes, about. */
    public long heldBytes() {
        return (long) (rows - shrunkRows()) * BYTES_OF_TEXTS + (long) shrunk.length * Long.BYTES;
    }

    /** Values of another type than their field's, in the rows of this run. */
    public long unexpectedValues() {
        return unexpectedValues;
    }

    /** Counts the rows of this run. Those that are alike within one page are different rows, as one answer has no row twice. */
    public void countInto(SeenRows seen) {
        for (int row = 0; row < rows; row++) {
            if (seen.isChosen(sampleHash(row))) {
                seen.look(passingHash(row));
            }
        }
        for (int row = 0; row < rows; row++) {
            if (seen.isChosen(sampleHash(row))) {
                seen.add(passingHash(row));
            }
        }
    }

    /**
     * The last row emitted, in the stable order.
     *
     * @param previous that of the page before
     * @return null where a row lacks what the order goes by
     */
    public @Nullable LastKey lastKey(@Nullable LastKey previous) {
        Backlink last = newest;
        if (last == null) {
            return previous;
        }
        if (last.firstSeen() == null || last.urlFrom() == null || last.urlTo() == null) {
            return null;
        }
        if (previous != null && previous.firstSeen().isAfter(last.firstSeen())) {
            return previous; // An earlier run has got further in an answer that had fewer rows before.
        }
        LastKey key = new LastKey(last.firstSeen(), last.urlFrom(), last.urlTo(), copies);
        if (previous == null || copies < rows || !isSame(key, previous)) {
            return key;
        }
        return withCopies(key, copies + previous.copies());
    }

    private static boolean isSamePlace(Backlink one, Backlink other) {
        return Objects.equals(one.firstSeen(), other.firstSeen())
                && Objects.equals(one.urlFrom(), other.urlFrom())
                && Objects.equals(one.urlTo(), other.urlTo());
    }

    private static boolean isSame(LastKey one, LastKey other) {
        return withCopies(one, 1).equals(withCopies(other, 1));
    }

    private static LastKey withCopies(LastKey key, int copies) {
        return new LastKey(key.firstSeen(), key.urlFrom(), key.urlTo(), copies);
    }
}
