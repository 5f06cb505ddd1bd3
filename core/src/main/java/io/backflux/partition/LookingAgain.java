package io.backflux.partition;

import io.backflux.Strategy;
import io.backflux.Verdict;
import io.backflux.paging.StableOrder;
import io.backflux.partition.Known.Look;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Adds legs that look again, once all others have ended and the counts call for it. */
final class LookingAgain {

    private LookingAgain() {}

    /** With the legs that look again, if there are to be some by now. */
    static PartitionState in(PartitionState state) {
        PartitionState further = state.isWhole() && !state.hasAll() ? step(state) : null;
        return further == null ? state : in(further);
    }

    /** A step further in looking again; null where nothing is left to be looked at. */
    private static @Nullable PartitionState step(PartitionState state) {
        if (state.strategy() == Strategy.CHAIN || state.strategy() == null) {
            return null;
        }
        if (lacks(state, Look.SECONDS) && state.strategy() != Strategy.RANGES) {
            return at(gaps(state), looked(state, Look.SECONDS)); // Where pages don't join.
        }
        boolean isTotalCalledFor =
                wantsTotal(state) || !Objects.equals(state.known().totalAtStart(), state.received());
        if (lacks(state, Look.TOTAL) && isTotalCalledFor) {
            return withTotal(state);
        }
        if (lacks(state, Look.SECONDS) && state.findingByCounts().verdict() == Verdict.GAP) {
            return at(secondsOfGap(state), looked(state, Look.SECONDS)); // Of ranges, once the total tells.
        }
        if (lacks(state, Look.ROWS_WITHOUT_TIME) && mayLackRowsWithoutTime(state)) {
            Leg look = WithoutTimeLeg.of(state.plan(), state.limit(), rowsWithoutTime(state.legs()));
            return looked(state, Look.ROWS_WITHOUT_TIME).plus(List.of(look));
        }
        return null;
    }

    /** Without the seconds that were looked at when it was their turn. */
    private static List<Span> gaps(PartitionState state) {
        List<Span> gaps = Pages.gaps(state.legs(), state.bound());
        for (SecondLookLeg look : state.of(SecondLookLeg.class).toList()) {
            gaps = gaps.stream()
                    .flatMap(gap -> gap.without(look.looked()).stream())
                    .toList();
        }
        return gaps;
    }

    /** The largest range is the first whose rows are not remembered: to look at it again would cost the most. */
    static PartitionState withinMemory(PartitionState state) {
        int remembered =
                state.of(RangeLeg.class).mapToInt(RangeLeg::rememberedRows).sum();
        return remembered <= RowMemory.MOST_IN_ALL
                ? state
                : state.of(RangeLeg.class)
                        .max(Comparator.comparingInt(RangeLeg::rememberedRows))
                        .map(largest -> state.with(largest.withoutMemory()))
                        .orElse(state);
    }

    private static PartitionState withTotal(PartitionState state) {
        return looked(state, Look.TOTAL).plus(List.of(TotalLeg.of(state.plan())));
    }

    /** Beyond the first block no page has rows without a time, and counts alone may hide that one is missing. */
    private static boolean wantsTotal(PartitionState state) {
        return state.strategy() == Strategy.BLOCKS && !state.isPart();
    }

    /** With the total at the end, beside the last pages. */
    static PartitionState besideTheLast(PartitionState state) {
        return wantsTotal(state) && lacks(state, Look.TOTAL) && Blocks.areComplete(state) ? withTotal(state) : state;
    }

    private static boolean lacks(PartitionState state, Look look) {
        return !state.known().looks().contains(look);
    }

    private static PartitionState looked(PartitionState state, Look look) {
        return state.with(state.known().with(look));
    }

    static PartitionState at(List<Span> spans, PartitionState state) {
        if (!StableOrder.hasRoomForRange(state.plan().query())) {
            return state;
        }
        List<Rival> emitted = emitted(state.legs());
        return state.plus(spans.stream()
                .map(span -> SecondLookLeg.of(state.plan(), span, state.limit(), emitted))
                .toList());
    }

    /** Those of the range that is short of the most rows, if it is known which rows it has brought. */
    private static List<Span> secondsOfGap(PartitionState state) {
        RangeLeg lacking = Proof.shortest(state.legs());
        return lacking == null || lacking.remembered() == null
                ? List.of()
                : List.of(new Span(lacking.at().asked().from(), lacking.at().stop()));
    }

    /** Whether rows without {@code first_seen} may be missing, and those that came are known. */
    private static boolean mayLackRowsWithoutTime(PartitionState state) {
        List<Leg> legs = state.legs();
        long later = legs.stream().mapToLong(leg -> leg.totals().later()).sum();
        Long atEnd = state.known().totalAtEnd();
        Long total = atEnd == null ? state.known().totalAtStart() : atEnd;
        boolean isShort = total != null && state.received() + later < total;
        return (isShort
                        || Proof.notReached(legs, atEnd) > 0
                        || state.of(TotalLeg.class).anyMatch(TotalLeg::endsWithoutTime)
                        || Pages.isOpenWithoutTime(legs)
                        || (!Pages.isClosedAbove(legs) && Proof.hasMoved(legs)))
                && legs.stream().allMatch(leg -> leg.emitted().knowsRowsWithoutTime());
    }

    /** A leg that looks again, once more against what the others have emitted. */
    static Leg renewed(Leg leg, List<Leg> legs) {
        if (leg instanceof SecondLookLeg look) {
            return look.against(emitted(legs));
        }
        return leg instanceof WithoutTimeLeg look ? look.against(rowsWithoutTime(legs)) : leg;
    }

    private static List<Rival> emitted(List<Leg> legs) {
        return legs.stream()
                .flatMap(leg -> leg instanceof PageLeg
                        ? leg.emitted().atEdges().stream()
                        : leg instanceof RangeLeg range ? remembered(range) : Stream.empty())
                .toList();
    }

    private static Stream<Rival> remembered(RangeLeg range) {
        return Stream.ofNullable(range.remembered())
                .map(rows -> new Rival(range.at().asked().from(), Span.ENDLESS, rows));
    }

    private static List<RowBag> rowsWithoutTime(List<Leg> legs) {
        return legs.stream()
                .filter(leg -> !(leg instanceof WithoutTimeLeg) && leg.emitted().knowsRowsWithoutTime())
                .map(leg -> leg.emitted().rowsWithoutTime())
                .toList();
    }
}
