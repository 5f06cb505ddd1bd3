package io.backflux.quota.redis;

import java.time.Duration;

/** Whether Redis can be reached, in nanoseconds of one clock. Not for several threads. */
final class Contact {

    private long lastHeard;

    /** By the server's own clock. */
    private long serverTime;

    private boolean isLost;

    /** Of the first call in vain. */
    private long lostSince;

    Contact(long now) {
        this.lastHeard = now;
    }

    /**
     * True where it had been lost.
     *
     * @param itsTime by the server's clock; 0 where it did not say
     */
    boolean heard(long now, long itsTime) {
        boolean wasLost = isLost;
        lastHeard = now;
        serverTime = itsTime > 0 ? itsTime : serverTime;
        isLost = false;
        return wasLost;
    }

    /**
     * A call was in vain; true where it is the first.
     *
     * @param begun when it was made
     */
    boolean failed(long begun) {
        boolean isFirst = !isLost;
        if (isFirst) {
            lostSince = begun;
        }
        isLost = true;
        return isFirst;
    }

    /** The server's time of its last answer; 0 before the first. */
    long serverTime() {
        return serverTime;
    }

    /** For how long nothing was heard, where a call was in vain since; else zero. */
    Duration outage(long now) {
        return isLost ? Duration.ofNanos(now - lastHeard) : Duration.ZERO;
    }

    /** For how long somebody who asked at a time has been waiting in vain. */
    Duration inVain(long now, long askedAt) {
        return isLost ? Duration.ofNanos(now - Math.max(lostSince, askedAt)) : Duration.ZERO;
    }
}
