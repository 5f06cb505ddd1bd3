package io.backflux.partition;

import io.backflux.paging.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Pages side by side, at offsets: which ones a harvest needs, and between which of them rows may be missing. */
final class Pages {

    private Pages() {}

    /**
     * The pages after the first one, which had the total. Neighbours share a row: if it is the same one, then nothing can be
     * missing between them, whatever has happened to the index meanwhile.
     */
    static List<PageLeg> of(Plan plan, int limit, Reach reach, long end, long total) {
        long wanted = Math.min(total, plan.max());
        long ascending = Math.min(wanted, reach.rows(limit));
        int stride = wanted < total ? limit : Reach.stride(limit); // Part of them is never proved to be whole.
        List<PageLeg> pages = new ArrayList<>();
        for (long offset = stride; offset + (limit - stride) < ascending; offset += stride) {
            int rows = wanted < total ? (int) Math.min(limit, ascending - offset) : limit;
            pages.add(PageLeg.of(plan, Blocks.FIRST, (int) offset, rows));
        }
        long descending = wanted - ascending + (limit - stride); // And the one that both sides have.
        for (long offset = 0; wanted > ascending && offset + (limit - stride) < descending; offset += stride) {
            int rows = (int) Math.min(limit, descending - offset);
            pages.add(PageLeg.of(plan, Blocks.fromEnd(end), (int) offset, rows));
        }
        return pages;
    }

    /** The seconds that rows may be missing in: between pages that don't join, and behind the last one. */
    static List<Span> gaps(List<Leg> legs, long end) {
        List<Span> gaps = new ArrayList<>();
        PageLeg before = null;
        PageLeg below = null; // The last one with a second.
        boolean isOpen = false;
        boolean isEmpty = false;
        for (PageLeg page : inOrder(legs)) {
            if (isTorn(page)) {
                isOpen = true;
            } else if (page.emitted().newest() == null && page.at().ends().firstRow() == null) {
                isEmpty = true;
            } else {
                isOpen |= before != null && !joins(before, page) && !hasOnlyRowsWithoutTime(before);
                before = page;
                if (page.emitted().newest() != null) {
                    if (below != null && (isOpen || isEmpty)) {
                        add(gaps, new Span(high(below), Math.max(high(below) + 1, end(page))));
                    }
                    below = page;
                    isOpen = false;
                    isEmpty = false;
                }
            }
        }
        if (below == null && before != null && before.block().before() == 0 && !isClosedAbove(legs)) {
            gaps.add(new Span(Span.OPEN, end)); // More rows without a time than pages were there for.
        }
        if (below != null && (isOpen || !isClosedAbove(legs))) {
            add(gaps, new Span(Math.min(high(below), end), end));
        }
        return gaps;
    }

    /** The second after the last that rows may be missing in before a page; where a block begins, that is known without its rows. */
    private static long end(PageLeg page) {
        boolean isBegin = !page.isDescending()
                && page.at().offset() == 0
                && !page.at().asked().isOpen();
        return isBegin ? page.at().asked().from() : low(page) + 1;
    }

    /** Such rows can't be looked for by seconds. */
    private static boolean hasOnlyRowsWithoutTime(PageLeg page) {
        return page.emitted().newest() == null && hasRowsWithoutTime(page);
    }

    /** Whether a page's rows are those of several answers that don't join: what lies between these is not known. */
    private static boolean isTorn(PageLeg page) {
        return page.emitted().keepsAllRows()
                && page.at().offset() > 0
                && page.at().ends().firstRow() == null
                && page.at().ends().lastRow() == null;
    }

    static List<PageLeg> inOrder(List<Leg> legs) {
        return legs.stream()
                .filter(PageLeg.class::isInstance)
                .map(PageLeg.class::cast)
                .sorted(Leg.IN_ORDER)
                .toList();
    }

    /** Whether what the pages leave open can't be looked at by seconds, because it is among rows that have none. */
    static boolean isOpenWithoutTime(List<Leg> legs) {
        PageLeg below = null;
        for (PageLeg page : inOrder(legs)) {
            if (below != null && page.at().ends().firstRow() != null && !joins(below, page)) {
                if (mayHaveRowsWithoutTime(below) || mayHaveRowsWithoutTime(page)) {
                    return true;
                }
            }
            below = page.at().ends().firstRow() == null ? below : page;
        }
        return below != null
                && mayHaveRowsWithoutTime(below)
                && !below.at().ends().last();
    }

    private static boolean hasRowsWithoutTime(PageLeg page) {
        return page.emitted().rowsWithoutTime().size() > 0;
    }

    private static boolean mayHaveRowsWithoutTime(PageLeg page) {
        return page.emitted().newest() == null || hasRowsWithoutTime(page);
    }

    /** Whether nothing follows the last page that has rows; one before it may have been read when fewer rows were left. */
    static boolean isClosedAbove(List<Leg> legs) {
        return inOrder(legs).stream()
                .filter(page ->
                        page.at().ends().firstRow() != null || page.emitted().newest() != null)
                .reduce((page, next) -> next)
                .map(page -> page.at().ends().last() || page.isDescending())
                .orElse(false);
    }

    /** Whether nothing can be missing between two pages: they share a row, the one's last row is the other's first. */
    static boolean joins(PageLeg below, PageLeg above) {
        if (!overlap(below, above)) {
            return false;
        }
        Long lower = below.isDescending()
                ? below.at().ends().firstRow()
                : below.at().ends().lastRow();
        Long upper = above.isDescending()
                ? above.at().ends().lastRow()
                : above.at().ends().firstRow();
        return lower != null && lower.equals(upper);
    }

    /** Whether they ask for a row that is the same as long as nothing moves; else the two rows may only be alike. */
    private static boolean overlap(PageLeg below, PageLeg above) {
        if (below.isDescending() != above.isDescending()) {
            return true;
        }
        PageLeg first = below.isDescending() ? above : below; // As they are read.
        PageLeg then = below.isDescending() ? below : above;
        return then.block().before() + then.at().offset() < first.reached();
    }

    /** Consecutive pages that are here and join as one: all that is to be kept of them is what lies at their edges. */
    static List<Leg> joined(List<Leg> legs) {
        List<PageLeg> pages = inOrder(legs);
        List<Leg> all = new ArrayList<>(legs);
        PageLeg below = null;
        for (PageLeg page : pages) {
            PageLeg joined = below == null
                            || !isSettled(below)
                            || !isSettled(page)
                            || !joins(below, page)
                            || below.isDescending() != page.isDescending()
                    ? null
                    : page.isDescending() ? page.followedBy(below) : below.followedBy(page);
            if (joined != null) {
                all.remove(below);
                all.set(all.indexOf(page), joined);
            }
            below = joined == null ? page : joined;
        }
        return all;
    }

    private static boolean isSettled(PageLeg page) {
        return page.isEnded()
                && page.emitted().newest() != null
                && !page.emitted().keepsAllRows()
                && !hasRowsWithoutTime(page);
    }

    /** The second that a page's rows begin with, in the harvest's order. */
    static long low(PageLeg page) {
        return second(
                page.isDescending() ? page.emitted().newest() : page.emitted().first());
    }

    /** The second that they end with. */
    static long high(PageLeg page) {
        return second(
                page.isDescending() ? page.emitted().first() : page.emitted().newest());
    }

    private static long second(@Nullable Long second) {
        return Objects.requireNonNull(second, "a page with rows");
    }

    private static void add(List<Span> gaps, Span next) {
        Span before = gaps.isEmpty() ? null : gaps.get(gaps.size() - 1);
        if (before != null && next.from() < before.to()) {
            gaps.set(gaps.size() - 1, new Span(before.from(), Math.max(before.to(), next.to())));
        } else {
            gaps.add(next);
        }
    }
}
