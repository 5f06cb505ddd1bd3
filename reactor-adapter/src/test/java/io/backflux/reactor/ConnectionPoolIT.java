package io.backflux.reactor;

import static io.backflux.reactor.ScriptedTransport.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.reactor.transport.Credentials;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class ConnectionPoolIT {

    private static final int PERMITS = 100;

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
}
