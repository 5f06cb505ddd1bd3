package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.AccountStatus;
import io.backflux.error.AccountRefusedException;
import io.backflux.error.MalformedAnswerException;
import io.backflux.error.TransientException;
import io.backflux.reactor.transport.Credentials;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.Fault;
import io.backflux.simulator.FaultPlan;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class AccountIT {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final BacklinksSimulator simulator = BacklinksSimulator.builder()
            .rows(2_500)
            .balance(new BigDecimal("12.50"))
            .requestsPerMinute(10_000)
            .start();
    private final BacklinksClient client = SimulatedApi.client(simulator);

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    @Test
    void theAccountComesOverTheWire() {
        Instant before = Instant.now();
        AccountStatus account = client.account().blockOptional(LONG).orElseThrow();
        assertThat(account)
                .isEqualTo(AccountStatus.builder(account.readAt())
                        .balance(new BigDecimal("12.50"))
                        .pricePerRequest(new BigDecimal("0.02"))
                        .pricePerRow(new BigDecimal("0.00003"))
                        .requestsPerMinute(10_000)
                        .build());
        assertThat(account.readAt()).isBetween(before, Instant.now());
        assertThat(account.toString()).doesNotContain(simulator.username());
    }

    @Test
    void aHundredAtOnceAndAHarvestBesideAskOnce() {
        Flux<?> accounts = Flux.range(0, 100).flatMap(i -> client.account(), 100);
        StepVerifier.create(Flux.merge(accounts, client.backlinks(Clients.QUERY)))
                .expectNextCount(2_600)
                .expectComplete()
                .verify(LONG);
        assertThat(simulator.accountRequestCount()).isEqualTo(1);
    }

    @Test
    void othersAreRefusedAndNothingNamesThem() {
        try (BacklinksClient stranger = BacklinksClient.builder()
                .baseUrl(simulator.baseUrl())
                .credentials(Credentials.of("somebody-else", "hush"))
                .build()) {
            StepVerifier.create(stranger.account())
                    .expectErrorSatisfies(error -> assertThat(error)
                            .isInstanceOf(AccountRefusedException.class)
                            .hasMessageContaining("40100")
                            .hasMessageNotContaining("somebody")
                            .hasMessageNotContaining("hush"))
                    .verify(LONG);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {
                "HTTP_500",
                "HTTP_500_WITH_20000",
                "BAD_GATEWAY_HTML",
                "HTML_WITH_200",
                "BROKEN_JSON",
                "EMPTY_TASKS",
                "CUT",
                "RESET_BEFORE_ANSWER",
                "GARBAGE_AFTER_END",
                "PER_MINUTE_LIMIT",
                "UNAVAILABLE_50303",
                "CONTENT_LENGTH_TOO_LONG"
            })
    void whatBreaksMayPassAndTheNextOneIsWhole(Fault fault) {
        simulator.failAccount(FaultPlan.of(fault).onRequest(1));
        StepVerifier.create(client.account())
                .expectErrorSatisfies(error -> assertThat(error).isInstanceOf(TransientException.class))
                .verify(LONG);
        assertThat(client.account().blockOptional(LONG).orElseThrow().balance()).isEqualByComparingTo("12.50");
        assertThat(simulator.accountRequestCount()).isEqualTo(2);
        assertThat(simulator.requestCount()).isZero();
    }

    @Test
    void whatIsNoJsonIsMalformed() {
        simulator.failAccount(FaultPlan.of(Fault.BROKEN_JSON));
        StepVerifier.create(client.account())
                .expectError(MalformedAnswerException.class)
                .verify(LONG);
    }
}
