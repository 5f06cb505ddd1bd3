package io.backflux.flink;

import java.io.Serializable;

/**
 * Which split it is.
 *
 * @param target the target's place in the list, from 0
 * @param part the range's place among the target's; {@link #WHOLE} for the whole target
 */
record SplitName(int target, int part) implements Serializable {

    static final int WHOLE = -1;

    static SplitName ofWhole(int target) {
        return new SplitName(target, WHOLE);
    }

    boolean isWhole() {
        return part == WHOLE;
    }

    @Override
    public String toString() {
        return isWhole() ? String.valueOf(target) : target + "/" + part;
    }
}
