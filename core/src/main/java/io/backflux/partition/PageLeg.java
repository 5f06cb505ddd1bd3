package io.backflux.partition;

import io.backflux.Backlink;
import io.backflux.RangeProgress;
import io.backflux.paging.Chain;
import io.backflux.paging.Plan;
import io.backflux.wire.PageEnvelope;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * One page at an offset, in the harvest's order or backwards; or several that have come and follow each other.
 *
 * @param block where its block begins
 * @param through the last of them, as they are read; null where it is one page
 * @param ahead how it ends, as was seen before its rows may be emitted; null where that was not looked at
 */
record PageLeg(
        LegState at,
        Block block,
        @Nullable Last through,
        @Nullable Edge ahead) implements Leg {

    /**
     * Pages at offsets under one bound, from one end.
     *
     * @param asked what all of them ask for
     * @param before rows before the first that it asks for, as far as was known
     */
    record Block(boolean isDescending, Span asked, long before) {}

    /**
     * Where several pages end.
     *
     * @param block where the last one's block begins
     * @param total {@code total_count} of the last one; null where it is not known
     * @param hasMoved whether pages of one block spoke of different totals
     */
    record Last(
            Block block, int offset, int limit, @Nullable Long total, boolean hasMoved) {}

    /**
     * How a page ends.
     *
     * @param first the second of its first row
     * @param newest the second of its last row
     * @param ofNewest its rows of that second
     * @param isLast whether nothing follows it
     */
    record Edge(long first, long newest, int ofNewest, boolean isLast) {

        boolean isOneSecond() {
            return first == newest;
        }
    }

    static PageLeg of(Plan plan, Block block, int offset, int limit) {
        return new PageLeg(
                LegState.ofPage(plan, block.asked(), block.isDescending(), offset, limit), block, null, null);
    }

    @Override
    public PageLeg with(LegState elsewhere) {
        return new PageLeg(elsewhere, block, through, ahead);
    }

    /** Its answer is here, and its rows wait for their turn. */
    PageLeg seen(List<Backlink> rows, boolean isLast) {
        long[] seconds = rows.stream()
                .filter(row -> row.firstSeen() != null)
                .mapToLong(row -> row.firstSeen().getEpochSecond())
                .filter(second -> second < at.bound())
                .toArray();
        boolean hasLater = rows.stream()
                .anyMatch(row -> row.firstSeen() != null && row.firstSeen().getEpochSecond() >= at.bound());
        if (seconds.length == 0) {
            return this;
        }
        boolean areOthers = LongStream.of(seconds)
                .anyMatch(second ->
                        !block.asked().contains(second) && !block.asked().isAtItsEdge(second));
        long newest = seconds[seconds.length - 1];
        int ofNewest =
                (int) LongStream.of(seconds).filter(second -> second == newest).count();
        return new PageLeg(
                at,
                block,
                through,
                new Edge(seconds[0], newest, ofNewest, isLast || areOthers || hasLater)); // It fails at its turn.
    }

    /** How it ends; null where that is not known yet, or where none of its rows has a second. */
    @Nullable Edge edge() {
        Long first = emitted().first();
        Long newest = emitted().newest();
        if (!isEnded()) {
            return ahead;
        }
        if (first == null || newest == null) {
            return null;
        }
        boolean isCounted = !emitted().keepsAllRows() && !emitted().hasForgottenNewestRows();
        int ofNewest = isCounted ? emitted().newestRows().size() : 1; // Rather begin too early than too late.
        return new Edge(first, newest, ofNewest, at.ends().last());
    }

    /** Offset behind its last row, in the block of that. */
    int end() {
        Last last = last();
        return last.offset() + last.limit();
    }

    /** The last page of it, as they are read. */
    Last last() {
        return through == null ? new Last(block, at.offset(), at.limit(), totals().now(), false) : through;
    }

    /** Rows of the harvest up to its last one, as they are read and as far as is known. */
    long reached() {
        Last last = last();
        return last.block().before() + last.offset() + last.limit();
    }

    /** With the pages that follow it, as they are read, and share a row with it. */
    PageLeg followedBy(PageLeg then) {
        Last end = then.last();
        boolean hasMoved = last().hasMoved() || end.hasMoved() || differsFrom(then);
        LegState joined = at.joined(then.at);
        return new PageLeg(
                joined, block, new Last(end.block(), end.offset(), end.limit(), end.total(), hasMoved), null);
    }

    /** Whether the totals of it and of the pages that follow differ, though both are of one block; some servers take the offset off. */
    boolean differsFrom(PageLeg then) {
        Last last = last();
        Long before = last.total();
        Long behind = then.totals().first();
        boolean isSame = last.block().asked().equals(then.at.asked());
        return isSame
                && !Objects.equals(before, behind)
                && (before == null || behind == null || before + last.offset() != behind + then.at.offset());
    }

    /**
     * Pages divide the order among themselves: none goes behind what one above it has emitted, nor before what one below has,
     * however far an index that moves has shifted them.
     */
    @Override
    public int copiesElsewhere(long second, long hash, List<PageLeg> pages) {
        int copies = 0;
        boolean isBelow = true;
        for (PageLeg other : pages) {
            if (other.id() == id()) {
                isBelow = false;
                continue;
            }
            int there = copiesIn(other, isBelow, second, hash);
            if (there == Integer.MAX_VALUE) {
                return there;
            }
            copies += there;
        }
        return copies;
    }

    private static int copiesIn(PageLeg other, boolean isBelow, long second, long hash) {
        if (second == Emitted.NO_TIME) {
            return other.emitted().rowsWithoutTime().count(hash);
        }
        if (other.emitted().newest() == null) {
            return 0;
        }
        long edge = isBelow ? Pages.high(other) : Pages.low(other);
        if (isBelow ? second < edge : second > edge) {
            return Integer.MAX_VALUE;
        }
        return second == edge ? other.emitted().edge(edge).count(hash) : 0;
    }

    /** A server that takes the offset off the total counts the same rows. */
    @Override
    public long wholeCount(long count, @Nullable Long totalAtStart) {
        boolean lessOffset = totalAtStart != null && at.isOfAll() && count + at.offset() == totalAtStart;
        return lessOffset ? count + at.offset() : count;
    }

    @Override
    public Leg readToEnd(PageEnvelope answer, int rowsInAnswer) {
        if (isShort(answer, rowsInAnswer)) {
            at.page().keepAllRows();
            return with(at.with(PageEnds.UNKNOWN));
        }
        Chain.Step step = at.chain().after(answer, rowsInAnswer, at.page().rows());
        boolean hasAll = !at.isPageDoubtful() && !at.page().edges().endsWithLeftOut();
        boolean isLast = step instanceof Chain.End && rowsInAnswer > 0 && hasAll;
        return with(at.with(at.endsOfPage().withLast(isLast)));
    }

    /** Whether an answer has fewer rows than were asked for, though others follow: any may be missing, not only the last ones. */
    private boolean isShort(PageEnvelope answer, int rowsInAnswer) {
        Long total = totals().now();
        boolean hasMore = answer.token() != null && (total == null || at.offset() + rowsInAnswer < total);
        return hasMore && rowsInAnswer > 0 && rowsInAnswer < at.limit() && at.offset() > 0;
    }

    @Override
    public Chain.Step step(PageEnvelope answer, int rowsInAnswer) {
        return new Chain.End(false, "the page came", 0, null);
    }

    @Override
    public boolean isDescending() {
        return block.isDescending();
    }

    @Override
    public RangeProgress progress(long left) {
        Long total = totals().first();
        return progress(null, total == null ? null : (Long) Math.max(received(), Math.min(at.limit(), total)));
    }
}
