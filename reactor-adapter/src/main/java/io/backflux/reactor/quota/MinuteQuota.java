package io.backflux.reactor.quota;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;

/** The bucket of {@link TokenRate} in this JVM. */
final class MinuteQuota {

    private MinuteQuota() {}

    /**
     * @param sent requests within the last {@link TokenRate#WINDOW}, under other limits; of more than the quota none counts for
     *     longer than that
     */
    static Bucket bucket(QuotaLimits limits, TimeMeter clock, int sent) {
        TokenRate rate = limits.tokens();
        Bucket bucket = Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.refill(), rate.window()))
                .withCustomTimePrecision(clock)
                .build();
        if (sent > 0) {
            bucket.consumeIgnoringRateLimits(Math.min(sent, rate.burst() + rate.refill()));
        }
        return bucket;
    }
}
