package io.backflux.samples.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.FaultPlan;
import io.backflux.spring.boot.test.AutoConfigureBacklinksSimulator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.http.codecs.max-in-memory-size=10MB")
@AutoConfigureWebTestClient(timeout = "60s")
@AutoConfigureBacklinksSimulator(rows = 1_500)
class CursorTests {

    @Autowired
    WebTestClient web;

    @Autowired
    BacklinksSimulator api;

    @Test
    void lookingAtTwoHundredRowsBuysOnePage() {
        String cursor = open();
        assertThat(api.requestCount()).isZero();

        Set<Object> seen = new HashSet<>(links(next(cursor, 100)));
        seen.addAll(links(next(cursor, 100)));

        assertThat(seen).hasSize(200);
        assertThat(api.requestCount()).isEqualTo(1);
    }

    @Test
    void tabThatIsClosedBuysNothingMore() {
        String cursor = open();
        next(cursor, 100);

        web.delete().uri("/cursors/{id}", cursor).exchange().expectStatus().isNoContent();
        web.post().uri("/cursors/{id}/next", cursor).exchange().expectStatus().isNotFound();

        assertThat(api.requestCount()).isEqualTo(1);
    }

    @Test
    void wholeTargetComesPortionByPortionAndIsProven() {
        String cursor = open();
        Set<Object> seen = new HashSet<>();
        Map<String, Object> portion;
        do {
            portion = next(cursor, 400);
            seen.addAll(links(portion));
        } while (!Boolean.TRUE.equals(portion.get("end")));

        assertThat(seen).hasSize(1_500);
        assertThat(api.requestCount()).isEqualTo(2);
        assertThat(portion).containsEntry("shown", 1_500).containsEntry("total", 1_500);
        assertThat(portion.get("proof")).asString().startsWith("PROVEN");
        assertThat(((Number) Objects.requireNonNull(portion.get("cost"))).doubleValue())
                .isEqualTo(api.billed().doubleValue());
    }

    @Test
    void portionThatFailedIsHadByTheNextCall() {
        String cursor = open();
        api.fail(FaultPlan.code(40210).onRequest(1));
        web.post().uri("/cursors/{id}/next", cursor).exchange().expectStatus().is5xxServerError();

        assertThat(links(next(cursor, 100))).hasSize(100);
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

    private Map<String, Object> next(String cursor, int rows) {
        Map<String, Object> portion = web.post()
                .uri("/cursors/{id}/next?rows={rows}", cursor, rows)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult()
                .getResponseBody();
        return Objects.requireNonNull(portion);
    }

    private static List<Object> links(Map<String, Object> portion) {
        return List.copyOf((List<?>) Objects.requireNonNull(portion.get("links")));
    }
}
