package io.backflux.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class ConnectionLoopTests {

    @Test
    void rowsAreEmittedOnTheThreadThatWritesToTheConnection() throws Exception {
        List<Thread> emitting = new CopyOnWriteArrayList<>();
        List<Thread> writing = new CopyOnWriteArrayList<>();
        HttpHandler stream = (request, response) -> {
            writing.add(Thread.currentThread());
            return Flux.range(0, 100)
                    .publishOn(Schedulers.boundedElastic())
                    .publishOn(ConnectionLoop.of(request), 32)
                    .doOnNext(row -> emitting.add(Thread.currentThread()))
                    .then(response.setComplete());
        };
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(new ReactorHttpHandlerAdapter(stream))
                .bindNow();
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port()))
                    .build();
            HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
        } finally {
            server.disposeNow();
        }

        assertThat(writing).hasSize(1);
        assertThat(emitting).hasSize(100).containsOnly(writing.get(0));
    }

    @Test
    void aMockOfARequestLeavesRowsOnTheThreadThatEmitsThem() {
        MockServerHttpRequest request = MockServerHttpRequest.get("/links").build();

        List<Thread> emitting = Flux.range(0, 3)
                .publishOn(ConnectionLoop.of(request), 32)
                .map(row -> Thread.currentThread())
                .collectList()
                .block();

        assertThat(emitting).containsOnly(Thread.currentThread());
    }
}
