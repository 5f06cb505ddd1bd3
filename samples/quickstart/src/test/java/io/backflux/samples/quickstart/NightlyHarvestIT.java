package io.backflux.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.Checkpoint;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.transport.Credentials;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.SimulatorExtension;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;

class NightlyHarvestIT {

    @RegisterExtension
    static final SimulatorExtension SIMULATOR =
            new SimulatorExtension(BacklinksSimulator.builder().rows(1_250));

    /** Keeps rows and checkpoint in memory. */
    private static final class Memory implements NightlyHarvest.Store {

        private final List<Backlink> rows = new ArrayList<>();
        private @Nullable String checkpoint;

        @Override
        public Optional<Checkpoint> checkpoint() {
            return Optional.ofNullable(checkpoint).map(Checkpoint::fromJson);
        }

        @Override
        public Mono<Void> save(List<Backlink> more, Checkpoint next) {
            return Mono.fromRunnable(() -> {
                rows.addAll(more);
                checkpoint = next.toJson();
            });
        }
    }

    @Test
    void nightsAddUpToAllRowsAndNoPageIsPaidForTwice(BacklinksSimulator api) {
        BacklinksQuery query = BacklinksQuery.builder("forbes.com").limit(100).build();
        Memory memory = new Memory();
        try (BacklinksClient client = BacklinksClient.builder()
                .baseUrl(api.baseUrl())
                .credentials(Credentials.of(api.username(), api.password()))
                .build()) {
            NightlyHarvest nightly = new NightlyHarvest(client, memory);
            for (String dollars : List.of("0.10", "0.20", "10")) {
                nightly.resume(query, new BigDecimal(dollars)).block();
                assertThat(api.billed()).isLessThanOrEqualTo(new BigDecimal(dollars));
            }
            nightly.resume(query, new BigDecimal("10")).block();
        }
        assertThat(memory.rows).doesNotHaveDuplicates().hasSize(1_250);
        assertThat(api.requestCount()).isEqualTo(13);
        assertThat(memory.checkpoint().orElseThrow().isComplete()).isTrue();
    }
}
