package io.backflux.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.transport.AnswerPart;
import io.backflux.reactor.transport.CannedTransport;
import io.backflux.reactor.transport.Transport;
import io.backflux.reactor.transport.TransportRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/**
 * What observing costs in bytes, which repeats whatever else the machine does; a time would not. All on one thread, and by code of the
 * first compiler, which allocates all that the source does.
 */
class OverheadTests {

    private static final int ROUNDS = 100;
    private static final int FEW = 10;
    private static final int MANY = 1_000;
    private static final BacklinksQuery QUERY = BacklinksQuery.of("a.example");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static Transport page(int rows) {
        List<Backlink> items = IntStream.range(0, rows)
                .mapToObj(row -> Backlink.fromJson("{\"url_from\":\"https://a.example/" + row + "\"}"))
                .toList();
        byte[] request = ("\"limit\":" + rows).getBytes(StandardCharsets.UTF_8);
        List<AnswerPart> answer = Objects.requireNonNull(CannedTransport.ofRows(items)
                .exchange(TransportRequest.of(request))
                .collectList()
                .block());
        ByteBuffer bytes = ((AnswerPart.Bytes) answer.get(1)).bytes();
        return asked -> Flux.just(answer.get(0), new AnswerPart.Bytes(bytes.duplicate()));
    }

    private static long leastBytes(int rows, ObservationRegistry observations, MeterRegistry meters) {
        return leastBytes(BackfluxMicrometer.observe(Clients.over(page(rows)), observations, meters)
                .build());
    }

    private static long leastBytes(BacklinksClient client) {
        Flux<Backlink> harvest = client.backlinks(QUERY);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            harvest.subscribe();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private static ObservationRegistry observing(MeterRegistry meters) {
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        return observations;
    }

    /** Whatever it costs a request, it costs the same for each number of rows. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRowCostsNothingMoreWhereItIsObserved(boolean registries) {
        MeterRegistry meters = registries ? new SimpleMeterRegistry() : new CompositeMeterRegistry();
        ObservationRegistry observations = registries ? observing(meters) : ObservationRegistry.NOOP;
        long few = leastBytes(FEW, observations, meters) - leastBytes(plain(FEW));
        long many = leastBytes(MANY, observations, meters) - leastBytes(plain(MANY));
        System.out.printf("registries %s: %d bytes more for %d rows, %d for %d%n", registries, few, FEW, many, MANY);
        assertThat(many - few).as("bytes of %d rows", MANY - FEW).isLessThan(MANY / 10);
    }

    private static BacklinksClient plain(int rows) {
        return Clients.over(page(rows)).build();
    }
}
