package io.backflux.partition;

import io.backflux.Backlink;
import io.backflux.paging.KeyOrder;
import io.backflux.wire.CheckpointContent;
import io.backflux.wire.LastKey;
import io.backflux.wire.LegContent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a leg knows of the rows that it has emitted: those at its edges, in which order all came, whether some came twice. A page
 * works on a copy, so to drop the copy is to roll back. Not for several threads.
 */
final class Emitted {

    /** The second of a row without {@code first_seen}. */
    static final long NO_TIME = Long.MIN_VALUE;

    private final boolean descending;
    private final boolean ofPage;
    private @Nullable Long first;
    private @Nullable Long newest;
    private RowBag firstRows = new RowBag();
    private RowBag newestRows = new RowBag();
    private RowBag rowsWithoutTime = new RowBag();
    private boolean newestRowsForgotten;

    /** Whether {@code newestRows} are all rows of a single page, as where more than one answer brought some. */
    private boolean keepsAllRows;

    private boolean knowsRowsWithoutTime = true;
    private long repeated;
    private boolean unsure;

    /** Whether more rows came in one second than are kept: only their order tells then that none came twice. */
    private boolean reliesOnOrder;

    private KeyOrder order;

    private Emitted(boolean ofPage, boolean descending) {
        this.ofPage = ofPage;
        this.descending = descending;
        this.order = KeyOrder.begin(descending);
    }

    /**
     * Before the first row.
     *
     * @param ofPage whether of a single page
     * @param descending whether they come backwards
     */
    static Emitted none(boolean ofPage, boolean descending) {
        return new Emitted(ofPage, descending);
    }

    /** As a leg's checkpoint has it. */
    static Emitted of(LegContent content) {
        boolean ofPage = content.asked().single();
        LegContent.Rows rows = content.rows();
        Emitted emitted = none(ofPage, content.asked().descending());
        Long newest = second(rows.newest());
        emitted.first = second(rows.first());
        emitted.newest = newest;
        emitted.firstRows = RowBag.of(rows.firstRows());
        emitted.newestRows = RowBag.of(rows.newestRows());
        emitted.rowsWithoutTime = RowBag.of(rows.withoutTime());
        emitted.newestRowsForgotten = newest != null && rows.newestRows().isEmpty();
        emitted.keepsAllRows = ofPage && !isFirstPage(content) && emitted.first != null && hasNewestRowsOnly(rows);
        emitted.knowsRowsWithoutTime = newest != null || rows.withoutTime().size() >= content.receivedBeforePage();
        emitted.repeated = content.totals().repeated();
        emitted.unsure = rows.unsure() || (!ofPage && emitted.newestRowsForgotten && !content.ended());
        emitted.order = ofPage || newest == null ? emitted.order : KeyOrder.afterSecond(newest);
        return emitted;
    }

    /** Which was read before it was known to be a page, and so has kept no rows of its first second. */
    private static boolean isFirstPage(LegContent content) {
        LegContent.Asked asked = content.asked();
        return asked.offset() == 0 && asked.from() == null && !asked.descending();
    }

    private static boolean hasNewestRowsOnly(LegContent.Rows rows) {
        return rows.firstRows().isEmpty() && !rows.newestRows().isEmpty();
    }

    /**
     * As the checkpoint of a chain has it.
     *
     * @param inFirstPage whether all rows come with the page that is requested next
     */
    static Emitted ofChain(CheckpointContent content, boolean inFirstPage) {
        LastKey last = content.chain().last();
        Emitted emitted = none(false, false);
        emitted.newest = last == null ? null : second(last.firstSeen());
        emitted.newestRowsForgotten = !inFirstPage;
        emitted.knowsRowsWithoutTime = last != null || inFirstPage;
        emitted.unsure = content.chain().unsure();
        emitted.order = last == null ? emitted.order : KeyOrder.after(last);
        return emitted;
    }

    private static @Nullable Long second(@Nullable Instant time) {
        return time == null ? null : (Long) time.getEpochSecond();
    }

    Emitted copy() {
        Emitted copy = none(ofPage, descending);
        copy.first = first;
        copy.newest = newest;
        copy.firstRows = firstRows.copy();
        copy.newestRows = newestRows.copy();
        copy.rowsWithoutTime = rowsWithoutTime.copy();
        copy.newestRowsForgotten = newestRowsForgotten;
        copy.keepsAllRows = keepsAllRows;
        copy.knowsRowsWithoutTime = knowsRowsWithoutTime;
        copy.repeated = repeated;
        copy.unsure = unsure;
        copy.reliesOnOrder = reliesOnOrder;
        copy.order = order.copy();
        return copy;
    }

    /**
     * The next row.
     *
     * @param before what was emitted before its page
     */
    void add(Backlink row, long second, long hash, Emitted before) {
        order.add(row);
        if (second == NO_TIME) {
            addWithoutTime(hash);
        } else {
            addWithTime(second, hash, before);
        }
    }

    private void addWithoutTime(long hash) {
        if (ofPage || rowsWithoutTime.size() < RowMemory.MOST) {
            rowsWithoutTime.add(hash);
        } else {
            unsure = true;
            knowsRowsWithoutTime = false;
        }
    }

    private void addWithTime(long second, long hash, Emitted before) {
        addToFirst(second, hash);
        if (newest == null || isBehind(second, newest)) {
            newest = second;
            newestRowsForgotten = false;
            if (!keepsAllRows) {
                newestRows.clear();
            }
        }
        if (keepsAllRows
                || newest == second) { // Else another attempt has brought a row from before those that had come.
            addToNewest(second, hash, before);
        }
    }

    private void addToFirst(long second, long hash) {
        if (first == null || isBehind(first, second)) {
            first = second;
            firstRows.clear();
        }
        if (first == second && ofPage && !keepsAllRows) {
            firstRows.add(hash);
        }
    }

    private void addToNewest(long second, long hash, Emitted before) {
        if (before.newest != null && before.newest == second && before.newestRows.count(hash) > 0) {
            repeated++;
        }
        if (newestRows.size() < RowMemory.MOST) {
            newestRows.add(hash);
        } else {
            newestRowsForgotten = true;
            reliesOnOrder = true;
        }
    }

    /** With the rows of another page that follow these, as they are read. */
    Emitted followedBy(Emitted then) {
        Emitted all = copy();
        if (first != null && first.equals(newest) && first.equals(then.first)) {
            all.firstRows.addAll(then.firstRows);
        }
        RowBag last = then.newestRows.copy();
        if (then.first != null && then.first.equals(then.newest) && then.first.equals(newest)) {
            last.addAll(newestRows);
        }
        all.newest = then.newest;
        all.newestRows = last;
        all.newestRowsForgotten = then.newestRowsForgotten;
        all.repeated += then.repeated;
        all.unsure |= then.unsure;
        all.reliesOnOrder |= then.reliesOnOrder;
        all.order = order.followedBy(then.order);
        return all;
    }

    /** Whether a second comes after another one in the order in which it asks. */
    private boolean isBehind(long second, long other) {
        return descending ? second < other : second > other;
    }

    /** A row of before comes again. An earlier run may have emitted it; then only now it is known where it lies. */
    void addAgain(long second, long hash) {
        if (second == NO_TIME) {
            if (rowsWithoutTime.count(hash) == 0) {
                addWithoutTime(hash);
            }
        } else if (newest != null && newest == second && newestRows.count(hash) == 0) {
            newestRows.add(hash);
        }
    }

    /** From now on all rows of the single page are kept. */
    void keepAllRows(RowBag all) {
        newestRows = all;
        firstRows = new RowBag();
        keepsAllRows = true;
    }

    /**
     * All rows of a single page.
     *
     * @param known those emitted by this run; earlier ones have left a checkpoint with the same
     */
    RowBag allRows(long[] known) {
        if (keepsAllRows) {
            return newestRows;
        }
        RowBag all = RowBag.of(known);
        for (RowBag edge : edges()) {
            all.addAll(edge.without(all));
        }
        return all;
    }

    /** The second of the first row. */
    @Nullable Long first() {
        return first;
    }

    /** The second of the newest row. */
    @Nullable Long newest() {
        return newest;
    }

    /** Of a single page: rows of the second {@link #first}. */
    RowBag firstRows() {
        return firstRows;
    }

    /** Rows of the second {@link #newest}, or all of a single page. */
    RowBag newestRows() {
        return newestRows;
    }

    RowBag rowsWithoutTime() {
        return rowsWithoutTime;
    }

    /** Whether {@link #rowsWithoutTime} are all of them. */
    boolean knowsRowsWithoutTime() {
        return knowsRowsWithoutTime;
    }

    /** Whether {@link #newestRows} are not all of their second. */
    boolean hasForgottenNewestRows() {
        return newestRowsForgotten;
    }

    /** Whether of a single page. */
    boolean isOfPage() {
        return ofPage;
    }

    boolean keepsAllRows() {
        return keepsAllRows;
    }

    /** Where a single page begins or ends with that second, its rows of it. */
    RowBag edge(long second) {
        boolean isNewest = newest != null && newest == second;
        return keepsAllRows || isNewest ? newestRows : firstRows;
    }

    /** Rows of the seconds that a single page begins and ends with, or all that have a time. */
    List<Rival> atEdges() {
        if (first == null || newest == null) {
            return List.of();
        }
        if (keepsAllRows) {
            return List.of(new Rival(Math.min(first, newest), Math.max(first, newest), newestRows));
        }
        Rival last = new Rival(newest, newest, newestRows);
        return first.equals(newest) ? List.of(last) : List.of(new Rival(first, first, firstRows), last);
    }

    private List<RowBag> edges() {
        boolean oneSecond = first != null && first.equals(newest);
        return oneSecond || keepsAllRows
                ? List.of(newestRows, rowsWithoutTime)
                : List.of(firstRows, newestRows, rowsWithoutTime);
    }

    long repeated() {
        return repeated;
    }

    /** Whether repeats may be unseen, as where too many rows came in one second. */
    boolean isUnsure() {
        return unsure || (reliesOnOrder && !order.isStrict());
    }

    KeyOrder order() {
        return order;
    }
}
