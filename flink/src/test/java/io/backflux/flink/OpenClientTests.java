package io.backflux.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.Lane;
import io.backflux.reactor.transport.CannedTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

class OpenClientTests {

    private final CountedQuota quota = new CountedQuota();

    private static final class CountedQuota implements AccountQuota, AutoCloseable {

        private int closes;

        @Override
        public <T> Flux<T> withPermit(Publisher<T> exchange, Lane lane) {
            return Flux.from(exchange);
        }

        @Override
        public void pause(Duration atLeast) {}

        @Override
        public int inFlight() {
            return 0;
        }

        @Override
        public int waiting(Lane lane) {
            return 0;
        }

        @Override
        public void close() {
            closes++;
        }
    }

    @Test
    void aQuotaIsClosedWithItsClient() throws IOException {
        OpenClient client =
                OpenClient.of(() -> BacklinksClient.builder().transport(CannedTransport.ofRows(List.of())), quota);
        assertThat(quota.closes).isZero();

        client.close();

        assertThat(quota.closes).isEqualTo(1);
    }

    @Test
    void aQuotaIsClosedWhereItsClientCanNotBeBuilt() {
        ClientFactory clients = () -> {
            throw new IllegalStateException("no credentials here");
        };

        assertThatThrownBy(() -> OpenClient.of(clients, quota)).hasMessage("no credentials here");

        assertThat(quota.closes).isEqualTo(1);
    }
}
