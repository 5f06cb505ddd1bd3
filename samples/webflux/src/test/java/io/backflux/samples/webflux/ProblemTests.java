package io.backflux.samples.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.FaultPlan;
import io.backflux.spring.boot.test.AutoConfigureBacklinksSimulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.test.StepVerifier;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "backflux.retry.max-attempts=1")
@AutoConfigureWebTestClient(timeout = "60s")
@AutoConfigureBacklinksSimulator(rows = 1_010)
class ProblemTests {

    @Autowired
    WebTestClient web;

    @Autowired
    BacklinksSimulator api;

    @Test
    void targetThatIsNoneIsTheCallersMistakeAndAsksNothing() {
        links("no domain", MediaType.APPLICATION_NDJSON_VALUE)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.detail")
                .value(String.class, words -> assertThat(words).contains("no domain"));
        assertThat(api.requestCount()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "50000, 503, application/x-ndjson",
        "50000, 503, text/event-stream",
        "40100, 502, application/x-ndjson",
        "40402, 502, text/event-stream"
    })
    void failureBeforeTheFirstRowIsAStatus(int code, int status, String accepted) {
        api.fail(FaultPlan.code(code));

        links("forbes.com", accepted).expectStatus().isEqualTo(status);
    }

    @Test
    void failureAfterRowsBreaksTheTransferOff() {
        api.fail(FaultPlan.code(50000).onRequest(2));

        StepVerifier.create(links("forbes.com", MediaType.APPLICATION_NDJSON_VALUE)
                        .expectStatus()
                        .isOk()
                        .returnResult(Backlink.class)
                        .getResponseBody())
                .expectNextCount(1)
                .thenConsumeWhile(row -> true)
                .verifyError();
    }

    private WebTestClient.ResponseSpec links(String target, String accepted) {
        return web.get()
                .uri("/links/{target}", target)
                .header("Accept", accepted)
                .exchange();
    }
}
