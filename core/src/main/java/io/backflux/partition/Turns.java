package io.backflux.partition;

import io.backflux.Strategy;
import io.backflux.paging.Plan;
import io.backflux.partition.HarvestState.Ask;
import io.backflux.partition.HarvestState.Next;
import io.backflux.partition.HarvestState.Wait;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whose turn it is among the legs of a partition. */
final class Turns {

    /** Pages from the one whose turn it is on that may be in flight or wait for their turn. */
    private static final int MOST_IN_ORDER = 60;

    private static final Wait WAIT = new Wait();

    private Turns() {}

    /** What is to be done, as long as the harvest is not over. */
    static Next next(PartitionState state, int idle, int demanded) {
        if (!isWorthAnother(state)) {
            return WAIT;
        }
        PartitionState ready = state.legs().isEmpty() ? begun(state) : state;
        Leg next = waiting(ready, demanded);
        if (next == null && idle > 0) {
            ready = state.strategy() == Strategy.BLOCKS ? Blocks.extendedAnyhow(ready) : ready;
            ready = LookingAgain.besideTheLast(ready);
            ready = Cutting.of(ready, idle);
            next = waiting(ready, demanded);
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
     * goes first. What tells where the next block begins goes before all others.
     */
    private static @Nullable Leg waiting(PartitionState state, int demanded) {
        Stream<PageLeg> leading = state.strategy() == Strategy.BLOCKS ? Blocks.leading(state).stream() : Stream.empty();
        if (!state.isOrdered()) {
            return waiting(Stream.concat(leading, mostLeft(state).stream()));
        }
        List<Leg> window = inOrder(state, Math.min(demanded, MOST_IN_ORDER));
        return waiting(Stream.concat(
                leading.filter(page -> window.stream().anyMatch(near -> near.id() == page.id())), window.stream()));
    }

    private static @Nullable Leg waiting(Stream<? extends Leg> legs) {
        return legs.filter(leg -> leg.at().isWaiting()).findFirst().orElse(null);
    }

    private static Optional<Leg> mostLeft(PartitionState state) {
        return state.legs().stream()
                .filter(leg -> leg.at().isWaiting())
                .min(Comparator.comparingDouble(leg -> -left(leg, state.legs())));
    }

    /** From the one whose turn it is on: what has come before its turn waits in memory, so only so many may be on their way. */
    private static List<Leg> inOrder(PartitionState state, int most) {
        return state.legs().stream()
                .filter(leg -> !leg.isEnded())
                .sorted(Leg.IN_ORDER)
                .limit(most)
                .toList();
    }

    private static double left(Leg leg, List<Leg> legs) {
        return leg.totals().first() == null ? Double.MAX_VALUE : Cutting.rowsLeft(leg, legs);
    }
}
