package io.backflux.benchmarks.harvest;

import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.reactor.transport.Credentials;
import java.net.URI;

/** Clients as users build them, with a quota that never lets them wait. */
final class BackfluxClients {

    private static final QuotaLimits NO_LIMITS = new QuotaLimits(30, 100_000_000);

    private BackfluxClients() {}

    static BacklinksClient connect(URI server) {
        return BacklinksClient.builder()
                .baseUrl(server)
                .credentials(Credentials.of(PageRequest.USERNAME, PageRequest.PASSWORD))
                .quota(AccountQuota.local(NO_LIMITS))
                .build();
    }
}
