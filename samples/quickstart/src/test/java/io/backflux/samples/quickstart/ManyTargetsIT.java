package io.backflux.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.Checkpoint;
import io.backflux.RetryPolicy;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.HarvestEvent;
import io.backflux.reactor.transport.Credentials;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.FaultPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class ManyTargetsIT {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final BacklinksSimulator api =
            BacklinksSimulator.builder().rows(250).latency(Duration.ofMillis(5)).start();
    private final BacklinksClient client = BacklinksClient.builder()
            .baseUrl(api.baseUrl())
            .credentials(Credentials.of(api.username(), api.password()))
            .retryPolicy(RetryPolicy.NONE)
            .build();
    private final Memory memory = new Memory();
    private final ManyTargets targets = new ManyTargets(client, memory);

    @AfterEach
    void close() {
        client.close();
        api.close();
    }

    /** Keeps counts of rows, and checkpoints, in memory. */
    private static final class Memory implements ManyTargets.Store {

        private final ConcurrentMap<String, Integer> rows = new ConcurrentHashMap<>();
        private final Map<String, Checkpoint> checkpoints = new ConcurrentHashMap<>();

        @Override
        public Optional<Checkpoint> checkpoint(String target) {
            return Optional.ofNullable(checkpoints.get(target));
        }

        @Override
        public Mono<Void> save(String target, List<Backlink> more, Checkpoint checkpoint) {
            return Mono.fromRunnable(() -> {
                rows.merge(target, more.size(), Integer::sum);
                checkpoints.put(target, checkpoint);
            });
        }
    }

    private static Flux<BacklinksQuery> queries(int count) {
        return Flux.range(0, count)
                .map(i ->
                        BacklinksQuery.builder("t" + i + ".example").limit(100).build());
    }

    @Test
    void thoseThatFailedAreResumedAndNoPageIsPaidForTwice() {
        api.fail(FaultPlan.code(40501).everyNth(7));
        List<HarvestEvent.Ended> first =
                targets.resume(queries(40)).collectList().blockOptional(LONG).orElseThrow();
        assertThat(first).hasSize(40).anyMatch(HarvestEvent.Ended::isFailed).anyMatch(end -> !end.isFailed());
        assertThat(api.peakInFlight()).isLessThanOrEqualTo(12);

        api.clearFaults();
        assertThat(targets.resume(queries(40)).collectList().blockOptional(LONG).orElseThrow())
                .hasSize(40)
                .noneMatch(HarvestEvent.Ended::isFailed);
        assertThat(memory.rows)
                .hasSize(40)
                .allSatisfy((target, rows) -> assertThat(rows).isEqualTo(250));
        long pages =
                api.requests().stream().filter(request -> request.rows() > 0).count();
        assertThat(pages).isEqualTo(40 * 3);
    }

    @Test
    void nameThatIsNoTargetEndsNoneOfTheOthers() {
        List<String> refused = new ArrayList<>();
        Flux<BacklinksQuery> queries =
                ManyTargets.queries(Flux.just("a.example", "no domain", "b.example"), (name, why) -> refused.add(name));

        assertThat(targets.resume(queries).collectList().blockOptional(LONG).orElseThrow())
                .hasSize(2)
                .noneMatch(HarvestEvent.Ended::isFailed);
        assertThat(refused).containsExactly("no domain");
        assertThat(memory.rows).containsOnlyKeys("a.example", "b.example");
    }

    @Test
    void nothingIsSentOnceTheAccountIsRefused() {
        api.fail(FaultPlan.code(40210));
        assertThat(targets.resume(queries(1_000))
                        .collectList()
                        .blockOptional(LONG)
                        .orElseThrow())
                .hasSize(1);
        assertThat(api.requestCount()).isLessThanOrEqualTo(12);
    }
}
