package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.BacklinksPage;
import io.backflux.Checkpoint;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.RowOrder;
import io.backflux.error.RequestRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;

class ForEachPageTests {

    private static final int PAGE = 100;

    private final List<BacklinksPage> stored = new ArrayList<>();
    private final List<Sinks.Empty<Void>> open = new ArrayList<>();

    private static Harvest harvest(ScriptedTransport server) {
        return Clients.over(server)
                .build()
                .harvest(Clients.QUERY.toBuilder().limit(PAGE).build());
    }

    /** Stays open until the test completes it. */
    private Mono<Void> slowStore(BacklinksPage page) {
        stored.add(page);
        Sinks.Empty<Void> sink = Sinks.empty();
        open.add(sink);
        return sink.asMono();
    }

    @Test
    void nothingIsSentBeforeSubscription() {
        ScriptedTransport server = ScriptedTransport.of(250);
        Mono<HarvestSummary> harvest = harvest(server).forEachPage(page -> Mono.empty());
        assertThat(server.requests()).isZero();
        StepVerifier.create(harvest)
                .assertNext(summary -> {
                    assertThat(summary.status()).isEqualTo(HarvestStatus.COMPLETE);
                    assertThat(summary.progress().received()).isEqualTo(250);
                    assertThat(summary.progress().pages()).isEqualTo(3);
                })
                .verifyComplete();
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void thePageAfterIsAskedForOnlyWhenTheOneBeforeIsStored() {
        ScriptedTransport server = ScriptedTransport.of(250);
        StepVerifier.create(harvest(server).forEachPage(this::slowStore))
                .then(() -> assertAt(server, 1))
                .then(() -> open.get(0).tryEmitEmpty())
                .then(() -> assertAt(server, 2))
                .then(() -> open.get(1).tryEmitEmpty())
                .then(() -> assertAt(server, 3))
                .then(() -> open.get(2).tryEmitEmpty())
                .assertNext(summary -> assertThat(summary.status()).isEqualTo(HarvestStatus.COMPLETE))
                .verifyComplete();
        assertThat(stored).extracting(BacklinksPage::number).containsExactly(1, 2, 3);
    }

    private void assertAt(ScriptedTransport server, int pages) {
        assertThat(server.requests()).isEqualTo(pages);
        assertThat(stored).hasSize(pages);
    }

    @Test
    void whatTheStoreEmitsIsNoDemand() {
        ScriptedTransport server = ScriptedTransport.of(250);
        StepVerifier.create(harvest(server).forEachPage(page -> Flux.range(0, 1000)))
                .expectNextCount(1)
                .verifyComplete();
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void anErrorOfTheStoreCancelsTheHarvest() {
        ScriptedTransport server = ScriptedTransport.of(250);
        List<HarvestSummary> summaries = new ArrayList<>();
        Harvest harvest = harvest(server).listener(HarvestListener.onSummary(summaries::add));
        StepVerifier.create(harvest.forEachPage(page -> Mono.error(new IllegalStateException("disk full"))))
                .verifyErrorMessage("disk full");
        assertThat(server.requests()).isEqualTo(1);
        assertThat(summaries).extracting(HarvestSummary::status).containsExactly(HarvestStatus.LIMITED);
    }

    @Test
    void aStoreThatThrowsOrReturnsNothingIsItsError() {
        StepVerifier.create(harvest(ScriptedTransport.of(250)).forEachPage(page -> {
                    throw new IllegalStateException("closed");
                }))
                .verifyErrorMessage("closed");
        @SuppressWarnings({"NullAway", "DataFlowIssue"})
        Function<BacklinksPage, Publisher<Void>> nothing = page -> null;
        StepVerifier.create(harvest(ScriptedTransport.of(250)).forEachPage(nothing))
                .verifyError(NullPointerException.class);
    }

    @Test
    void anErrorOfTheHarvestWaitsUntilThePageInHandIsStored() {
        ScriptedTransport server = new ScriptedTransport(request -> ScriptedTransport.whole(
                request == 1
                        ? ScriptedTransport.page(250, 0, 100, "\"after-100\"")
                        : ScriptedTransport.failure(40501)));
        StepVerifier.create(harvest(server).prefetch(1).forEachPage(this::slowStore))
                .then(() -> assertThat(server.requests()).isEqualTo(2))
                .expectNoEvent(java.time.Duration.ZERO)
                .then(() -> open.get(0).tryEmitEmpty())
                .verifyErrorSatisfies(error -> {
                    assertThat(error).isInstanceOf(RequestRefusedException.class);
                    assertThat(((RequestRefusedException) error).checkpoint())
                            .extracting(Checkpoint::received)
                            .isEqualTo(100L);
                });
    }

    @Test
    void cancelReachesTheStoreAndTheHarvest() {
        ScriptedTransport server = ScriptedTransport.of(250);
        List<HarvestSummary> summaries = new ArrayList<>();
        PublisherProbe<Void> probe = PublisherProbe.of(Mono.never());
        Disposable running = harvest(server)
                .listener(HarvestListener.onSummary(summaries::add))
                .forEachPage(page -> probe.mono())
                .subscribe();
        probe.assertWasSubscribed();
        running.dispose();
        probe.assertWasCancelled();
        assertThat(summaries).extracting(HarvestSummary::reason).containsExactly("cancelled");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void eachSubscriptionIsAHarvestWithItsOwnSummary() {
        ScriptedTransport server = ScriptedTransport.of(150);
        Mono<HarvestSummary> harvest = harvest(server).forEachPage(page -> Mono.empty());
        HarvestSummary first = harvest.block();
        HarvestSummary second = harvest.block();
        assertThat(server.requests()).isEqualTo(4);
        assertThat(second).isNotSameAs(first).isEqualTo(first);
    }

    @Test
    void theContextIsThatOfTheStoreToo() {
        List<String> seen = new ArrayList<>();
        harvest(ScriptedTransport.of(150))
                .forEachPage(page -> Mono.deferContextual(context -> {
                    seen.add(context.get("tenant"));
                    return Mono.empty();
                }))
                .contextWrite(context -> context.put("tenant", "a"))
                .block();
        assertThat(seen).containsExactly("a", "a");
    }

    @Test
    void aContradictionIsRefusedAtOnce() {
        assertThatThrownBy(() -> harvest(ScriptedTransport.of(1))
                        .parallelism(2)
                        .order(RowOrder.QUERY)
                        .forEachPage(page -> Mono.empty()))
                .isInstanceOf(IllegalStateException.class);
    }
}
