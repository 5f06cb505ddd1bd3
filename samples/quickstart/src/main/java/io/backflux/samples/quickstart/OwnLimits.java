package io.backflux.samples.quickstart;

import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.BacklinksClientBuilder;
import io.backflux.reactor.quota.QuotaLimits;

/** A client that sends as much a minute as its account may, which is asked for that. */
public final class OwnLimits {

    private OwnLimits() {}

    /** Blocks for an answer's time, so for the start of an application only. */
    public static BacklinksClient client(BacklinksClientBuilder builder) {
        QuotaLimits limits;
        try (BacklinksClient first = builder.build()) {
            limits = first.account().map(QuotaLimits::of).blockOptional().orElseThrow();
        }
        return builder.quotaLimits(limits).build();
    }
}
