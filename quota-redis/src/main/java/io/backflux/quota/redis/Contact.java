package io.backflux.quota.redis;

import java.time.Duration;

/** Whether Redis can be reached, in nanoseconds of one clock. Not for several threads. */
final class Contact {

    private long lastAnswer;

    /** By the server's own clock. */
    private long serverTime;

    private boolean isLost;

    /** Of the first call that failed. */
    private long lostSince;

    Contact(long now) {
        this.lastAnswer = now;
    }

    /**
     * True where it had been lost.
     *
     * @param itsTime by the server's clock; 0 where it did not say
     */
    boolean answered(long now, long itsTime) {
        boolean wasLost = isLost;
        lastAnswer = now;
        serverTime = itsTime > 0 ? itsTime : serverTime;
        isLost = false;
        return wasLost;
    }

    /**
     * True where it is the first that failed.
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

    /** The time since the last answer, where a call has failed since; else zero. */
    Duration outage(long now) {
        return isLost ? Duration.ofNanos(now - lastAnswer) : Duration.ZERO;
    }

    /** For how long a request made at {@code askedAt} has been waiting without an answer. */
    Duration inVain(long now, long askedAt) {
        return isLost ? Duration.ofNanos(now - Math.max(lostSince, askedAt)) : Duration.ZERO;
    }
}
