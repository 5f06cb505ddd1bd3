package io.backflux.partition;

import io.backflux.paging.Plan;
import io.backflux.wire.CheckpointContent;
import org.jspecify.annotations.Nullable;

/**
 * Holds where one harvest stands, and goes from one {@link HarvestState} to the next. Whoever carries it out asks for
 * {@link #next} as often as a request could go out. Not for several threads.
 */
public final class Planner {

    private HarvestState state;

    private Planner(HarvestState state) {
        this.state = state;
    }

    /**
     * Of a harvest of one page after the other.
     *
     * @param from where it resumes; null where it begins
     * @param obstacle why it is a chain, where something else was wanted; in words
     */
    public static Planner ofChain(Plan plan, @Nullable CheckpointContent from, @Nullable String obstacle) {
        return new Planner(
                from == null ? ChainState.begin(plan, obstacle) : ChainResumption.read(plan, from, obstacle));
    }

    /**
     * Of a harvest with several pages at once.
     *
     * @param reach how far offsets reach
     * @param ordered whether rows are read in the harvest's order
     * @param from where it resumes, of a parallel harvest or of a chain in the stable order; null where it begins
     */
    public static Planner ofPartition(Plan plan, Reach reach, boolean ordered, @Nullable CheckpointContent from) {
        return new Planner(
                from == null
                        ? PartitionState.begin(plan, reach, ordered)
                        : PartitionCheckpoint.read(plan, reach, ordered, from));
    }

    /** Where the harvest stands. */
    public HarvestState state() {
        return state;
    }

    void moveTo(HarvestState next) {
        state = next;
    }

    /**
     * The page that is to be requested next, which is then in flight.
     *
     * @param idle slots that are free, see {@link HarvestState#next(int, int)}
     * @param demanded pages that are asked for
     * @return null where nothing can be requested until an answer comes, or nothing is left
     */
    public @Nullable PlannedPage next(int idle, int demanded) {
        if (state.next(idle, demanded) instanceof HarvestState.Ask ask) {
            state = ask.state();
            return new PlannedPage(this, ask.leg());
        }
        return null;
    }
}
