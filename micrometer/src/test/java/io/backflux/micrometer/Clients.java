package io.backflux.micrometer;

import io.backflux.RetryPolicy;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.BacklinksClientBuilder;
import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.reactor.transport.Credentials;
import io.backflux.reactor.transport.Transport;
import io.backflux.simulator.BacklinksSimulator;
import java.time.Duration;

/** Clients for tests, whose retries don't wait. */
final class Clients {

    private Clients() {}

    static BacklinksClientBuilder of(BacklinksSimulator api) {
        return unhurried().baseUrl(api.baseUrl()).credentials(Credentials.of(api.username(), api.password()));
    }

    static BacklinksClientBuilder over(Transport transport) {
        return unhurried().transport(transport);
    }

    private static BacklinksClientBuilder unhurried() {
        return BacklinksClient.builder()
                .quota(AccountQuota.local(new QuotaLimits(30, 1_000_000)))
                .retryPolicy(RetryPolicy.DEFAULT
                        .withBackoff(Duration.ZERO, Duration.ZERO)
                        .withOutageBackoff(Duration.ZERO, Duration.ZERO)
                        .withJitter(0));
    }
}
