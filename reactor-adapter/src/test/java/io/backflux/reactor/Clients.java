package io.backflux.reactor;

import io.backflux.BacklinksQuery;
import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.reactor.transport.Transport;

/** Clients for tests. */
final class Clients {

    static final BacklinksQuery QUERY = BacklinksQuery.of("site.example");

    private Clients() {}

    /** More permits than a test asks for. */
    static AccountQuota boundless() {
        return AccountQuota.local(new QuotaLimits(1_000, 100_000_000));
    }

    static BacklinksClientBuilder over(Transport transport) {
        return BacklinksClient.builder().transport(transport).quota(boundless()).jitter(() -> 0);
    }

    static BacklinksQuery limit(int rows) {
        return BacklinksQuery.builder("site.example").limit(rows).build();
    }
}
