package io.backflux.partition;

import io.backflux.Verdict;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether the legs of a harvest are the whole: their rows against the totals that came with their pages. */
final class Proof {

    private Proof() {}

    /**
     * What the counts say.
     *
     * @param whole whether the harvest has come to its end, and not to the caller's maximum
     * @param atStart {@code total_count} of the first page
     * @param atEnd the same after the last, where it was asked for
     * @param repeatedOverall rows known to have come twice, as seen over all legs
     * @param exact whether each row was compared with all others of the harvest
     */
    static Finding of(
            List<Leg> legs,
            boolean whole,
            @Nullable Long atStart,
            @Nullable Long atEnd,
            long repeatedOverall,
            boolean exact) {
        if (!whole || atStart == null) {
            return whole ? Finding.NO_TOTAL : Finding.ENDED_EARLY;
        }
        boolean strict = legs.stream()
                .allMatch(leg ->
                        leg.emitted().order().isStrict() && !leg.emitted().isUnsure());
        long inLegs = legs.stream().mapToLong(leg -> leg.emitted().repeated()).sum();
        long repeated = strict ? inLegs : Math.max(repeatedOverall, inLegs);
        long distinct = legs.stream().mapToLong(Leg::received).sum() - repeated;
        long least = Math.min(atStart, wholeTotals(legs, atEnd).min().orElse(atStart));
        long most = Math.max(atStart, wholeTotals(legs, atEnd).max().orElse(atStart));
        long later = legs.stream().mapToLong(leg -> leg.totals().later()).sum();
        long notReached = notReached(legs, atEnd);
        Finding counted = Finding.of(distinct, repeated, atStart, least - Math.max(later, notReached), most)
                .withLater(later)
                .withoutTime(notReached);
        return switch (counted.verdict()) {
            case GAP -> counted.at(where(shortest(legs)));
            case OVERLAP -> counted.at(where(most(legs)));
            case PROVEN ->
                atEnd == null && hasBlocks(legs)
                        ? counted.doubted("the total at the end is not known")
                        : doubted(legs, counted, exact || strict);
            default -> counted;
        };
    }

    private static boolean hasBlocks(List<Leg> legs) {
        return legs.stream()
                .anyMatch(leg ->
                        leg instanceof PageLeg page && page.last().block().before() > 0);
    }

    private static Finding doubted(List<Leg> legs, Finding proven, boolean exact) {
        if (!exact && legs.stream().anyMatch(leg -> leg.emitted().isUnsure())) {
            return proven.doubted(Doubts.REPEATS);
        }
        String disorder = legs.stream()
                .map(leg -> Doubts.of(leg.emitted().order()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (disorder != null) {
            return proven.doubted(disorder);
        }
        if (isOpen(legs)) {
            return proven.doubted("its pages don't join");
        }
        boolean moved = hasMovedWithinBlocks(legs)
                || legs.stream()
                        .anyMatch(leg -> !Objects.equals(
                                leg.totals().first(), leg.totals().now()));
        return moved
                ? new Finding(Verdict.DRIFTED, "the index changed while it was read, and no row is missing")
                : proven;
    }

    /** Whether pages at offsets don't join, and nothing has looked at what lies between them. */
    private static boolean isOpen(List<Leg> legs) {
        boolean hasLooked = legs.stream().anyMatch(leg -> leg instanceof WithoutTimeLeg && leg.isEnded());
        if (!hasLooked && Pages.isOpenWithoutTime(legs)) {
            return true;
        }
        List<Span> looked = legs.stream()
                .filter(SecondLookLeg.class::isInstance)
                .map(leg -> ((SecondLookLeg) leg).looked())
                .sorted(Comparator.comparingLong(Span::from))
                .toList();
        return Pages.gaps(legs, bound(legs)).stream().anyMatch(gap -> !isCovered(gap, looked));
    }

    private static boolean isCovered(Span gap, List<Span> looked) {
        long reached = gap.from();
        for (Span span : looked) {
            if (span.from() <= reached) {
                reached = Math.max(reached, span.to());
            }
        }
        return reached >= gap.to();
    }

    private static long bound(List<Leg> legs) {
        return legs.isEmpty() ? Span.ENDLESS : legs.get(0).at().bound();
    }

    /**
     * Rows that pages which go backwards leave out: those without {@code first_seen}, and those found meanwhile.
     *
     * @param atEnd the total at the end; null where it was not asked for
     */
    static long notReached(List<Leg> legs, @Nullable Long atEnd) {
        long most = wholeTotals(legs, atEnd).max().orElse(-1);
        long bounded = bounded(legs, most);
        long reached = legs.stream()
                .mapToLong(leg -> leg.emitted().rowsWithoutTime().size())
                .sum();
        return bounded < 0 ? 0 : Math.max(0, (atEnd == null ? most : atEnd) - bounded - reached);
    }

    /**
     * The least that a page spoke of which asks for all rows with a time, found before the harvest began: there have been no more of
     * them since. A server may have taken the offset off.
     */
    private static long bounded(List<Leg> legs, long most) {
        return legs.stream()
                .filter(leg ->
                        leg instanceof PageLeg && isFromEnd(leg) && leg.totals().now() != null)
                .mapToLong(leg -> least(leg, most))
                .min()
                .orElse(-1);
    }

    private static long least(Leg page, long most) {
        long now = Objects.requireNonNull(page.totals().now());
        long whole = now + page.at().offset();
        return whole <= most ? whole : now;
    }

    private static boolean isFromEnd(Leg page) {
        return page.isDescending() && page.at().asked().to() == page.at().bound();
    }

    /** Whether pages of one block spoke of different totals. */
    private static boolean hasMovedWithinBlocks(List<Leg> legs) {
        List<PageLeg> pages = Pages.inOrder(legs);
        for (int i = 0; i < pages.size(); i++) {
            PageLeg page = pages.get(i);
            PageLeg above = i + 1 < pages.size() ? pages.get(i + 1) : page;
            boolean differs = page.isDescending() ? above.differsFrom(page) : page.differsFrom(above);
            if (page.last().hasMoved() || (above.id() != page.id() && differs)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the index changed, as far as totals say. */
    static boolean hasMoved(List<Leg> legs) {
        return wholeTotals(legs, null).distinct().count() > 1;
    }

    /** Totals of the whole query, of whatever time. */
    private static LongStream wholeTotals(List<Leg> legs, @Nullable Long atEnd) {
        LongStream ofLegs = legs.stream()
                .filter(leg -> leg.at().isOfAll())
                .flatMap(leg -> Stream.of(leg.totals().first(), leg.totals().now()))
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue);
        return atEnd == null ? ofLegs : LongStream.concat(ofLegs, LongStream.of(atEnd));
    }

    /** The range that is short of the most rows; null where none is. */
    static @Nullable RangeLeg shortest(List<Leg> legs) {
        return legs.stream()
                .filter(RangeLeg.class::isInstance)
                .map(RangeLeg.class::cast)
                .filter(leg -> shortBy(legs, leg) > 0)
                .max(Comparator.comparingLong(leg -> shortBy(legs, leg)))
                .orElse(null);
    }

    private static long shortBy(List<Leg> legs, Leg leg) {
        Long total = leg.totals().first();
        if (total == null) {
            return 0;
        }
        long ofParts = legs.stream()
                .filter(part -> part.at().parent() == leg.id())
                .map(part -> part.totals().first())
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
        return total
                - ofParts
                - (leg.received() - leg.emitted().repeated())
                - leg.totals().outside();
    }

    private static @Nullable Leg most(List<Leg> legs) {
        return legs.stream()
                .filter(leg -> leg.emitted().repeated() > 0)
                .max(Comparator.comparingLong(leg -> leg.emitted().repeated()))
                .orElse(null);
    }

    private static String where(@Nullable Leg leg) {
        if (leg == null) {
            return "";
        }
        String from = leg.at().asked().isOpen()
                ? "the beginning"
                : time(leg.at().asked().from());
        return ", in the range from " + from + " to " + time(leg.at().stop());
    }

    private static String time(long second) {
        return Instant.ofEpochSecond(second).toString();
    }
}
