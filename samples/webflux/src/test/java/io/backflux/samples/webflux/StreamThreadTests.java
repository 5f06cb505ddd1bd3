package io.backflux.samples.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.spring.boot.test.AutoConfigureBacklinksSimulator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A row that is emitted on another thread than its connection's can stop the stream: {@code ConnectionLoop} says why. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureWebTestClient(timeout = "60s")
@AutoConfigureBacklinksSimulator(rows = 2_100)
class StreamThreadTests {

    private static final List<Thread> CONNECTIONS = new CopyOnWriteArrayList<>();
    private static final List<Thread> ROWS = new CopyOnWriteArrayList<>();

    @TestConfiguration
    static class Recording {

        @Bean
        WebFilter threads() {
            return (exchange, chain) -> {
                CONNECTIONS.add(Thread.currentThread());
                return chain.filter(exchange.mutate()
                        .response(new ServerHttpResponseDecorator(exchange.getResponse()) {
                            @Override
                            public Mono<Void> writeAndFlushWith(
                                    Publisher<? extends Publisher<? extends DataBuffer>> body) {
                                return super.writeAndFlushWith(
                                        Flux.from(body).doOnNext(row -> ROWS.add(Thread.currentThread())));
                            }
                        })
                        .build());
            };
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {MediaType.APPLICATION_NDJSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE})
    void eachRowOfAStreamIsWrittenOnTheThreadOfItsConnection(String type, @Autowired WebTestClient web) {
        CONNECTIONS.clear();
        ROWS.clear();

        web.get()
                .uri("/links/forbes.com")
                .accept(MediaType.parseMediaType(type))
                .exchange()
                .returnResult(byte[].class)
                .getResponseBody()
                .blockLast();

        assertThat(CONNECTIONS).hasSize(1);
        assertThat(ROWS).hasSizeGreaterThanOrEqualTo(2_100).containsOnly(CONNECTIONS.get(0));
    }
}
