package io.backflux.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.transport.Credentials;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.SimulatorExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SimulatorExtension.class)
class RankedSourcesIT {

    @Test
    void whatIsNotSelectedIsNull(BacklinksSimulator api) {
        try (BacklinksClient client = BacklinksClient.builder()
                .baseUrl(api.baseUrl())
                .credentials(Credentials.of(api.username(), api.password()))
                .build()) {
            List<Backlink> found = new RankedSources(client)
                    .of(BacklinksQuery.of("forbes.com"))
                    .take(100)
                    .collectList()
                    .block();

            assertThat(found).hasSize(100).extracting(Backlink::urlFrom).doesNotContainNull();
            assertThat(found).extracting(Backlink::rank).doesNotContainNull();
            assertThat(found).extracting(Backlink::pageFromTitle).containsOnlyNulls();
        }
    }
}
