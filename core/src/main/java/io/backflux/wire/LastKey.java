package io.backflux.wire;

import java.time.Instant;

/**
 * The last row emitted, in the stable order: from here a harvest can resume without a token.
 *
 * @param firstSeen its second
 * @param urlFrom its page
 * @param urlTo what it links to
 * @param copies how many rows with just these values were emitted, one after the other
 */
public record LastKey(Instant firstSeen, String urlFrom, String urlTo, int copies) {

    /** Without the addresses. */
    @Override
    public String toString() {
        return "LastKey[firstSeen=" + firstSeen + ", copies=" + copies + "]";
    }
}
