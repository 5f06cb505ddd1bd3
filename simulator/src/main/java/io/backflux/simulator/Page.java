package io.backflux.simulator;

import org.jspecify.annotations.Nullable;

/**
 * One page of a query, before it is written.
 *
 * @param first the position of its first row in the selection
 * @param token null when the page has none
 * @param tokenShown whether the property is there at all
 * @param itemsNull whether the items are null rather than an empty list
 * @param total null when it is not reported
 */
record Page(
        Query query,
        DataSet data,
        Selection selection,
        int first,
        int rows,
        @Nullable String token,
        boolean tokenShown,
        boolean itemsNull,
        @Nullable Long total) {
    Page withTies(long chance) {
        Selection ties = new ChanceTies(data, selection, chance);
        return new Page(query, data, ties, first, rows, token, tokenShown, itemsNull, total);
    }

    Page of(Query otherQuery, DataSet otherData) {
        return new Page(otherQuery, otherData, selection, first, rows, token, tokenShown, itemsNull, total);
    }
}
