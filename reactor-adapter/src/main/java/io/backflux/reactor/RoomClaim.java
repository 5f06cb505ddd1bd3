package io.backflux.reactor;

import io.backflux.reactor.quota.Lane;

/**
 * What room a page needs that is to be requested.
 *
 * @param rows of the page
 * @param keptAsRows whether its rows are read as they come and lie in memory, rather than the bytes that they came in
 */
record RoomClaim(int rows, boolean keptAsRows, Need need, Lane lane) {

    /** What reading a page takes besides its bytes: the window, and what unpacks. */
    static final long READING = 64 << 10;

    RoomClaim with(Need now) {
        return new RoomClaim(rows, keptAsRows, now, lane);
    }

    /** What is set aside for it. */
    long bytes(PageSizes sizes) {
        long asItComes = sizes.of(rows) + READING;
        return keptAsRows ? Math.max(asItComes, rows * ReadyRows.BYTES) : asItComes;
    }
}
