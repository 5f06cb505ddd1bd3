import org.jspecify.annotations.NullMarked;

/** Backlinks as values, the reader of the API's answers, and the rules of its pages. */
@NullMarked
module io.backflux.core {
    requires static transitive org.jspecify;
    requires tools.jackson.core;

    exports io.backflux;
    exports io.backflux.error;
    exports io.backflux.paging to
            io.backflux.reactor;
    exports io.backflux.partition to
            io.backflux.reactor;
    exports io.backflux.wire to
            io.backflux.reactor;
}
