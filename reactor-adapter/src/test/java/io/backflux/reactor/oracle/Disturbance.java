package io.backflux.reactor.oracle;

/**
 * What happens to one answer on its way.
 *
 * @param request which one, 1 for the first
 * @param place how much of the answer comes, from 0 to 1
 */
record Disturbance(int request, Kind kind, double place) {

    enum Kind {
        /** The connection breaks. */
        CUT,
        /** The answer ends as if it were whole. */
        ENDED_EARLY,
        /** A byte that no JSON has. */
        DAMAGED,
        /** Something follows the answer. */
        GARBAGE_BEHIND,
        /** The rest does not come in time. */
        STALLED,
        /** Nothing comes in time. */
        NO_ANSWER,
        /** There is no connection. */
        REFUSED_CONNECTION,
        /** It takes a minute. */
        SLOW,
        HTTP_500,
        CODE_50000,
        CODE_50301,
        CODE_40202,
        CODE_40209
    }
}
