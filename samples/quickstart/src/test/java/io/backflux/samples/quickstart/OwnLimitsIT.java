package io.backflux.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.BacklinksClientBuilder;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.reactor.transport.Credentials;
import io.backflux.simulator.BacklinksSimulator;
import org.junit.jupiter.api.Test;

class OwnLimitsIT {

    private static BacklinksClientBuilder builder(BacklinksSimulator api) {
        return BacklinksClient.builder()
                .baseUrl(api.baseUrl())
                .credentials(Credentials.of(api.username(), api.password()));
    }

    @Test
    void theLimitsAreTheAccounts() {
        try (BacklinksSimulator api =
                        BacklinksSimulator.builder().requestsPerMinute(7_000).start();
                BacklinksClient client = OwnLimits.client(builder(api))) {
            builder(api).quotaLimits(new QuotaLimits(30, 7_000)).build().close();
            assertThatIllegalStateException().isThrownBy(builder(api)::build).withMessageContaining("7000");
            assertThat(client.isDisposed()).isFalse();
            assertThat(api.accountRequestCount()).isEqualTo(1);
        }
    }
}
