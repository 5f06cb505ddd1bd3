package io.backflux.reactor.oracle;

import io.backflux.Backlink;
import org.jspecify.annotations.Nullable;

/** What tells rows apart. Rows may be alike in all of it. */
record Identity(
        @Nullable String urlFrom,
        @Nullable String urlTo,
        @Nullable String itemType,
        @Nullable String anchor) {

    static Identity of(Backlink row) {
        return new Identity(row.urlFrom(), row.urlTo(), row.itemType(), row.anchor());
    }
}
