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

    /** The pages after the first one, which told the total. */
    static List<Leg> of(Plan plan, int limit, long end, long total) {
        Span all = new Span(Span.OPEN, end);
        long wanted = Math.min(total, plan.max());
        long ascending = Math.min(wanted, Way.reach(limit));
        List<Leg> pages = new ArrayList<>();
        boolean bothEnds = wanted > ascending;
        int stride = bothEnds ? limit : stride(ascending, limit);
        for (long offset = stride; offset + (limit - stride) < ascending; offset += stride) {
            int rows = wanted < total ? (int) Math.min(limit, ascending - offset) : limit;
            pages.add(Leg.page(plan, all, false, (int) offset, rows));
        }
        for (long offset = 0; offset < wanted - ascending; offset += limit) {
            int rows = (int) Math.min(
                    limit, total - ascending - offset + 1); // One that the other side has, where there is room.
            pages.add(Leg.page(plan, all, true, (int) offset, rows));
        }
        return pages;
    }

    /** One row less than a page, so that neighbours share a row, where that takes no page more. */
    private static int stride(long rows, int limit) {
        long pages = (rows - 1) / limit + 1;
        return limit > 1 && (pages - 1) * (limit - 1) + limit >= rows ? limit - 1 : limit;
    }

    /** Whether two pages were asked for so that they share a row. */
    static boolean overlap(Leg one, Leg other) {
        return one.isDescending() == other.isDescending()
                && Math.abs(one.offset() - other.offset()) < Math.max(one.limit(), other.limit());
    }

    /**
     * The seconds that rows may be missing in: where a page is not there, or came from another state of the index.
     *
     * @param wanted rows that are wanted by now, which may be more than the pages were asked for
     */
    static List<Span> gaps(List<Leg> legs, long end, long wanted) {
        List<Leg> pages = legs.stream()
                .filter(leg -> leg.role() == Role.PAGE)
                .sorted(Comparator.comparing(Leg::isDescending).thenComparingInt(Pages::place))
                .toList();
        boolean endShort = reach(pages, false) + reach(pages, true) < wanted;
        boolean moved = pages.stream().map(Leg::totalNow).distinct().count() > 1;
        List<Span> gaps = new ArrayList<>();
        Leg below = null;
        boolean missing = false;
        for (Leg page : pages) {
            missing |= endShort && below != null && page.isDescending() != below.isDescending();
            if (page.first() == null) {
                missing = true;
            } else {
                if (below != null && (missing || !fits(below, page))) {
                    add(gaps, new Span(high(below), Math.max(high(below), low(page)) + 1));
                }
                below = page;
                missing = false;
            }
        }
        boolean isOpenAbove = below != null && !below.isDescending();
        if (below != null && (missing || (isOpenAbove && (moved || endShort)))) {
            add(gaps, new Span(Math.min(high(below), end), end));
        }
        return gaps;
    }

    private static long reach(List<Leg> pages, boolean descending) {
        return pages.stream()
                .filter(page -> page.isDescending() == descending)
                .mapToLong(page -> page.offset() + page.limit())
                .max()
                .orElse(0);
    }

    private static int place(Leg page) {
        return page.isDescending() ? -page.offset() : page.offset();
    }

    private static boolean fits(Leg below, Leg above) {
        boolean sameState = below.totalNow() != null && below.totalNow().equals(above.totalNow());
        return sameState && (!overlap(below, above) || meets(below, above));
    }

    private static boolean meets(Leg below, Leg above) {
        return below.isDescending() ? below.meets(above) : above.meets(below);
    }

    private static long low(Leg page) {
        return second(page.isDescending() ? page.newest() : page.first());
    }

    private static long high(Leg page) {
        return second(page.isDescending() ? page.first() : page.newest());
    }

    private static long second(@Nullable Long second) {
        return Objects.requireNonNull(second, "a page with rows");
    }

    private static void add(List<Span> gaps, Span next) {
        Span last = gaps.isEmpty() ? null : gaps.get(gaps.size() - 1);
        if (last != null && next.from() < last.to()) {
            gaps.set(gaps.size() - 1, new Span(last.from(), Math.max(last.to(), next.to())));
        } else {
            gaps.add(next);
        }
    }
}
