package io.backflux.partition;

import io.backflux.paging.Plan;
import io.backflux.partition.HarvestState.Ask;
import io.backflux.partition.HarvestState.Next;
import io.backflux.partition.HarvestState.Wait;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Whose turn it is among the legs of a partition. */
final class Turns {

    private static final Wait WAIT = new Wait();

    private Turns() {}

    /** What is to be done, as long as the harvest is not over. */
    static Next next(PartitionState state, int idle) {
        if (!isWorthAnother(state)) {
            return WAIT;
        }
        PartitionState ready = state.legs().isEmpty() ? begun(state) : state;
        Leg next = waiting(ready);
        if (next == null && idle > 0) {
            ready = Cutting.of(ready, idle);
            next = waiting(ready);
        }
        return next == null ? WAIT : new Ask(ready.with(next.with(next.at().requested())), next.id());
    }

    private static PartitionState begun(PartitionState state) {
        return state.plus(List.of(RangeLeg.of(state.plan(), Span.ALL, state.limit())));
    }

    /** Whether more may be needed than what is on its way. */
    private static boolean isWorthAnother(PartitionState state) {
        long max = state.plan().max();
        if (max == Plan.ALL || isTurnOfOneThatWaits(state)) {
            return true;
        }
        long inFlight =
                state.legs().stream().filter(leg -> leg.at().isInFlight()).count();
        return state.received() + inFlight * state.limit() < max;
    }

    /** Whether, in order, what is on its way can't be read before another page has come. */
    private static boolean isTurnOfOneThatWaits(PartitionState state) {
        Leg inTurn = state.isOrdered() ? first(state) : null;
        return inTurn != null && !inTurn.at().isInFlight();
    }

    /** The first in the harvest's order that has not ended; null where all have. */
    static @Nullable Leg first(PartitionState state) {
        return first(state, leg -> !leg.isEnded());
    }

    private static @Nullable Leg first(PartitionState state, Predicate<Leg> wanted) {
        return state.legs().stream().filter(wanted).min(Leg.IN_ORDER).orElse(null);
    }

    /**
     * In order, the first. Else the one with the most left, so that all end at about the same time; one of which nothing is known
     * goes first.
     */
    private static @Nullable Leg waiting(PartitionState state) {
        if (state.isOrdered()) {
            return first(state, leg -> leg.at().isWaiting());
        }
        return state.legs().stream()
                .filter(leg -> leg.at().isWaiting())
                .max(Comparator.comparingDouble(leg -> left(leg, state.legs())))
                .orElse(null);
    }

    private static double left(Leg leg, List<Leg> legs) {
        return leg.totals().first() == null ? Double.MAX_VALUE : Cutting.rowsLeft(leg, legs);
    }
}
