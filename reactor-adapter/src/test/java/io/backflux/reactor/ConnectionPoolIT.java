package io.backflux.reactor;

import static io.backflux.reactor.ScriptedTransport.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.AccountStatus;
import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.reactor.transport.Credentials;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

class ConnectionPoolIT {

    private static final int PERMITS = 100;
    private static final Duration LONG = Duration.ofSeconds(60);

    /** A server that answers nobody before all are there. */
    @Test
    void thereAreAsManyConnectionsAsTheQuotaHasPermits() {
        Sinks.Empty<Void> allAreThere = Sinks.empty();
        AtomicInteger requests = new AtomicInteger();
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .handle((request, response) -> {
                    if (requests.incrementAndGet() == PERMITS) {
                        allAreThere.tryEmitEmpty();
                    }
                    return response.sendString(allAreThere.asMono().then(Mono.just(page(3, 0, 3, "null"))));
                })
                .bindNow();
        try (BacklinksClient client = BacklinksClient.builder()
                .baseUrl(URI.create("http://127.0.0.1:" + server.port()))
                .credentials(Credentials.of("somebody", "s3cret-pass"))
                .quota(AccountQuota.local(new QuotaLimits(PERMITS, 100_000)))
                .build()) {
            assertThat(Flux.range(0, PERMITS)
                            .flatMap(any -> client.backlinks(Clients.QUERY), PERMITS)
                            .count()
                            .block(Duration.ofSeconds(60)))
                    .isEqualTo(3 * PERMITS);
        } finally {
            server.disposeNow();
        }
    }

    @Test
    void aQuestionForTheAccountWaitsForAConnectionOfThePages() {
        List<String> events = new CopyOnWriteArrayList<>();
        Sinks.Empty<Void> pageIsThere = Sinks.empty();
        Sinks.Empty<Void> mayAnswer = Sinks.empty();
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .route(routes -> routes.get("/tick", (request, response) -> response.send())
                        .get("/v3/appendix/user_data", (request, response) -> {
                            events.add("account asked");
                            return response.sendString(
                                    Mono.just(ScriptedTransport.answer("\"money\":{\"balance\":7}")));
                        })
                        .post("/v3/backlinks/backlinks/live", (request, response) -> {
                            pageIsThere.tryEmitEmpty();
                            return response.sendString(mayAnswer
                                    .asMono()
                                    .doOnTerminate(() -> events.add("page answered"))
                                    .then(Mono.just(page(3, 0, 3, "null"))));
                        }))
                .bindNow();
        try (BacklinksClient client = BacklinksClient.builder()
                .baseUrl(URI.create("http://127.0.0.1:" + server.port()))
                .credentials(Credentials.of("somebody", "s3cret-pass"))
                .quota(AccountQuota.local(new QuotaLimits(1, 100_000)))
                .build()) {
            Mono<Long> rows = client.backlinks(Clients.QUERY).count().cache();
            rows.subscribe();
            pageIsThere.asMono().block(LONG);
            Mono<AccountStatus> account = client.account().cache();
            account.subscribe();
            roundTrips(server); // Time enough for another connection.
            mayAnswer.tryEmitEmpty();
            assertThat(rows.block(LONG)).isEqualTo(3);
            assertThat(account.blockOptional(LONG).orElseThrow().balance()).isEqualByComparingTo("7");
            assertThat(events).containsExactly("page answered", "account asked");
        } finally {
            server.disposeNow();
        }
    }

    private static void roundTrips(DisposableServer server) {
        HttpClient other = HttpClient.create().host("127.0.0.1").port(server.port());
        Flux.range(0, 50).concatMap(any -> other.get().uri("/tick").response()).blockLast(LONG);
    }
}
