package io.backflux.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.HarvestSummary;
import io.backflux.Verdict;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.transport.Credentials;
import io.backflux.simulator.BacklinksSimulator;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WholeTargetIT {

    @Test
    void readsTheWholeTargetAndProvesIt() {
        try (BacklinksSimulator api = BacklinksSimulator.builder()
                        .rows(12_000)
                        .latency(Duration.ofMillis(50))
                        .start();
                BacklinksClient client = BacklinksClient.builder()
                        .baseUrl(api.baseUrl())
                        .credentials(Credentials.of(api.username(), api.password()))
                        .build()) {
            AtomicReference<HarvestSummary> summary = new AtomicReference<>();
            Long rows = new WholeTarget(client)
                    .of("site.example", summary::set)
                    .count()
                    .block(Duration.ofMinutes(1));
            assertThat(rows).isEqualTo(12_000);
            // Neighbouring pages share a row, so a page brings 999 rows that no other brings.
            assertThat(api.requestCount()).isEqualTo(13);
            assertThat(api.peakInFlight()).isGreaterThan(4);
            assertThat(Objects.requireNonNull(summary.get()).proof().verdict()).isEqualTo(Verdict.PROVEN);
        }
    }

    @Test
    void summaryAloneSaysRowsCostAndVerdict() {
        try (BacklinksSimulator api = BacklinksSimulator.builder().rows(2_500).start();
                BacklinksClient client = BacklinksClient.builder()
                        .baseUrl(api.baseUrl())
                        .credentials(Credentials.of(api.username(), api.password()))
                        .build()) {
            HarvestSummary summary = new WholeTarget(client)
                    .summary("site.example")
                    .blockOptional(Duration.ofMinutes(1))
                    .orElseThrow();
            assertThat(summary.progress().received()).isEqualTo(2_500);
            assertThat(summary.progress().cost()).isPositive();
            assertThat(summary.proof().verdict()).isEqualTo(Verdict.PROVEN);
        }
    }
}
