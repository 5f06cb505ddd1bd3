package io.backflux.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.transport.Credentials;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.Fault;
import io.backflux.simulator.FaultPlan;
import io.backflux.simulator.SimulatorExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SimulatorExtension.class)
class StrongLinksIT {

    @Test
    void linksAreStrongAndFollowed(BacklinksSimulator api) {
        try (StrongLinks links = linksOf(api)) {
            List<Backlink> found = links.of("forbes.com", 1_500).collectList().block();

            assertThat(found).hasSize(1_500).extracting(Backlink::dofollow).containsOnly(true);
            assertThat(api.requestCount()).isEqualTo(2);
        }
    }

    @Test
    void aServerThatFailsOnceIsAskedAgain(BacklinksSimulator api) {
        api.fail(FaultPlan.of(Fault.HTTP_500).onRequest(1));

        try (StrongLinks links = linksOf(api)) {
            assertThat(links.of("forbes.com", 10).count().block()).isEqualTo(10);
        }
        assertThat(api.requestCount()).isEqualTo(2);
    }

    private static StrongLinks linksOf(BacklinksSimulator api) {
        return new StrongLinks(BacklinksClient.builder()
                .baseUrl(api.baseUrl())
                .credentials(Credentials.of(api.username(), api.password()))
                .build());
    }
}
