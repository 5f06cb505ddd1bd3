package io.backflux.reactor.oracle;

import org.jspecify.annotations.Nullable;

/**
 * A row of the index. One whose rank has changed is another record with the same {@code id}.
 *
 * @param firstSeen second since 1970; null for none
 */
record Row(
        int id,
        String urlFrom,
        String urlTo,
        @Nullable String itemType,
        @Nullable String anchor,
        @Nullable Long firstSeen,
        long lastSeen,
        int rank) {

    Identity identity() {
        return new Identity(urlFrom, urlTo, itemType, anchor);
    }

    Row ranked(int other) {
        return new Row(id, urlFrom, urlTo, itemType, anchor, firstSeen, lastSeen, other);
    }
}
