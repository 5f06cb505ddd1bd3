package io.backflux.reactor.quota;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * The token bucket for the quota of a minute. What it holds when full and what flows in within a minute make up the quota
 * together: a bucket that holds the whole quota and is also filled by it admits nearly twice as much in its first minute.
 */
final class MinuteQuota {

    /**
     * A little more than a minute, because the server counts when requests arrive, and they may arrive closer together
     * than they were sent.
     */
    static final Duration WINDOW = Duration.ofSeconds(62);

    /** One twentieth of the quota may go at once, because what goes at once is taken off the steady rate. */
    private static final int SHARE_AT_ONCE = 20;

    private MinuteQuota() {}

    /**
     * @param sent requests within the last {@link #WINDOW}, under other limits; of more than the quota none counts for longer
     *     than that
     */
    static Bucket bucket(QuotaLimits limits, TimeMeter clock, int sent) {
        int quota = limits.requestsPerMinute();
        int burst = Math.max(1, Math.min(limits.maxInFlight(), quota / SHARE_AT_ONCE));
        int refill = quota - burst + 1; // The last of them comes when the window is over.
        Bucket bucket = Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(refill, WINDOW))
                .withCustomTimePrecision(clock)
                .build();
        if (sent > 0) {
            bucket.consumeIgnoringRateLimits(Math.min(sent, burst + refill));
        }
        return bucket;
    }
}
