package io.backflux.quota.redis;

import io.backflux.reactor.quota.QuotaLimits;
import java.time.Duration;

/**
 * What a process is set to.
 *
 * @param lease how long a permit stays in flight that nobody renews
 * @param unavailableAfter how long a request waits while Redis can't be reached
 */
record QuotaSettings(QuotaKeys keys, QuotaLimits limits, Duration lease, Duration unavailableAfter) {

    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
    private static final Duration LONGEST_LEASE = Duration.ofMinutes(10);

    QuotaSettings {
        if (lease.compareTo(SHORTEST_LEASE) < 0 || lease.compareTo(LONGEST_LEASE) > 0) {
            throw new IllegalArgumentException(
                    "lease must be from " + SHORTEST_LEASE + " to " + LONGEST_LEASE + ", was " + lease);
        }
        if (unavailableAfter.isNegative()) {
            throw new IllegalArgumentException("unavailableAfter must not be negative, was " + unavailableAfter);
        }
    }

    /** How long after the last call what is held is renewed. */
    Duration renewal() {
        return lease.dividedBy(3);
    }
}
