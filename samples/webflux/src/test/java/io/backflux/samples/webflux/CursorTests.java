package io.backflux.samples.webflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.Fault;
import io.backflux.simulator.FaultPlan;
import io.backflux.spring.boot.test.AutoConfigureBacklinksSimulator;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.StatusAssertions;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.http.codecs.max-in-memory-size=10MB",
            "links.cursors.max=3",
            "backflux.retry.max-attempts=1"
        })
@AutoConfigureWebTestClient(timeout = "60s")
@AutoConfigureBacklinksSimulator(rows = 1_500)
@Import(FakeTicker.class)
class CursorTests {

    @LocalServerPort
    int port;

    @Autowired
    WebTestClient web;

    @Autowired
    BacklinksSimulator api;

    @Autowired
    Cursors cursors;

    @Autowired
    FakeTicker time;

    @AfterEach
    void dropAll() {
        time.pass(Duration.ofDays(1));
        assertThat(cursors.size()).isZero();
    }

    @Test
    void lookingAtTwoHundredRowsBuysOnePage() {
        String cursor = open();
        assertThat(api.requestCount()).isZero();

        Set<Object> seen = new HashSet<>(links(next(cursor, 0, 100)));
        seen.addAll(links(next(cursor, 100, 100)));

        assertThat(seen).hasSize(200);
        assertThat(api.requestCount()).isEqualTo(1);
    }

    @Test
    void tabThatIsClosedBuysNothingMore() {
        String cursor = open();
        next(cursor, 0, 100);

        web.delete().uri("/cursors/{id}", cursor).exchange().expectStatus().isNoContent();
        statusOfTheFirstPortion(cursor).isNotFound();

        assertThat(api.requestCount()).isEqualTo(1);
    }

    @Test
    void wholeTargetComesPortionByPortionAndIsProven() {
        String cursor = open();
        Set<Object> seen = new HashSet<>();
        Map<String, Object> portion;
        do {
            portion = next(cursor, seen.size(), 400);
            seen.addAll(links(portion));
        } while (!Boolean.TRUE.equals(portion.get("end")));

        assertThat(seen).hasSize(1_500);
        assertThat(api.requestCount()).isEqualTo(2);
        assertThat(portion).containsEntry("shown", 1_500).containsEntry("total", 1_500);
        assertThat(portion.get("proof"))
                .isEqualTo(Map.of("verdict", "PROVEN", "finding", "all 1,500 rows of total_count, each once"));
        assertThat(((Number) Objects.requireNonNull(portion.get("cost"))).doubleValue())
                .isEqualTo(api.billed().doubleValue());
    }

    @Test
    void portionThatFailedIsHadByTheNextCall() {
        String cursor = open();
        api.fail(FaultPlan.code(40210).onRequest(1));
        statusOfTheFirstPortion(cursor).is5xxServerError();

        assertThat(links(next(cursor, 0, 100))).hasSize(100);
    }

    @Test
    void portionThatWasLostComesAgainAndBuysNothing() {
        String cursor = open();
        Map<String, Object> lost = next(cursor, 0, 100);

        assertThat(next(cursor, 0, 100)).isEqualTo(lost);
        assertThat(links(next(cursor, 100, 100))).hasSize(100).doesNotContainAnyElementsOf(links(lost));
        statusOfTheFirstPortion(cursor).isEqualTo(409);
        assertThat(api.requestCount()).isEqualTo(1);
    }

    @Test
    void costOfACallThatFailedIsCounted() {
        String cursor = open();
        api.fail(FaultPlan.of(Fault.BROKEN_JSON).onRequest(1));
        statusOfTheFirstPortion(cursor).isEqualTo(503);

        assertThat(next(cursor, 0, 100)).containsEntry("cost", 0.1);
        assertThat(api.billed()).isEqualByComparingTo("0.1");
    }

    @Test
    void failureIsSaidInTheErrorsOwnWords() {
        String cursor = open();
        api.fail(FaultPlan.code(40210).onRequest(1));

        statusOfTheFirstPortion(cursor)
                .isEqualTo(502)
                .expectBody()
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).startsWith("the API answered 40210"));
    }

    @Test
    void stoppedCursorCancelsItsRequest() {
        String cursor = open();
        api.fail(FaultPlan.of(Fault.NO_ANSWER).onRequest(1));
        Mono<Integer> call = WebClient.create("http://localhost:" + port)
                .post()
                .uri("/cursors/{id}/next?after=0", cursor)
                .exchangeToMono(answer -> Mono.just(answer.statusCode().value()));

        StepVerifier.create(call)
                .then(() -> await().atMost(ONE_MINUTE).until(() -> api.inFlight() == 1))
                .then(() -> web.delete().uri("/cursors/{id}", cursor).exchange())
                .expectNext(409)
                .expectComplete()
                .verify(Duration.ofSeconds(30));

        await().atMost(ONE_MINUTE).until(() -> api.inFlight() == 0);
        assertThat(api.requestCount()).isEqualTo(1);
    }

    @Test
    void secondCallAtOnceIsRefusedAndBuysNothing() {
        String cursor = open();
        api.fail(FaultPlan.of(Fault.NO_ANSWER).onRequest(1));
        Disposable first = WebClient.create("http://localhost:" + port)
                .post()
                .uri("/cursors/{id}/next?after=0", cursor)
                .exchangeToMono(ClientResponse::releaseBody)
                .subscribe();
        await().atMost(ONE_MINUTE).until(() -> api.inFlight() == 1);

        statusOfTheFirstPortion(cursor).isEqualTo(409);
        first.dispose();

        await().atMost(ONE_MINUTE).until(() -> api.inFlight() == 0);
        assertThat(api.requestCount()).isEqualTo(1);
    }

    @Test
    void cursorThatIsIdleTooLongIsGone() {
        String cursor = open();
        next(cursor, 0, 100);

        time.pass(Duration.ofMinutes(15));
        statusOfTheFirstPortion(cursor).isNotFound();

        assertThat(api.requestCount()).isEqualTo(1);
    }

    @Test
    void oneReaderTooManyIsToldToComeBack() {
        open();
        open();
        String third = open();

        web.post().uri("/cursors?target=forbes.com").exchange().expectStatus().isEqualTo(503);

        web.delete().uri("/cursors/{id}", third).exchange().expectStatus().isNoContent();
        open();
    }

    @Test
    void targetThatIsNoneIsRefusedAndBuysNothing() {
        web.post().uri("/cursors?target=").exchange().expectStatus().isBadRequest();
        assertThat(api.requestCount()).isZero();
    }

    @Test
    void rowsStreamAsNdjsonAndAsEvents() {
        for (MediaType type : List.of(MediaType.APPLICATION_NDJSON, MediaType.TEXT_EVENT_STREAM)) {
            web.get()
                    .uri("/links/forbes.com")
                    .accept(type)
                    .exchange()
                    .expectHeader()
                    .contentTypeCompatibleWith(type)
                    .expectBodyList(new ParameterizedTypeReference<Map<String, Object>>() {})
                    .hasSize(1_500);
        }
        assertThat(api.requestCount()).isEqualTo(4);
    }

    private String open() {
        Map<String, String> opened = web.post()
                .uri("/cursors?target=forbes.com")
                .exchange()
                .expectBody(new ParameterizedTypeReference<Map<String, String>>() {})
                .returnResult()
                .getResponseBody();
        return Objects.requireNonNull(Objects.requireNonNull(opened).get("id"));
    }

    private Map<String, Object> next(String cursor, long after, int rows) {
        Map<String, Object> portion = web.post()
                .uri("/cursors/{id}/next?after={after}&rows={rows}", cursor, after, rows)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult()
                .getResponseBody();
        return Objects.requireNonNull(portion);
    }

    private StatusAssertions statusOfTheFirstPortion(String cursor) {
        return web.post().uri("/cursors/{id}/next?after=0", cursor).exchange().expectStatus();
    }

    private static List<Object> links(Map<String, Object> portion) {
        return List.copyOf((List<?>) Objects.requireNonNull(portion.get("links")));
    }
}
