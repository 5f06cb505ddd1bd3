package io.backflux.samples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.spring.boot.test.AutoConfigureBacklinksSimulator;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureWebTestClient(timeout = "60s")
@AutoConfigureBacklinksSimulator(rows = 1_100)
class LinksTests {
    @Test
    void streamsEachRowAndShowsTheCost(@Autowired WebTestClient web, @Autowired BacklinksSimulator api) {
        var answer = web.get().uri("/links/forbes.com").exchange();
        answer.expectBodyList(Backlink.class).hasSize(1_100);
        assertThat(api.requestCount()).isEqualTo(2);
        var health = web.get().uri("/actuator/health").exchange().expectBody();
        health.jsonPath("$.components.backflux.details.lastAnswer.code").isEqualTo(20000);
        var cost = web.get().uri("/actuator/metrics/backflux.cost").exchange().expectBody();
        cost.jsonPath("$.measurements[0].value")
                .value(Double.class, usd -> assertThat(usd).isBetween(0.0729, 0.0731));
    }
}
