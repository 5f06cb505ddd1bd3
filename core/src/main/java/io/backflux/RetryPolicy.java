package io.backflux;

import java.time.Duration;
import java.util.Objects;

/**
 * How often, and after what pause, a page is asked for again that failed in a way that may pass. What the API refuses is
 * never sent twice, whatever the policy.
 *
 * <p>Defaults: {@code maxAttempts} 5, {@code firstBackoff} 500 ms, {@code maxBackoff} 30 s, {@code jitter} 0.5.
 *
 * @param maxAttempts requests for one page, the first one included; 1 for no retry
 * @param firstBackoff pause before the second attempt; it doubles with each further one
 * @param maxBackoff the longest pause; the API's own waits (the quota's minute, an outage's minutes) are longer
 * @param jitter the share of a pause that is left to chance, from 0 to 1, so that streams that failed together don't come
 *     back together
 */
public record RetryPolicy(int maxAttempts, Duration firstBackoff, Duration maxBackoff, double jitter) {

    public static final RetryPolicy DEFAULT = new RetryPolicy(5, Duration.ofMillis(500), Duration.ofSeconds(30), 0.5);

    /** One request a page, and its failure is the harvest's. */
    public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO, Duration.ZERO, 0);

    public RetryPolicy {
        Objects.requireNonNull(firstBackoff, "firstBackoff");
        Objects.requireNonNull(maxBackoff, "maxBackoff");
        require(maxAttempts >= 1, "maxAttempts must be at least 1, was " + maxAttempts);
        require(!firstBackoff.isNegative(), "firstBackoff must not be negative, was " + firstBackoff);
        require(
                maxBackoff.compareTo(firstBackoff) >= 0,
                "maxBackoff must be at least firstBackoff, " + firstBackoff + ", was " + maxBackoff);
        require(jitter >= 0 && jitter <= 1, "jitter must be from 0 to 1, was " + jitter);
    }

    /** The same pauses, and so many requests for one page at most. */
    public RetryPolicy withMaxAttempts(int maxAttempts) {
        return new RetryPolicy(maxAttempts, firstBackoff, maxBackoff, jitter);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
