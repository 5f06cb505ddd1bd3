import org.jspecify.annotations.NullMarked;

/** Rows, pages and summaries as JSON, by any mapper of Jackson 3. */
@NullMarked
module io.backflux.jackson {
    requires transitive io.backflux.core;
    requires transitive tools.jackson.databind;
    requires tools.jackson.core;
    requires static transitive org.jspecify;

    exports io.backflux.jackson;

    provides tools.jackson.databind.JacksonModule with
            io.backflux.jackson.BacklinksModule;
}
