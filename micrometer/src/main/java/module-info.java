import org.jspecify.annotations.NullMarked;

/** Meters and spans of harvests, by Micrometer. */
@NullMarked
module io.backflux.micrometer {
    requires transitive io.backflux.reactor;
    requires transitive micrometer.commons;
    requires transitive micrometer.core;
    requires transitive micrometer.observation;
    requires static transitive org.jspecify;

    exports io.backflux.micrometer;
}
