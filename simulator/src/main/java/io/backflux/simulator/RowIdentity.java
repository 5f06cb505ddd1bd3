package io.backflux.simulator;

/**
 * What tells one row of a target from all others, however the index changes.
 *
 * @param urlFrom the row's {@code url_from}
 * @param urlTo the row's {@code url_to}
 */
public record RowIdentity(String urlFrom, String urlTo) {
    static RowIdentity of(Row row) {
        return new RowIdentity(Text.string(row.origin()::url), Text.string(row.destination()::url));
    }
}
