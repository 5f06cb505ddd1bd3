package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import io.backflux.BacklinksQuery;
import io.backflux.Checkpoint;
import io.backflux.HarvestSummary;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.transport.AnswerPart;
import io.backflux.reactor.transport.CannedTransport;
import io.backflux.reactor.transport.Transport;
import io.backflux.reactor.transport.TransportRequest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

class TargetHarvestTests {

    private static final BacklinksQuery QUERY =
            BacklinksQuery.builder("a.com").limit(1).build();

    /** Takes requests and answers none. */
    private static final class Silent implements Transport {

        private final CountDownLatch asked = new CountDownLatch(1);

        @Override
        public Flux<AnswerPart> exchange(TransportRequest request) {
            return Flux.<AnswerPart>never().doOnSubscribe(subscription -> asked.countDown());
        }

        @Override
        public void close() {}
    }

    /** Where an earlier run has brought a row. */
    private record Begun(HarvestState state) implements Destination {

        @Override
        public String name() {
            return "rows.ndjson";
        }

        @Override
        public long rows() {
            return 1;
        }

        @Override
        public long replaced() {
            return 0;
        }

        @Override
        public @Nullable Changes changes() {
            return null;
        }

        @Override
        public Standing standing() {
            return Standing.RESUMABLE;
        }

        @Override
        public @Nullable HarvestState look() {
            return state;
        }

        @Override
        public @Nullable HarvestState open() {
            return state;
        }

        @Override
        public void write(BacklinksPage page) {}

        @Override
        public void end(HarvestSummary how) {}

        @Override
        public void abandon() {}
    }

    private static Checkpoint afterOneRow() {
        List<Backlink> rows =
                List.of(Backlink.fromJson("{\"url_from\":\"1\"}"), Backlink.fromJson("{\"url_from\":\"2\"}"));
        try (BacklinksClient client = BacklinksClient.builder()
                .transport(CannedTransport.ofRows(rows))
                .build()) {
            return Objects.requireNonNull(client.harvest(QUERY).pages().blockFirst())
                    .checkpoint();
        }
    }

    @Test
    void beforeItsFirstAnswerAResumedHarvestShowsRequestsAndCostOfAllRuns() throws InterruptedException {
        HarvestState state = new HarvestState(
                Instant.EPOCH, "server", HarvestState.RUNNING, "", 1, 0, 0, BigDecimal.ZERO, afterOneRow(), null);
        Silent silent = new Silent();
        try (BacklinksClient client =
                BacklinksClient.builder().transport(silent).build()) {
            TargetHarvest harvest = new TargetHarvest(
                    "a.com",
                    from -> client.harvest(QUERY).resumeFrom(from.orElseThrow()),
                    new Begun(state),
                    new Budget(null),
                    new Interrupt());
            Disposable running = harvest.run().subscribe();
            assertThat(silent.asked.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(harvest.progress().requests()).isEqualTo(1);
            assertThat(harvest.progress().pages()).isEqualTo(1);
            assertThat(harvest.progress().received()).isEqualTo(1);
            running.dispose();
        }
    }
}
