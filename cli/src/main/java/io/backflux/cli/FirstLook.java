package io.backflux.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether every target can begin or be resumed, found out before anything is bought. */
final class FirstLook {

    private FirstLook() {}

    /**
     * Looks at all of them, so that one answer tells how many stand in the way.
     *
     * @return by target, what those that are resumed have come to
     * @throws IllegalArgumentException for what one is refused for, with a count of the others
     * @throws UnwritableException if one can't be written
     */
    static Map<String, HarvestState> at(List<TargetHarvest> harvests) {
        Map<String, HarvestState> states = new HashMap<>();
        List<IllegalArgumentException> refusals = new ArrayList<>();
        for (TargetHarvest harvest : harvests) {
            try {
                HarvestState there = harvest.look();
                if (there != null) {
                    states.put(harvest.target(), there);
                }
            } catch (IllegalArgumentException e) {
                refusals.add(e);
            }
        }
        refuse(refusals);
        return states;
    }

    private static void refuse(List<IllegalArgumentException> refusals) {
        if (!refusals.isEmpty()) {
            IllegalArgumentException first = refusals.get(0);
            String others = refusals.size() == 1
                    ? ""
                    : " (and " + Figures.counted(refusals.size() - 1, "more target") + " can't either)";
            throw new IllegalArgumentException(first.getMessage() + others, first);
        }
    }
}
