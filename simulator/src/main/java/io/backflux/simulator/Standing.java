package io.backflux.simulator;

/**
 * What has become of a row that changed.
 *
 * @param firstSeen {@link Field#NONE} when the row was there at the start
 */
record Standing(int rank, long firstSeen, long lastSeen, boolean gone) {
    boolean isFound() {
        return firstSeen != Field.NONE;
    }

    Standing seenAgain(int newRank, long second) {
        return new Standing(newRank, firstSeen, second, gone);
    }

    Standing lost(long second) {
        return new Standing(rank, firstSeen, second, true);
    }
}
