package io.backflux.reactor.oracle;

/**
 * A change of the index.
 *
 * @param before the request before whose evaluation it happens, 1 for the first
 * @param place where, from 0 for the oldest row to 1 for the newest
 * @param other of a swap, where the new row goes
 * @param rows how many
 */
record Move(int before, Kind kind, double place, double other, int rows) {

    enum Kind {
        /** Rows are found, just now. */
        ADD_NEW,
        /** Rows enter that were found long ago. */
        ADD_OLD,
        REMOVE,
        /** For each row that leaves another one enters that was found long ago. */
        SWAP,
        /** Rows change their rank. */
        RERANK
    }

    Move with(int fewer) {
        return new Move(before, kind, place, other, fewer);
    }
}
