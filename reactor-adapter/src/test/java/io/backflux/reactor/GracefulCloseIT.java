package io.backflux.reactor;

import static io.backflux.reactor.ScriptedTransport.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.error.ClientClosedException;
import io.backflux.reactor.transport.Credentials;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpResources;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/** An application that stops: what Reactor Netty shares goes first, the client after it. */
class GracefulCloseIT {

    private static final int HARVESTS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void answersThatArePaidForComeThoughSharedEventLoopsAreGone(String host) throws InterruptedException {
        LoopResources loops = LoopResources.create("server");
        Sinks.Empty<Void> gate = Sinks.empty();
        CountDownLatch allAreThere = new CountDownLatch(HARVESTS);
        AtomicInteger requests = new AtomicInteger();
        DisposableServer server = HttpServer.create()
                .runOn(loops)
                .host("127.0.0.1")
                .handle((request, response) -> {
                    requests.incrementAndGet();
                    allAreThere.countDown();
                    return response.sendString(gate.asMono().then(Mono.just(page(9, 0, 3, "\"more\""))));
                })
                .bindNow();
        try {
            BacklinksClient client = BacklinksClient.builder()
                    .baseUrl(URI.create("http://" + host + ":" + server.port()))
                    .credentials(Credentials.of("somebody", "s3cret-pass"))
                    .build();
            Mono<List<Signal<Integer>>> harvests = Flux.range(0, HARVESTS)
                    .flatMap(
                            any -> client.backlinks(Clients.limit(3))
                                    .map(row -> 1)
                                    .materialize(),
                            HARVESTS)
                    .collectList()
                    .cache();
            harvests.subscribe();
            assertThat(allAreThere.await(30, TimeUnit.SECONDS)).isTrue();

            HttpResources.disposeLoopsAndConnectionsLater(Duration.ZERO, PATIENCE)
                    .block(PATIENCE);
            Mono<Void> closing = client.closeGracefully(PATIENCE).cache();
            closing.subscribe();
            gate.tryEmitEmpty();
            closing.block(PATIENCE);

            List<Signal<Integer>> heard = harvests.block(PATIENCE);
            assertThat(heard).filteredOn(Signal::isOnNext).hasSize(3 * HARVESTS);
            assertThat(heard)
                    .filteredOn(Signal::isOnError)
                    .hasSize(HARVESTS)
                    .allSatisfy(end -> assertThat(end.getThrowable())
                            .isInstanceOfSatisfying(
                                    ClientClosedException.class,
                                    closed -> assertThat(closed.checkpoint()).isNotNull()));
            assertThat(requests).hasValue(HARVESTS);
        } finally {
            server.disposeNow();
            loops.disposeLater(Duration.ZERO, PATIENCE).block(PATIENCE);
        }
    }
}
