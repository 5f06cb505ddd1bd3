package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.backflux.Backlink;
import io.backflux.Checkpoint;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.error.ClientClosedException;
import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.QuotaLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What a closed client leaves: to whom, and what is asked for still. */
@Timeout(60)
class ClosingTests {

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final List<HarvestSummary> summaries = new ArrayList<>();

    @AfterEach
    void stop() {
        time.dispose();
    }

    private BacklinksClient client(ScriptedTransport server) {
        return Clients.over(server).timer(time).build();
    }

    private Harvest harvest(BacklinksClient client) {
        return client.harvest(Clients.limit(5)).listener(HarvestListener.onSummary(summaries::add));
    }

    private static Checkpoint checkpoint(@Nullable Throwable error) {
        assertThat(error).isInstanceOf(ClientClosedException.class).hasMessageStartingWith("the client is closed");
        return Objects.requireNonNull(((ClientClosedException) Objects.requireNonNull(error)).checkpoint());
    }

    private void assertFailedOnce() {
        assertThat(summaries).extracting(HarvestSummary::status).containsExactly(HarvestStatus.FAILED);
    }

    @ParameterizedTest
    @CsvSource({"1, false", "1, true", "8, false", "8, true"})
    void aHarvestOfAClosedClientFailsWithoutARequestAndWithoutDemand(int slots, boolean pages) {
        ScriptedTransport server = ScriptedTransport.of(5);
        BacklinksClient client = client(server);
        client.close();
        Harvest harvest = harvest(client).parallelism(slots);

        StepVerifier.create(pages ? harvest.pages() : harvest.backlinks(), 0)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                ClientClosedException.class,
                                closed -> assertThat(closed.checkpoint()).isNull()));
        assertThat(server.requests()).isZero();
        assertFailedOnce();
    }

    @Test
    void aHarvestThatIsResumedByAClosedClientFailsWithTheCheckpointItCameWith() {
        Checkpoint left = Objects.requireNonNull(
                        harvest(client(ScriptedTransport.of(12))).pages().blockFirst())
                .checkpoint();
        summaries.clear();
        BacklinksClient client = client(ScriptedTransport.of(12));
        client.close();

        StepVerifier.create(harvest(client).resumeFrom(left).backlinks())
                .verifyErrorSatisfies(error -> assertThat(checkpoint(error)).isEqualTo(left));
        assertFailedOnce();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 6, 7, 10})
    void aChainThatIsClosedMidwayEmitsItsPageAndFailsWithTheCheckpointBehindIt(int row) {
        ScriptedTransport server = ScriptedTransport.of(12);
        BacklinksClient client = client(server);
        List<Long> rows = new ArrayList<>();
        List<Throwable> errors = new ArrayList<>();

        harvest(client)
                .backlinks()
                .map(Backlink::linksCount)
                .doOnNext(rows::add)
                .doOnNext(any -> {
                    if (rows.size() == row) {
                        client.close();
                    }
                })
                .subscribe(any -> {}, errors::add);

        int paid = (row + 4) / 5;
        assertThat(server.requests()).isEqualTo(paid);
        assertThat(rows).hasSize(5 * paid);
        assertFailedOnce();
        Checkpoint left = checkpoint(errors.get(0));
        assertThat(summaries.get(0).checkpoint()).isEqualTo(left);
        harvest(client(ScriptedTransport.of(12)))
                .resumeFrom(left)
                .backlinks()
                .map(Backlink::linksCount)
                .subscribe(rows::add);
        assertThat(rows).isEqualTo(LongStream.range(0, 12).boxed().toList());
    }

    @Test
    void aChainThatIsClosedInItsLastPageIsComplete() {
        BacklinksClient client = client(ScriptedTransport.of(12));

        StepVerifier.create(harvest(client).backlinks(), 11)
                .expectNextCount(11)
                .then(client::close)
                .thenRequest(5)
                .expectNextCount(1)
                .verifyComplete();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void aHarvestThatHasNothingInFlightFailsWithoutDemand(int slots) {
        ScriptedTransport server = ScriptedTransport.of(12);
        BacklinksClient client = client(server);

        StepVerifier.create(harvest(client).parallelism(slots).pages(), 1)
                .expectNextCount(1)
                .then(client::close)
                .verifyErrorSatisfies(ClosingTests::checkpoint);
        assertThat(server.requests()).isEqualTo(1);
        assertFailedOnce();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void aPauseBeforeARetryEndsAtOnce(int slots) {
        ScriptedTransport server =
                new ScriptedTransport(request -> ScriptedTransport.whole(ScriptedTransport.failure(50000)));
        BacklinksClient client = client(server);

        StepVerifier.create(harvest(client).parallelism(slots).backlinks())
                .then(() -> assertThat(server.requests()).isEqualTo(1))
                .then(client::close)
                .verifyError(ClientClosedException.class);
        assertFailedOnce();
        time.advanceTimeBy(Duration.ofHours(1));
        assertThat(server.requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void whatWaitsForAPermitIsWithdrawn(int slots) {
        ScriptedTransport server = new ScriptedTransport(request -> Flux.never());
        AccountQuota one = AccountQuota.local(new QuotaLimits(1, 100_000_000));
        BacklinksClient other = Clients.over(server).quota(one).build();
        other.backlinks(Clients.QUERY).subscribe();
        BacklinksClient client = Clients.over(server).quota(one).timer(time).build();

        StepVerifier.create(harvest(client).parallelism(slots).backlinks())
                .then(() -> assertThat(one.waiting()).isEqualTo(1))
                .then(client::close)
                .verifyError(ClientClosedException.class);
        assertThat(one.waiting()).isZero();
        assertThat(server.requests()).isEqualTo(1);
        assertFailedOnce();
    }

    @Test
    void rowsThatLieReadyAreEmittedAsTheyAreDemanded() {
        BacklinksClient client = client(ScriptedTransport.of(100));

        StepVerifier.create(harvest(client).prefetch(2).backlinks(), 3)
                .expectNextCount(3)
                .then(client::close)
                .thenRequest(7)
                .expectNextCount(7)
                .thenRequest(100)
                .thenConsumeWhile(any -> true)
                .verifyErrorSatisfies(error -> assertThat(checkpoint(error).received())
                        .isEqualTo(summaries.get(0).progress().received()));
        assertFailedOnce();
    }

    // Gracefully.

    private static final Duration LONG = Duration.ofSeconds(30);

    /** Answers each request once it is told to. */
    private static ScriptedTransport gated(Sinks.Empty<Void> gate, int total) {
        ScriptedTransport[] self = new ScriptedTransport[1];
        self[0] = new ScriptedTransport(
                request -> gate.asMono().thenMany(ScriptedTransport.whole(self[0].page(request, total))));
        return self[0];
    }

    @Test
    void nothingIsClosedBeforeSomebodySubscribes() {
        ScriptedTransport server = ScriptedTransport.of(3);
        BacklinksClient client = client(server);
        client.closeGracefully(LONG);

        StepVerifier.create(client.backlinks(Clients.QUERY)).expectNextCount(3).verifyComplete();
    }

    @Test
    void aClientWithoutHarvestsIsClosedAtOnceAndAgain() {
        BacklinksClient client = client(ScriptedTransport.of(3));
        StepVerifier.create(client.closeGracefully(LONG)).verifyComplete();
        StepVerifier.create(client.closeGracefully(LONG)).verifyComplete();
        client.close();
        StepVerifier.create(client.backlinks(Clients.QUERY)).verifyError(ClientClosedException.class);
    }

    @Test
    void whatIsInFlightIsEmittedBeforeTheCloseCompletes() {
        Sinks.Empty<Void> gate = Sinks.empty();
        ScriptedTransport server = gated(gate, 12);
        BacklinksClient client = client(server);
        List<String> heard = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            harvest(client).backlinks().subscribe(row -> heard.add("row"), error -> {
                checkpoint(error);
                heard.add("error");
            });
        }

        client.closeGracefully(LONG).subscribe(any -> {}, error -> {}, () -> heard.add("closed"));
        assertThat(heard).isEmpty();
        gate.tryEmitEmpty();

        assertThat(server.requests()).isEqualTo(8);
        assertThat(heard).hasSize(8 * 6 + 1).endsWith("error", "closed");
        assertThat(heard).filteredOn("row"::equals).hasSize(8 * 5);
    }

    @Test
    void aHarvestWhoseLastPageIsInFlightIsComplete() {
        Sinks.Empty<Void> gate = Sinks.empty();
        BacklinksClient client = client(gated(gate, 4));
        StepVerifier rows = StepVerifier.create(harvest(client).backlinks())
                .expectNextCount(4)
                .expectComplete()
                .verifyLater();
        StepVerifier closing = StepVerifier.create(client.closeGracefully(LONG))
                .expectComplete()
                .verifyLater();
        gate.tryEmitEmpty();
        rows.verify();
        closing.verify();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void rowsThatNobodyDemandsAreWaitedForNoLongerThanTheTimeout(int slots) {
        ScriptedTransport server = ScriptedTransport.of(12);
        BacklinksClient client = client(server);
        List<String> heard = new ArrayList<>();
        List<Throwable> errors = new ArrayList<>();
        harvest(client).parallelism(slots).backlinks().subscribe(new BaseSubscriber<Backlink>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(2);
            }

            @Override
            protected void hookOnNext(Backlink row) {
                heard.add("row");
            }

            @Override
            protected void hookOnError(Throwable error) {
                heard.add("error");
                errors.add(error);
            }
        });

        client.closeGracefully(LONG).subscribe(any -> {}, error -> {}, () -> heard.add("closed"));
        time.advanceTimeBy(LONG.minusMillis(1));
        assertThat(heard).containsExactly("row", "row");
        time.advanceTimeBy(Duration.ofMillis(1));

        assertThat(heard).containsExactly("row", "row", "error", "closed");
        ClientClosedException closed = (ClientClosedException) errors.get(0);
        assertThat(closed.place().received()).isEqualTo(2);
        assertFailedOnce();
        assertThat(summaries.get(0).checkpoint()).isEqualTo(closed.checkpoint());
        Checkpoint left = closed.checkpoint();
        Harvest rest = harvest(client(ScriptedTransport.of(12)));
        if (slots == 1) {
            assertThat(Objects.requireNonNull(left).received()).isEqualTo(2);
            StepVerifier.create(rest.resumeFrom(left).backlinks())
                    .expectNextCount(10)
                    .verifyComplete();
        } else {
            assertThat(left).as("of a page that lies ready, no part is covered").isNull();
        }
    }

    @Test
    void anAnswerThatDoesNotComeInTimeIsAborted() {
        ScriptedTransport server = new ScriptedTransport(request -> Flux.never());
        BacklinksClient client = client(server);
        List<Throwable> errors = new ArrayList<>();
        // Held until the end: a harvest that nobody holds is forgotten, and nothing else holds this one.
        Disposable held = harvest(client).backlinks().subscribe(any -> {}, errors::add);

        StepVerifier.create(client.closeGracefully(LONG))
                .then(() -> time.advanceTimeBy(LONG))
                .verifyComplete();

        assertThat(errors).singleElement().isInstanceOf(ClientClosedException.class);
        assertThat(held.isDisposed()).isTrue();
        assertThat(server.cancelled()).isEqualTo(1);
        assertFailedOnce();
    }

    @Test
    void aHarvestThatIsCancelledMeanwhileIsNotWaitedFor() {
        BacklinksClient client = client(new ScriptedTransport(request -> Flux.never()));
        Disposable harvest = harvest(client).backlinks().subscribe();

        StepVerifier.create(client.closeGracefully(LONG)).then(harvest::dispose).verifyComplete();
        assertThat(summaries).extracting(HarvestSummary::reason).containsExactly("cancelled");
    }

    @Test
    void aTimeoutIsNotNegative() {
        BacklinksClient client = client(ScriptedTransport.of(3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.closeGracefully(Duration.ofMillis(-1)))
                .withMessageContaining("was PT-0.001S");
    }
}
