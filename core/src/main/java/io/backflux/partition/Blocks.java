package io.backflux.partition;

import io.backflux.partition.PageLeg.Block;
import io.backflux.partition.PageLeg.Edge;
import io.backflux.partition.PageLeg.Last;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Offsets reach about 21,000 rows. Beyond, one block of pages follows the other: the last page of a block tells with which second
 * the next one begins, and so it is requested first. Blocks go from both ends until they meet; from the beginning only, where rows
 * are wanted in order, or not all of them.
 */
final class Blocks {

    /** From the beginning on. */
    static final Block FIRST = new Block(false, Span.ALL, 0);

    /** What a page before the last one must bring to begin a block with it, as a part of a block. */
    private static final double LEAST_GAIN = 0.25;

    private Blocks() {}

    /** From the end on. */
    static Block fromEnd(long end) {
        return new Block(true, new Span(Span.OPEN, end), 0);
    }

    /** The pages after the first one, where there are more rows than offsets reach. */
    static List<PageLeg> begin(PartitionState state) {
        int limit = state.limit();
        List<PageLeg> forwards = pages(state, FIRST, Reach.stride(limit), wanted(state));
        if (!mayGoBackwards(state)) {
            return forwards;
        }
        List<PageLeg> pages = new ArrayList<>();
        List<PageLeg> backwards = pages(state, fromEnd(state.bound()), 0, wanted(state));
        for (int i = 0; i < backwards.size(); i++) {
            if (i < forwards.size()) {
                pages.add(forwards.get(i));
            }
            pages.add(backwards.get(i));
        }
        return pages;
    }

    /** What is read from the end isn't in order, and who wants a part has no use for pages that don't join. */
    private static boolean mayGoBackwards(PartitionState state) {
        return !state.isOrdered() && state.plan().max() >= whole(state);
    }

    private static boolean isFromBothEnds(PartitionState state) {
        return state.pages().stream().anyMatch(PageLeg::isDescending);
    }

    /** Pages of a block from an offset on, which share rows, up to a number of rows. */
    private static List<PageLeg> pages(PartitionState state, Block block, int from, long end) {
        List<PageLeg> pages = new ArrayList<>();
        int limit = state.limit();
        int stride = Reach.stride(limit);
        int most = mostOffset(state);
        boolean isPart = isFromBothEnds(state) || state.plan().max() < whole(state);
        for (int offset = from; offset <= most && offset + (limit - stride) < end; offset += stride) {
            int rows = isPart ? (int) Math.min(limit, end - offset) : limit; // A page that isn't full is the last.
            pages.add(PageLeg.of(state.plan(), block, offset, rows));
        }
        return pages;
    }

    // What is known by now.

    /** With the pages that are known by now to be needed, by what the last ones brought. */
    static PartitionState extended(PartitionState state) {
        return extended(extended(state, false, true), true, true);
    }

    /** The same, by any page that reaches far enough; where nothing else is left to be requested. */
    static PartitionState extendedAnyhow(PartitionState state) {
        return extended(extended(state, false, false), true, false);
    }

    private static PartitionState extended(PartitionState state, boolean descending, boolean byTheLast) {
        PageLeg last = last(state.pages(), descending);
        if (last == null || isRestLookedAt(state) || (byTheLast && last.edge() == null) || isEnd(last)) {
            return state;
        }
        long missing = missing(state);
        return missing <= 0 ? state : followed(state, last, missing);
    }

    /** Whether nothing follows a page, by what it brought. */
    private static boolean isEnd(PageLeg last) {
        Edge edge = last.edge();
        return edge == null ? last.isEnded() : edge.isLast();
    }

    /** Rows that no page is there for, with the one that both ends are to share: by it they know that nothing lies between them. */
    private static long missing(PartitionState state) {
        PageLeg forwards = last(state.pages(), false);
        PageLeg backwards = last(state.pages(), true);
        return wanted(state)
                - (forwards == null ? 0 : reached(forwards, state))
                - (backwards == null ? 0 : reached(backwards, state) - 1);
    }

    /** Whether all pages are there that are needed, as far as is known. */
    static boolean areComplete(PartitionState state) {
        return missing(state) <= 0 || leading(state).stream().allMatch(Blocks::isEnd) || isRestLookedAt(state);
    }

    /** Whether what the pages leave is looked at in ranges, as where fewer rows came than the total had promised. */
    private static boolean isRestLookedAt(PartitionState state) {
        return state.of(SecondLookLeg.class).anyMatch(look -> look.looked().to() >= state.bound());
    }

    private static PartitionState followed(PartitionState state, PageLeg last, long rows) {
        int shared = state.limit() - Reach.stride(state.limit());
        int most = mostOffset(state);
        int next = last.end() - shared;
        boolean isKnown = last.edge() != null;
        if (isKnown && next <= most) {
            return state.plus(pages(state, known(last, state), next, last.end() + rows));
        }
        Block block = farthest(state.pages(), last.isDescending());
        long end = block == null ? Long.MAX_VALUE : last.reached() - block.before();
        if (block != null && end - shared <= (isKnown ? most : most * (1 - LEAST_GAIN))) {
            List<PageLeg> more = pages(state, block, (int) Math.max(0, end - shared), end + rows);
            boolean isFarther =
                    more.isEmpty() || isBehind(more.get(0), last); // Not where an index or a server confuses places.
            return isFarther ? state.plus(more) : isKnown ? beyond(state, last) : state;
        }
        return isKnown ? beyond(state, last) : state;
    }

    /** Whether a page comes after another one as both are read. */
    private static boolean isBehind(PageLeg page, PageLeg last) {
        return page.isDescending() ? Leg.IN_ORDER.compare(page, last) < 0 : Leg.IN_ORDER.compare(page, last) > 0;
    }

    /**
     * The pages whose ends tell what can be requested next, before it is their turn: the last one, and where nothing is left to be
     * requested, each that reaches far enough.
     */
    static Set<Integer> awaited(PartitionState state) {
        PageLeg last = last(state.pages(), false);
        if (last == null) {
            return Set.of();
        }
        boolean isIdle = state.legs().stream().noneMatch(leg -> leg.at().isWaiting());
        double least = last.reached() - (isIdle ? mostOffset(state) * (1 - 2 * LEAST_GAIN) : 0);
        return state.pages().stream()
                .filter(page -> !page.isEnded() && page.edge() == null && page.reached() >= least)
                .map(PageLeg::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static int mostOffset(PartitionState state) {
        return state.reach().ofBlock(state.limit()).mostOffset();
    }

    /** The block that begins with the last second of which a page shows how many rows come before it. */
    private static @Nullable Block farthest(List<PageLeg> pages, boolean descending) {
        Edge then = null;
        for (PageLeg page : read(pages, descending)) {
            Edge edge = page.edge();
            if (edge != null && then != null && then.isOneSecond() && then.newest() != edge.newest()) {
                return from(then.newest(), descending, page.reached());
            }
            if (edge != null && !edge.isOneSecond()) {
                return from(edge.newest(), descending, page.reached() - edge.ofNewest());
            }
            then = edge;
        }
        return null;
    }

    private static Block from(long second, boolean descending, long before) {
        return new Block(
                descending, descending ? new Span(Span.OPEN, second + 1) : new Span(second, Span.ENDLESS), before);
    }

    /**
     * Behind a second that holds more than a block: nobody knows how many rows of it are left. So it is looked at as a chain of
     * its own, at its turn or in the end.
     */
    private static PartitionState beyond(PartitionState state, PageLeg last) {
        boolean isWaiting =
                state.pages().stream().anyMatch(page -> page.isDescending() == last.isDescending() && !page.isEnded());
        if (isWaiting) {
            return state;
        }
        long second = Objects.requireNonNull(last.edge()).newest();
        PartitionState further =
                isFromBothEnds(state) ? state : LookingAgain.at(List.of(new Span(second, second + 1)), state);
        Span asked = last.isDescending() ? new Span(Span.OPEN, second) : new Span(second + 1, Span.ENDLESS);
        Block behind = new Block(last.isDescending(), asked, last.reached());
        return further.plus(List.of(PageLeg.of(state.plan(), behind, 0, state.limit())));
    }

    /** The last block, with what its total tells of the rows before it. */
    private static Block known(PageLeg last, PartitionState state) {
        Last end = last.last();
        Block block = end.block();
        return end.total() == null || block.before() == 0
                ? block
                : new Block(block.isDescending(), block.asked(), Math.max(block.before(), whole(state) - end.total()));
    }

    private static long reached(PageLeg last, PartitionState state) {
        return known(last, state).before() + last.end();
    }

    private static long wanted(PartitionState state) {
        return Math.min(whole(state), state.plan().max());
    }

    /** Rows in all that both ends reach: those found after the start, or without a time, are not reached from the end. */
    private static long whole(PartitionState state) {
        long bounded = state.pages().stream()
                .filter(page -> page.isDescending() && page.at().asked().to() == state.bound())
                .map(page -> page.totals().now())
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .max()
                .orElse(-1);
        Long total = state.known().totalAtStart();
        return bounded >= 0 ? bounded : total == null ? 0 : total;
    }

    // Which go first.

    /** The pages that tell where the next blocks begin. */
    static List<PageLeg> leading(PartitionState state) {
        return Stream.of(false, true)
                .flatMap(descending -> Stream.ofNullable(last(state.pages(), descending)))
                .toList();
    }

    private static @Nullable PageLeg last(List<PageLeg> pages, boolean descending) {
        List<PageLeg> read = read(pages, descending);
        return read.isEmpty() ? null : read.get(0);
    }

    /** The pages from one end, the one that is read last first. */
    private static List<PageLeg> read(List<PageLeg> pages, boolean descending) {
        List<PageLeg> ofEnd = new ArrayList<>();
        for (PageLeg page : pages) {
            if (page.isDescending() == descending) {
                ofEnd.add(descending ? ofEnd.size() : 0, page);
            }
        }
        return ofEnd;
    }
}
