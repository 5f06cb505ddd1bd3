package io.backflux.reactor.quota;

import java.time.Duration;

/**
 * A bucket of tokens, one a request, by which no minute has more than its quota. What it holds when full and what flows in
 * within its window make up the quota together: a bucket that holds the whole quota and is also filled by it admits nearly
 * twice as much in its first minute.
 *
 * @param burst tokens that it holds when full
 * @param refill tokens that flow in, evenly, within a window
 * @param window a little more than a minute, because the server counts when requests arrive, and they may arrive closer
 *     together than they were sent
 */
public record TokenRate(int burst, int refill, Duration window) {

    static final Duration WINDOW = Duration.ofSeconds(62);

    /** One twentieth of the quota may go at once, because what goes at once is taken off the steady rate. */
    private static final int SHARE_AT_ONCE = 20;

    static TokenRate of(QuotaLimits limits) {
        int quota = limits.requestsPerMinute();
        int burst = Math.max(1, Math.min(limits.maxInFlight(), quota / SHARE_AT_ONCE));
        return new TokenRate(burst, quota - burst + 1, WINDOW); // The last of them comes when the window is over.
    }
}
