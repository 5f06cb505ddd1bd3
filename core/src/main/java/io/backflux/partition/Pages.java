package io.backflux.partition;

import io.backflux.paging.Plan;
import io.backflux.partition.Leg.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Pages side by side, at offsets: which ones a harvest needs, and between which of them rows may be missing. */
final class Pages {

    private Pages() {}

    /** The harvest's order of pages at offsets: forwards from its beginning, then what goes backwards from its end. */
    static final Comparator<Leg> IN_ORDER =
            Comparator.comparing(Leg::isDescending).thenComparingInt(Pages::place);

    private static int place(Leg page) {
        return page.isDescending() ? -page.offset() : page.offset();
    }

    /**
     * The pages after the first one, which told the total. Neighbours share a row: if it is the same one, then nothing can be
     * missing between them, whatever has happened to the index meanwhile.
     */
    static List<Leg> of(Plan plan, int limit, long end, long total) {
        long wanted = Math.min(total, plan.max());
        long ascending = Math.min(wanted, Strategies.reach(limit));
        int stride = wanted < total ? limit : Strategies.stride(limit); // Part of them is never proved to be whole.
        List<Leg> pages = new ArrayList<>();
        for (long offset = stride; offset + (limit - stride) < ascending; offset += stride) {
            int rows = wanted < total ? (int) Math.min(limit, ascending - offset) : limit;
            pages.add(Leg.page(plan, Span.ALL, false, (int) offset, rows));
        }
        Span before = new Span(Span.OPEN, end);
        long descending = wanted - ascending + (limit - stride); // And the one that both sides have.
        for (long offset = 0; wanted > ascending && offset + (limit - stride) < descending; offset += stride) {
            int rows = (int) Math.min(limit, descending - offset);
            pages.add(Leg.page(plan, before, true, (int) offset, rows));
        }
        return pages;
    }

    /** The seconds that rows may be missing in: between pages that don't join, and behind the last one. */
    static List<Span> gaps(List<Leg> legs, long end) {
        List<Span> gaps = new ArrayList<>();
        Leg before = null;
        Leg below = null; // The last one with a second.
        boolean isOpen = false;
        boolean isEmpty = false;
        for (Leg page : inOrder(legs)) {
            if (isTorn(page)) {
                isOpen = true;
            } else if (page.newest() == null && page.firstRow() == null) {
                isEmpty = true;
            } else {
                isOpen |= before != null && !joins(before, page) && !hasOnlyRowsWithoutTime(before);
                before = page;
                if (page.newest() != null) {
                    if (below != null && (isOpen || isEmpty)) {
                        add(gaps, new Span(high(below), Math.max(high(below), low(page)) + 1));
                    }
                    below = page;
                    isOpen = false;
                    isEmpty = false;
                }
            }
        }
        if (below != null && (isOpen || !isClosedAbove(legs))) {
            add(gaps, new Span(Math.min(high(below), end), end));
        }
        return gaps;
    }

    /** Such rows can't be looked for by seconds. */
    private static boolean hasOnlyRowsWithoutTime(Leg page) {
        return page.newest() == null && page.hasRowsWithoutTime();
    }

    /** Whether a page's rows are those of several answers that don't join: what lies between these is not known. */
    private static boolean isTorn(Leg page) {
        return page.keepsAllRows() && page.offset() > 0 && page.firstRow() == null && page.lastRow() == null;
    }

    private static List<Leg> inOrder(List<Leg> legs) {
        return legs.stream()
                .filter(leg -> leg.role() == Role.PAGE)
                .sorted(IN_ORDER)
                .toList();
    }

    /** Whether what the pages leave open can't be looked at by seconds, because it is among rows that have none. */
    static boolean isOpenWithoutTime(List<Leg> legs) {
        Leg below = null;
        for (Leg page : inOrder(legs)) {
            if (below != null && page.firstRow() != null && !joins(below, page)) {
                if (mayHaveRowsWithoutTime(below) || mayHaveRowsWithoutTime(page)) {
                    return true;
                }
            }
            below = page.firstRow() == null ? below : page;
        }
        return below != null && mayHaveRowsWithoutTime(below) && !below.isLast();
    }

    private static boolean mayHaveRowsWithoutTime(Leg page) {
        return page.newest() == null || page.hasRowsWithoutTime();
    }

    /** Whether nothing follows the last page that has rows; one before it may have been read when fewer rows were left. */
    static boolean isClosedAbove(List<Leg> legs) {
        return inOrder(legs).stream()
                .filter(page -> page.firstRow() != null || page.newest() != null)
                .reduce((page, next) -> next)
                .map(page -> page.isLast() || page.isDescending())
                .orElse(false);
    }

    /** Whether nothing can be missing between two pages: they share a row, the one's last row is the other's first. */
    private static boolean joins(Leg below, Leg above) {
        if (!overlap(below, above)) {
            return false;
        }
        Long lower = below.isDescending() ? below.firstRow() : below.lastRow();
        Long upper = above.isDescending() ? above.lastRow() : above.firstRow();
        return lower != null && lower.equals(upper);
    }

    /** Whether they ask for a row that is the same as long as nothing moves; else the two rows may only be alike. */
    private static boolean overlap(Leg below, Leg above) {
        return below.isDescending() != above.isDescending()
                || (below.isDescending()
                        ? below.offset() < above.offset() + above.limit()
                        : above.offset() < below.offset() + below.limit());
    }

    /** The second that a page's rows begin with, in the harvest's order. */
    static long low(Leg page) {
        return second(page.isDescending() ? page.newest() : page.first());
    }

    /** The second that they end with. */
    static long high(Leg page) {
        return second(page.isDescending() ? page.first() : page.newest());
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
