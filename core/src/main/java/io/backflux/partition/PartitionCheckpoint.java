package io.backflux.partition;

import io.backflux.Strategy;
import io.backflux.paging.Chain;
import io.backflux.paging.Plan;
import io.backflux.paging.StableOrder;
import io.backflux.partition.Known.Look;
import io.backflux.partition.PartitionState.Frame;
import io.backflux.wire.CheckpointContent;
import io.backflux.wire.CheckpointContent.Counts;
import io.backflux.wire.CheckpointContent.Ending;
import io.backflux.wire.LegContent;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a checkpoint keeps of a parallel harvest, and where that resumes. */
final class PartitionCheckpoint {

    private PartitionCheckpoint() {}

    /** Resumed from the checkpoint of a parallel harvest, or of a chain in the stable order. */
    static PartitionState read(Plan plan, Reach reach, boolean ordered, CheckpointContent from) {
        int limit = Math.max(from.query().limit(), Chain.start(plan).limit());
        List<Leg> legs = legs(plan, from);
        Strategy strategy = strategy(plan, from);
        Known known =
                new Known(strategy, from.counts().totalAtStart(), from.counts().totalAtEnd(), looks(legs, strategy));
        PartitionState kept = new PartitionState(new Frame(plan, limit, reach, ordered), legs, known);
        PartitionState state = kept;
        for (Leg leg : legs) {
            state = state.with(resumed(leg, kept));
        }
        return from.isEnded() ? state : LookingAgain.in(state.extended());
    }

    private static List<Leg> legs(Plan plan, CheckpointContent from) {
        List<Leg> legs = new ArrayList<>();
        if (!from.isParallel()) {
            legs.add(LegCodec.readChain(plan, from));
        }
        for (LegContent content : from.legs()) {
            Leg leg = LegCodec.read(plan, content);
            legs.add(leg.with(leg.at().numbered(legs.size())));
        }
        return legs;
    }

    /** A chain that was one because no more was wanted is cut when more is. */
    private static @Nullable Strategy strategy(Plan plan, CheckpointContent from) {
        Strategy known = from.strategy();
        boolean isChain = known == null ? isBegun(from) : known == Strategy.CHAIN;
        if (!isChain) {
            return known;
        }
        return from.counts().totalAtStart() != null && StableOrder.hasRoomForRange(plan.query())
                ? Strategy.RANGES
                : Strategy.CHAIN;
    }

    private static boolean isBegun(CheckpointContent from) {
        return from.chain().page().number() > 1 || from.received() > 0 || from.isEnded();
    }

    private static Set<Look> looks(List<Leg> legs, @Nullable Strategy strategy) {
        Set<Look> looks = EnumSet.noneOf(Look.class);
        for (Leg leg : legs) {
            if (leg instanceof SecondLookLeg && strategy == Strategy.RANGES) { // Between pages, what is left tells.
                looks.add(Look.SECONDS);
            } else if (leg instanceof WithoutTimeLeg) {
                looks.add(Look.ROWS_WITHOUT_TIME);
            }
        }
        return looks;
    }

    private static Leg resumed(Leg leg, PartitionState kept) {
        if (leg instanceof SecondLookLeg && kept.strategy() == Strategy.RANGES) {
            return leg.ended(); // What its rows are to be held against is not kept.
        }
        if (leg instanceof RangeLeg range) {
            return kept.hasAll() ? range : range.grown(kept.limit());
        }
        return LookingAgain.renewed(leg, kept.legs());
    }

    /**
     * Where it stands.
     *
     * @param wholePages whether the rows of pages that have not ended have got to nobody yet
     * @param ended why nothing is left; null where something is
     * @return null where nothing was begun
     */
    static @Nullable CheckpointContent write(
            PartitionState state, Counts counts, boolean wholePages, @Nullable String ended) {
        if (state.legs().stream().noneMatch(PartitionCheckpoint::hasBegun)) {
            return null;
        }
        return CheckpointContent.ofLegs(
                state.plan().identity(state.limit()),
                state.known().totalAtStart(),
                counts,
                state.strategy(),
                contents(state.legs(), wholePages),
                Ending.of(ended));
    }

    private static boolean hasBegun(Leg leg) {
        return leg.received() > 0 || leg.isEnded() || leg.at().chain().token() != null;
    }

    private static List<LegContent> contents(List<Leg> legs, boolean wholePages) {
        List<Leg> kept = legs.stream().filter(leg -> !(leg instanceof TotalLeg)).toList();
        List<Integer> ids = kept.stream().map(Leg::id).toList();
        return kept.stream()
                .map(leg -> LegCodec.write(leg, ids.indexOf(leg.at().parent()), wholePages))
                .toList();
    }
}
