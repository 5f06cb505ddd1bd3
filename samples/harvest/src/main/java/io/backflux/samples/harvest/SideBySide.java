package io.backflux.samples.harvest;

/** How many targets are harvested at once. */
final class SideBySide {

    /** A page as it came, up to some 4 MB, and its rows on their way into the file. */
    private static final long BYTES_EACH = 8L << 20;

    private static final long BYTES_OF_ALL_ELSE = 16L << 20;

    private SideBySide() {}

    /**
     * As many as requests may be in flight, since each target has one; fewer where the memory is short.
     *
     * @param heap the most bytes that this process may use
     */
    static int within(int maxInFlight, long heap) {
        long room = Math.max(1, (heap - BYTES_OF_ALL_ELSE) / BYTES_EACH);
        return (int) Math.min(maxInFlight, room);
    }
}
