package io.backflux.flink;

import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.QuotaLimits;
import org.jspecify.annotations.Nullable;

/**
 * What of the account's limits is one reader's: an equal part, as the readers don't know of each other, or all of it by a quota that
 * they share.
 *
 * @param maxInFlight requests in flight
 * @param requestsPerMinute the same for a minute
 */
record PermitShare(int maxInFlight, int requestsPerMinute) {

    /**
     * One of the parts. What can't be divided goes to the first ones.
     *
     * @param part from 0; the planner's is the last one, {@code parallelism}
     * @param planner whether large targets are cut, for which a part is set aside
     * @throws IllegalArgumentException if there are more parts than permits
     */
    static PermitShare of(QuotaLimits limits, int parallelism, int part, boolean planner) {
        int parts = planner ? parallelism + 1 : parallelism;
        int most = Math.min(limits.maxInFlight(), limits.requestsPerMinute());
        if (parts > most) {
            throw new IllegalArgumentException(
                    "parallelism is %d, and the account's %d requests in flight and %d a minute can't be divided by %d%s:"
                                    .formatted(
                                            parallelism,
                                            limits.maxInFlight(),
                                            limits.requestsPerMinute(),
                                            parts,
                                            planner ? " (one part cuts large targets)" : "")
                            + " set the source's parallelism to at most " + (planner ? most - 1 : most)
                            + ", or share the quota by a Redis");
        }
        return new PermitShare(part(limits.maxInFlight(), part, parts), part(limits.requestsPerMinute(), part, parts));
    }

    private static int part(int whole, int part, int parts) {
        return whole / parts + (part < whole % parts ? 1 : 0);
    }

    /** As a guide for how many splits to have at once, where readers share one quota: each may use what the others leave. */
    static PermitShare ofAll(QuotaLimits limits) {
        return new PermitShare(limits.maxInFlight(), limits.requestsPerMinute());
    }

    AccountQuota quota(@Nullable QuotaFactory shared) {
        return shared == null ? AccountQuota.local(new QuotaLimits(maxInFlight, requestsPerMinute)) : shared.quota();
    }
}
