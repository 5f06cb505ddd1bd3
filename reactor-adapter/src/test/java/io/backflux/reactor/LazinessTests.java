package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class LazinessTests {

    private final ScriptedTransport server = ScriptedTransport.of(5_000);
    private final Harvest harvest = Clients.over(server).build().harvest(Clients.QUERY);
    private final Flux<Backlink> links = harvest.backlinks();

    @Test
    void assemblySendsNothing() {
        assertThat(links).isNotNull();
        assertThat(server.requests()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "999,1", "1000,1", "1001,2", "2000,2", "2001,3"})
    void pagesRequestedFollowDemand(long demand, int requests) {
        assertThat(received(links, demand)).isEqualTo(demand);
        assertThat(server.requests()).isEqualTo(requests);
    }

    @Test
    void demandInSmallStepsBuysNoMore() {
        StepVerifier.Step<Backlink> steps = StepVerifier.create(links, 0).expectSubscription();
        for (int i = 0; i < 1_000; i++) {
            steps = steps.thenRequest(1).expectNextCount(1);
        }
        steps.then(() -> assertThat(server.requests()).isEqualTo(1))
                .thenRequest(1)
                .expectNextCount(1)
                .then(() -> assertThat(server.requests()).isEqualTo(2))
                .thenCancel()
                .verify();
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1000,1", "1001,2"})
    void takeBuysWhatItTakes(long rows, int requests) {
        assertThat(links.take(rows).count().block()).isEqualTo(rows);
        assertThat(server.requests()).isEqualTo(requests);
    }

    @Test
    void limitRateBuysWhatItAsksFor() {
        StepVerifier.create(links.limitRate(100), 1_000)
                .expectNextCount(1_000)
                .then(() -> assertThat(server.requests()).isEqualTo(2)) // It tops up its 100 at three quarters.
                .thenCancel()
                .verify();
        assertThat(links.limitRate(100).take(900).count().block()).isEqualTo(900);
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void concatMapBuysWhatItAsksFor() {
        assertThat(links.concatMap(row -> Mono.just(row), 1).take(1_000).count().block())
                .isEqualTo(1_000);
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void concatMapOverTargetsBeginsTheSecondOnlyAfterTheFirst() {
        Flux<Backlink> two = Flux.just(harvest, harvest).concatMap(Harvest::backlinks);

        StepVerifier.create(two, 5_000)
                .expectNextCount(5_000)
                .then(() -> assertThat(server.requests()).isEqualTo(5))
                .thenRequest(1)
                .expectNextCount(1)
                .then(() -> assertThat(server.requests()).isEqualTo(6))
                .thenCancel()
                .verify();
    }

    @Test
    void publishOnBuysNoPageBeyondItsPrefetch() {
        StepVerifier.create(links.publishOn(Schedulers.parallel(), 250), 1)
                .expectNextCount(1)
                .thenCancel()
                .verify();
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void anIterableBuysNoPageBeyondItsBatch() {
        List<Backlink> first = links.toStream(10).limit(500).toList();

        assertThat(first).hasSize(500);
        assertThat(server.requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "2,2"})
    void onePageIsRequestedAPageDemanded(long demand, int requests) {
        assertThat(received(harvest.pages(), demand)).isEqualTo(demand);
        assertThat(server.requests()).isEqualTo(requests);
    }

    @ParameterizedTest
    @CsvSource({"0,2,0", "1,0,1", "1,1,2", "1,2,3", "1000,1,2", "1001,1,3", "1001,2,4"})
    void prefetchAsksForSoManyPagesAhead(long demand, int prefetch, int requests) {
        assertThat(received(harvest.prefetch(prefetch).backlinks(), demand)).isEqualTo(demand);
        assertThat(server.requests()).isEqualTo(requests);
    }

    @Test
    void prefetchedPagesComeInOrderAndOnce() {
        StepVerifier.create(harvest.prefetch(3).backlinks().map(Backlink::linksCount), 7)
                .expectNextCount(7)
                .thenRequest(1_500)
                .expectNextSequence(LongStream.range(7, 1_507).boxed().toList())
                .thenRequest(Long.MAX_VALUE)
                .expectNextSequence(LongStream.range(1_507, 5_000).boxed().toList())
                .verifyComplete();
        assertThat(server.requests()).isEqualTo(5);
    }

    @Test
    void eachSubscriptionIsAHarvestOfItsOwn() {
        assertThat(links.count().block()).isEqualTo(5_000);
        assertThat(links.count().block()).isEqualTo(5_000);
        assertThat(server.requests()).isEqualTo(10);
    }

    @Test
    void fifteenHundredRowsBuyTwoPagesOf750() {
        assertThat(harvest.take(1_500).backlinks().count().block()).isEqualTo(1_500);
        assertThat(server.requests()).isEqualTo(2);
        assertThat(server.body(1)).contains("\"limit\":750");
        assertThat(server.body(2)).contains("\"limit\":750");
    }

    @Test
    void aMaximumCutsTheLastPage() {
        assertThat(harvest.take(2_999)
                        .backlinks()
                        .map(Backlink::linksCount)
                        .collectList()
                        .block())
                .hasSize(2_999)
                .endsWith(2_998L);
        assertThat(harvest.take(2_999)
                        .pages()
                        .map(page -> page.items().size())
                        .collectList()
                        .block())
                .containsExactly(1_000, 1_000, 999);
    }

    /** How much comes for so much demand, and no cancel after it. */
    private static <T> long received(Flux<T> flux, long demand) {
        AtomicLong count = new AtomicLong();
        flux.subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                if (demand > 0) {
                    request(demand);
                }
            }

            @Override
            protected void hookOnNext(T value) {
                count.incrementAndGet();
            }
        });
        return count.get();
    }
}
