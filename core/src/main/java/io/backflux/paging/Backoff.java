package io.backflux.paging;

import io.backflux.RetryPolicy;
import java.time.Duration;

/** How long to wait before a page is retried. */
public final class Backoff {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration AFTER_TOO_MANY_AT_ONCE = Duration.ofSeconds(1);

    private Backoff() {}

    /**
     * The pause after a failure. Where the server asks for a pause, that holds, up to the longest one after an outage; one shorter than
     * the policy's own does not.
     *
     * @param attempt the attempt that failed, 1 for the first
     * @param random from 0 (included) to 1, for the jitter
     */
    public static Duration after(Failure failure, int attempt, RetryPolicy policy, double random) {
        Duration own = ownPause(failure, attempt, policy, random);
        Duration wanted = failure.retryAfter();
        return wanted == null || !failure.isPushback()
                ? own
                : longer(own, prolonged(shorter(wanted, policy.maxOutageBackoff()), policy, random));
    }

    private static Duration ownPause(Failure failure, int attempt, RetryPolicy policy, double random) {
        Duration exponential = doubled(policy.firstBackoff(), attempt - 1, policy.maxBackoff());
        return switch (failure.kind()) {
            case MINUTE_QUOTA_USED -> MINUTE;
            case SERVER_UNAVAILABLE ->
                prolonged(doubled(policy.firstOutageBackoff(), attempt - 1, policy.maxOutageBackoff()), policy, random);
            case TOO_MANY_AT_ONCE -> longer(AFTER_TOO_MANY_AT_ONCE, jittered(exponential, policy, random));
            default -> jittered(exponential, policy, random);
        };
    }

    /** Whether the account as a whole must wait, not only the harvest that met the failure. */
    public static boolean concernsAccount(Failure failure) {
        return failure.kind() == Failure.Kind.MINUTE_QUOTA_USED
                || failure.kind() == Failure.Kind.TOO_MANY_AT_ONCE
                || (failure.retryAfter() != null && failure.isPushback());
    }

    private static Duration doubled(Duration first, int times, Duration most) {
        Duration wait = first;
        for (int i = 0; i < times && wait.compareTo(most) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(most) < 0 ? wait : most;
    }

    private static Duration jittered(Duration wait, RetryPolicy policy, double random) {
        double factor = 1 - policy.jitter() * random;
        return Duration.ofNanos((long) (wait.toNanos() * factor));
    }

    /** Jitter that never makes a wait of minutes one of seconds. */
    private static Duration prolonged(Duration wait, RetryPolicy policy, double random) {
        return Duration.ofNanos((long) (wait.toNanos() * (1 + policy.jitter() * random)));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
