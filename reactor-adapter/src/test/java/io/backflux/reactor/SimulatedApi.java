package io.backflux.reactor;

import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.reactor.transport.Credentials;
import io.backflux.simulator.BacklinksSimulator;

/** Clients of a simulator. */
final class SimulatedApi {

    private SimulatedApi() {}

    static BacklinksClient client(BacklinksSimulator simulator) {
        return builder(simulator).build();
    }

    static BacklinksClientBuilder builder(BacklinksSimulator simulator) {
        return BacklinksClient.builder()
                .baseUrl(simulator.baseUrl())
                .credentials(Credentials.of(simulator.username(), simulator.password()))
                .quotaLimits(QuotaLimits.DEFAULT);
    }
}
