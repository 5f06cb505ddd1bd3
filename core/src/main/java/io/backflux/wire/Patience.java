package io.backflux.wire;

/**
 * Whether to try once more to parse what was not whole. Bytes that drip in must not make the same row be parsed over and
 * over: what tries in vain have read stays within some times what has come. Few tries fail, so mostly there is no wait.
 */
final class Patience {

    private static final long MOST_TIMES = 8;

    private long readInVain;

    /**
     * Whether another try is worth its while.
     *
     * @param unread bytes since the beginning of what was not whole
     */
    boolean allows(int unread) {
        return readInVain <= MOST_TIMES * unread;
    }

    void succeeded() {
        readInVain = 0;
    }

    void failed(int unread) {
        readInVain += unread;
    }
}
