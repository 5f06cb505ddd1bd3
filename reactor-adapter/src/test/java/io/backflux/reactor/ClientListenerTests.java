package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import io.backflux.Checkpoint;
import io.backflux.HarvestProgress;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.Strategy;
import io.backflux.reactor.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

/** What a client's listeners hear of all its harvests. */
class ClientListenerTests {

    private final List<HarvestStart> starts = new ArrayList<>();
    private final List<Heard> heard = new ArrayList<>();
    private final ScriptedTransport server = ScriptedTransport.of(5);
    private final BacklinksClient client = listened(server).build();

    /** What came of one subscription. */
    private static class Heard implements HarvestListener {

        private final List<HarvestProgress> progress = new ArrayList<>();
        private final List<HarvestSummary> summaries = new ArrayList<>();
        private final List<String> order = new ArrayList<>();

        @Override
        public void onFirstRow() {
            order.add("first row");
        }

        @Override
        public void onProgress(HarvestProgress now) {
            progress.add(now);
        }

        @Override
        public void onSummary(HarvestSummary summary) {
            order.add("summary");
            summaries.add(summary);
        }
    }

    private BacklinksClientBuilder listened(Transport transport) {
        return Clients.over(transport).harvestListener(start -> {
            starts.add(start);
            heard.add(new Heard());
            return heard.get(heard.size() - 1);
        });
    }

    @Test
    void eachSubscriptionHasAListenerOfItsOwn() {
        Flux<Backlink> rows = client.harvest(Clients.limit(2)).backlinks();
        assertThat(starts).isEmpty();
        rows.blockLast();
        rows.take(1).blockLast();
        assertThat(starts).hasSize(2).allMatch(start -> start.query().equals(Clients.limit(2)));
        assertThat(heard.get(0).summaries)
                .singleElement()
                .satisfies(end -> assertThat(end.status()).isEqualTo(HarvestStatus.COMPLETE))
                .satisfies(end -> assertThat(end.strategy()).isEqualTo(Strategy.CHAIN))
                .satisfies(end -> assertThat(end.progress().cost()).isEqualByComparingTo("0.15"));
        assertThat(heard.get(0).progress).extracting(HarvestProgress::pages).containsExactly(0, 1, 2, 3);
        assertThat(heard.get(1).summaries)
                .singleElement()
                .satisfies(end -> assertThat(end.status()).isEqualTo(HarvestStatus.LIMITED));
    }

    @Test
    void itBeginsBeforeAnythingIsDemanded() {
        StepVerifier.create(client.backlinks(Clients.QUERY).contextWrite(Context.of("tenant", "a")), 0)
                .expectSubscription()
                .then(() -> assertThat(starts).hasSize(1))
                .then(() -> assertThat(server.requests()).isZero())
                .thenCancel()
                .verify();
        HarvestStart start = starts.get(0);
        assertThat(start.context().<String>get("tenant")).isEqualTo("a");
        assertThat(start.server()).as("a transport of the caller's own").isNull();
        assertThat(start.parallelism()).isEqualTo(1);
        assertThat(start.toString()).doesNotContain("tenant");
        assertThat(heard.get(0).order).containsExactly("summary");
    }

    @Test
    void aHarvestThatResumesSaysWhatItHadComeTo() {
        Checkpoint checkpoint = Objects.requireNonNull(
                client.pages(Clients.limit(2)).map(BacklinksPage::checkpoint).blockFirst());
        client.harvest(Clients.limit(2)).resumeFrom(checkpoint).backlinks().blockLast();
        assertThat(starts.get(0).resumedFrom()).isNull();
        Checkpoint from = Objects.requireNonNull(starts.get(1).resumedFrom());
        HarvestSummary end = heard.get(1).summaries.get(0);
        assertThat(from).isEqualTo(checkpoint);
        assertThat(from.progress()).isEqualTo(end.resumedFrom());
        assertThat(end.progress().cost().subtract(from.cost())).isEqualByComparingTo("0.10");
    }

    @Test
    void theHarvestsOwnListenerHearsTheSame() {
        Heard own = new Heard();
        Harvest harvest = client.harvest(Clients.limit(2)).listener(own);
        harvest.forEachPage(page -> Mono.empty()).block();
        assertThat(own.progress).isNotEmpty().isEqualTo(heard.get(0).progress);
        assertThat(own.summaries).hasSize(1).isEqualTo(heard.get(0).summaries);
        assertThat(own.order).isEqualTo(heard.get(0).order).containsExactly("first row", "summary");
    }

    @Test
    void anEstimateIsHeardAsItCosts() {
        client.harvest(Clients.QUERY).estimate().block();
        assertThat(heard.get(0).summaries)
                .singleElement()
                .satisfies(end -> assertThat(end.progress().cost()).isPositive());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theFirstRowIsHeardOnceAndBeforeItIsEmitted(boolean pages) {
        Harvest harvest = client.harvest(Clients.limit(2));
        Publisher<?> source = pages ? harvest.pages() : harvest.backlinks();
        List<Integer> before = new ArrayList<>();
        Flux.from(source)
                .doOnNext(unit -> before.add(heard.get(0).order.size()))
                .blockLast();
        assertThat(before).isNotEmpty().containsOnly(1);
        assertThat(heard.get(0).order).containsExactly("first row", "summary");
    }

    @Test
    void aHarvestWithoutRowsHasNoFirstRow() {
        listened(ScriptedTransport.of(0)).build().pages(Clients.QUERY).blockLast();
        assertThat(heard.get(0).order).containsExactly("summary");
    }

    @Test
    void whoThrowsAtTheFirstRowEndsTheHarvestAfterThatRow() {
        Heard own = new Heard() {
            @Override
            public void onFirstRow() {
                throw new IllegalStateException("first row");
            }
        };
        StepVerifier.create(client.harvest(Clients.limit(2)).listener(own).backlinks())
                .expectNextCount(1)
                .verifyErrorMessage("first row");
        Checkpoint checkpoint = Objects.requireNonNull(own.summaries.get(0).checkpoint());
        assertThat(checkpoint.received()).isEqualTo(1);
        assertThat(heard.get(0).order).containsExactly("first row", "summary");
    }

    @Test
    void whatOneListenerThrowsKeepsNothingFromTheOther() {
        HarvestListener broken = new HarvestListener() {
            @Override
            public void onSummary(HarvestSummary summary) {
                throw new IllegalStateException("own");
            }
        };
        StepVerifier.create(client.harvest(Clients.QUERY).listener(broken).backlinks())
                .expectNextCount(5)
                .verifyErrorMessage("own");
        assertThat(heard.get(0).summaries).hasSize(1);
    }

    @Test
    void aClientsListenerThatThrowsEndsTheHarvestAsItsOwnDoes() {
        Heard own = new Heard();
        BacklinksClient broken = Clients.over(server)
                .harvestListener(start -> new HarvestListener() {
                    @Override
                    public void onProgress(HarvestProgress progress) {
                        throw new IllegalStateException("client's");
                    }
                })
                .build();
        StepVerifier.create(broken.harvest(Clients.limit(2)).listener(own).backlinks())
                .verifyErrorMessage("client's");
        assertThat(own.summaries).hasSize(1);
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void whereNoListenerCanBeMadeThoseThatWereHearTheEnd() {
        Heard own = new Heard();
        BacklinksClient broken = listened(server)
                .harvestListener(start -> {
                    throw new IllegalStateException("no listener");
                })
                .build();
        StepVerifier.create(broken.harvest(Clients.QUERY).listener(own).backlinks())
                .verifyErrorMessage("no listener");
        assertThat(server.requests()).isZero();
        assertThat(heard.get(0).summaries).hasSize(1).isEqualTo(own.summaries);
        assertThat(own.summaries.get(0).status()).isEqualTo(HarvestStatus.FAILED);
    }

    @Test
    void whatListenersAddToTheContextReachesTheTransport() {
        List<String> seen = new ArrayList<>();
        BacklinksClient spanned = Clients.over(server)
                .harvestListener(start -> adding("span", "of-" + start.context().get("tenant")))
                .harvestListener(start -> adding("second", "too"))
                .transportDecorator(next -> request -> Flux.deferContextual(context -> {
                    seen.add(context.get("tenant") + " " + context.get("span") + " " + context.get("second"));
                    return next.exchange(request);
                }))
                .build();
        spanned.pages(Clients.limit(3))
                .map(BacklinksPage::number)
                .contextWrite(Context.of("tenant", "a"))
                .blockLast();
        assertThat(seen).containsExactly("a of-a too", "a of-a too");
    }

    private static HarvestListener adding(String key, String value) {
        return new HarvestListener() {
            @Override
            public Context requestContext(Context context) {
                return context.put(key, value);
            }
        };
    }
}
