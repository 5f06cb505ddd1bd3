package io.backflux.reactor;

/** How much a page is wanted that has yet to be requested. */
enum Need {

    /** Pages of its harvest have come and can't be emitted before it. */
    OWED,

    /** Rows of it are demanded. */
    DEMANDED,

    /** It would lie ready for a later demand. */
    AHEAD
}
