package io.backflux;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * How often, and after what pause, a page is retried that failed in a way that may pass. What the API refuses is
 * never sent twice, whatever the policy.
 *
 * <p>Defaults: {@code maxAttempts} 7, {@code firstBackoff} 500 ms, {@code maxBackoff} 30 s, {@code firstOutageBackoff} 1
 * min, {@code maxOutageBackoff} 10 min, {@code jitter} 0.5, {@code budget} {@link RetryBudget#DEFAULT}, {@code retried} all
 * classes but {@link FailureClass#QUOTA_UNAVAILABLE}, which has been waited for already.
 *
 * @param maxAttempts requests for one page, the first one included; 1 for no retry
 * @param firstBackoff pause before the second attempt; it doubles with each further one
 * @param maxBackoff the longest such pause
 * @param firstOutageBackoff pause after the first answer that the server is down for minutes (50303); it doubles too
 * @param maxOutageBackoff the longest such pause, and the longest for which a server's {@code Retry-After} is honoured
 * @param jitter the share of a pause that is left to chance, from 0 to 1, so that streams that failed together don't come
 *     back together
 * @param budget how many retries one harvest may have in all
 * @param retried which failures are retried; the others end the harvest at once
 */
public record RetryPolicy(
        int maxAttempts,
        Duration firstBackoff,
        Duration maxBackoff,
        Duration firstOutageBackoff,
        Duration maxOutageBackoff,
        double jitter,
        RetryBudget budget,
        Set<FailureClass> retried) {

    private static final Duration LONGEST = Duration.ofDays(30);

    public static final RetryPolicy DEFAULT = new RetryPolicy(
            7,
            Duration.ofMillis(500),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            0.5,
            RetryBudget.DEFAULT,
            EnumSet.complementOf(EnumSet.of(FailureClass.QUOTA_UNAVAILABLE)));

    /** One request a page, and its failure is the harvest's. */
    public static final RetryPolicy NONE = DEFAULT.withMaxAttempts(1);

    public RetryPolicy {
        require(maxAttempts >= 1, "maxAttempts must be at least 1, was " + maxAttempts);
        rising(firstBackoff, "firstBackoff", maxBackoff, "maxBackoff");
        rising(firstOutageBackoff, "firstOutageBackoff", maxOutageBackoff, "maxOutageBackoff");
        require(jitter >= 0 && jitter <= 1, "jitter must be from 0 to 1, was " + jitter);
        Objects.requireNonNull(budget, "budget");
        retried = Set.copyOf(retried);
    }

    /** So many requests for one page at most. */
    public RetryPolicy withMaxAttempts(int maxAttempts) {
        return new RetryPolicy(
                maxAttempts, firstBackoff, maxBackoff, firstOutageBackoff, maxOutageBackoff, jitter, budget, retried);
    }

    /** Other pauses, but after a word of an outage. */
    public RetryPolicy withBackoff(Duration first, Duration max) {
        return new RetryPolicy(maxAttempts, first, max, firstOutageBackoff, maxOutageBackoff, jitter, budget, retried);
    }

    /** Other pauses after a word of an outage. */
    public RetryPolicy withOutageBackoff(Duration first, Duration max) {
        return new RetryPolicy(maxAttempts, firstBackoff, maxBackoff, first, max, jitter, budget, retried);
    }

    /** Another share of chance in each pause. */
    public RetryPolicy withJitter(double jitter) {
        return new RetryPolicy(
                maxAttempts, firstBackoff, maxBackoff, firstOutageBackoff, maxOutageBackoff, jitter, budget, retried);
    }

    /** Another bound of all retries of a harvest. */
    public RetryPolicy withBudget(RetryBudget budget) {
        return new RetryPolicy(
                maxAttempts, firstBackoff, maxBackoff, firstOutageBackoff, maxOutageBackoff, jitter, budget, retried);
    }

    /** Retries of these failures only. */
    public RetryPolicy withRetried(Set<FailureClass> retried) {
        return new RetryPolicy(
                maxAttempts, firstBackoff, maxBackoff, firstOutageBackoff, maxOutageBackoff, jitter, budget, retried);
    }

    private static void rising(Duration first, String firstName, Duration max, String maxName) {
        Objects.requireNonNull(first, firstName);
        Objects.requireNonNull(max, maxName);
        require(!first.isNegative(), firstName + " must not be negative, was " + first);
        require(max.compareTo(LONGEST) <= 0, maxName + " must be at most " + LONGEST + ", was " + max);
        require(max.compareTo(first) >= 0, maxName + " must be at least " + firstName + ", " + first + ", was " + max);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
