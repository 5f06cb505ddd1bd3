package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.backflux.BacklinksQuery;
import io.backflux.reactor.HarvestEvent.Ended;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class SharedSlotsTests {

    private static final int ROWS = 25;

    /** Three pages for each target. */
    private final ScriptedTransport server = new ScriptedTransport(request -> ScriptedTransport.whole(page(request)));

    private final BacklinksClient client = Clients.over(server).build();
    private final Queue<Sinks.Empty<Void>> stores = new ArrayDeque<>();

    private String page(int request) {
        return server.body(request).contains("refused.")
                ? ScriptedTransport.failure(40501)
                : server.page(request, ROWS);
    }

    private static BacklinksQuery query(String target) {
        return BacklinksQuery.builder(target).limit(10).build();
    }

    private static List<BacklinksQuery> many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> query("t" + i + ".example"))
                .toList();
    }

    private Mono<Void> begunToStore() {
        Sinks.Empty<Void> stored = Sinks.empty();
        stores.add(stored);
        return stored.asMono();
    }

    @Test
    void noMorePagesAreBoughtAndNotStoredThanThereAreSlots() {
        List<Ended> ends = new ArrayList<>();
        Disposable running = client.harvests(many(5))
                .slots(2)
                .forEachPage((query, page) -> begunToStore())
                .subscribe(ends::add);
        int stored = 0;
        for (Sinks.Empty<Void> next = stores.poll(); next != null; next = stores.poll()) {
            assertThat(server.requests() - stored).isBetween(1, 2);
            next.tryEmitEmpty();
            stored++;
        }
        assertThat(ends).hasSize(5).noneMatch(Ended::isFailed);
        assertThat(running.isDisposed()).isTrue();
    }

    @Test
    void oneThatFailsGivesItsSlotToTheNext() {
        List<BacklinksQuery> queries = new ArrayList<>(List.of(query("refused.example")));
        queries.addAll(many(2));
        StepVerifier.create(client.harvests(queries).slots(1).forEachPage((query, page) -> Mono.empty()))
                .expectNextMatches(Ended::isFailed)
                .expectNextMatches(end -> !end.isFailed())
                .expectNextMatches(end -> !end.isFailed())
                .verifyComplete();
    }

    @Test
    void theLastPageKeepsItsSlotUntilTheLeaseIsClosed() {
        SharedSlots slots = SharedSlots.of(3);
        SharedSlots.Lease lease = slots.lease();
        assertThat(slots.harvests()).isEqualTo(1);
        StepVerifier.create(client.harvest(query("a.example")).slots(lease).pages(), 0)
                .thenRequest(1)
                .expectNextCount(1)
                .then(() -> assertThat(slots.inUse()).isEqualTo(1))
                .thenRequest(1)
                .expectNextCount(1)
                .thenRequest(1)
                .expectNextCount(1)
                .verifyComplete();
        assertThat(slots.inUse()).isEqualTo(1);
        lease.close();
        lease.close();
        assertThat(slots.inUse()).isZero();
        assertThat(slots.harvests()).isZero();
    }

    @Test
    void cancelGivesBackWhatNobodyHasInHand() {
        SharedSlots slots = SharedSlots.of(3);
        SharedSlots.Lease lease = slots.lease();
        StepVerifier.create(client.harvest(query("a.example")).slots(lease).backlinks(), 5)
                .expectNextCount(5)
                .then(() -> assertThat(slots.inUse()).isEqualTo(1))
                .thenCancel()
                .verify();
        assertThat(slots.inUse()).isZero();
        assertThat(slots.harvests()).isEqualTo(1);
    }

    @Test
    void eachSubscriptionOfAListSharesSlotsOfItsOwn() {
        Harvests harvests = client.harvests(many(3)).slots(2);
        for (int i = 0; i < 2; i++) {
            StepVerifier.create(harvests.forEachPage((query, page) -> Mono.empty()))
                    .expectNextCount(3)
                    .verifyComplete();
        }
    }

    @Test
    void thereIsAtLeastOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> SharedSlots.of(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.harvests(many(1)).slots(0));
    }
}
