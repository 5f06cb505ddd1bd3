package io.backflux.paging;

import io.backflux.Backlink;

/** Rows for tests. */
final class Rows {

    private Rows() {}

    static Backlink row(String urlFrom, String urlTo, String itemType, String anchor, String firstSeen) {
        return Backlink.fromJson("{\"url_from\":\"" + urlFrom + "\",\"url_to\":\"" + urlTo + "\",\"item_type\":\""
                + itemType + "\",\"anchor\":\"" + anchor + "\",\"first_seen\":\"" + firstSeen + "\"}");
    }

    /** A row of its own for each number. */
    static Backlink numbered(long number) {
        return row(
                "https://from.example/" + number, "https://to.example/", "anchor", "a", "2023-02-10 16:15:27 +00:00");
    }
}
