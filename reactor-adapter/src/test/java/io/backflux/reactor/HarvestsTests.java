package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.backflux.BacklinksQuery;
import io.backflux.Checkpoint;
import io.backflux.HarvestStatus;
import io.backflux.RowOrder;
import io.backflux.error.ClientClosedException;
import io.backflux.error.RequestRefusedException;
import io.backflux.reactor.HarvestEvent.Ended;
import io.backflux.reactor.HarvestEvent.PageRead;
import io.backflux.reactor.transport.AnswerPart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class HarvestsTests {

    private static final int ROWS = 25;
    private static final Duration LONG = Duration.ofSeconds(60);

    private final AtomicInteger held = new AtomicInteger();
    private final List<Sinks.Empty<Void>> gates = new ArrayList<>();
    private boolean holding;

    /** Three pages for each target, but for those whose name says something else. */
    private final ScriptedTransport server = new ScriptedTransport(this::answer);

    private final BacklinksClient client = Clients.over(server).build();

    private Flux<AnswerPart> answer(int request) {
        String body = server.body(request);
        Flux<AnswerPart> answer = body.contains("refused.") || (body.contains("halfway.") && body.contains("after-10"))
                ? ScriptedTransport.whole(ScriptedTransport.failure(40501))
                : ScriptedTransport.whole(
                        server.page(request, body.contains("empty.") ? 0 : body.contains("one.") ? 7 : ROWS));
        if (!holding) {
            return answer;
        }
        Sinks.Empty<Void> gate = Sinks.empty();
        gates.add(gate);
        return gate.asMono()
                .thenMany(answer)
                .doOnSubscribe(begun -> held.incrementAndGet())
                .doFinally(end -> held.decrementAndGet());
    }

    private static BacklinksQuery query(String target) {
        return BacklinksQuery.builder(target).limit(10).build();
    }

    private static List<BacklinksQuery> queries(String... targets) {
        return Stream.of(targets).map(HarvestsTests::query).toList();
    }

    private static List<BacklinksQuery> many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> query("t" + i + ".example"))
                .toList();
    }

    private static String name(HarvestEvent event) {
        return event.query().target().charAt(0) + (event instanceof Ended ? "." : "");
    }

    private static String names(List<? extends HarvestEvent> events) {
        return String.join(" ", events.stream().map(HarvestsTests::name).toList());
    }

    private static Ended end(List<? extends HarvestEvent> events, String target) {
        return events.stream()
                .filter(event -> event.query().target().equals(target))
                .filter(Ended.class::isInstance)
                .map(Ended.class::cast)
                .reduce((one, other) -> {
                    throw new AssertionError("two ends of " + target);
                })
                .orElseThrow();
    }

    private static <T> List<T> all(Flux<T> events) {
        return events.collectList().blockOptional(LONG).orElseThrow();
    }

    @Test
    void nothingHappensBeforeDemandAndEachEventDemandedIsAPage() {
        AtomicInteger asked = new AtomicInteger();
        Flux<BacklinksQuery> queries = Flux.fromIterable(queries("a.example", "b.example", "c.example"))
                .doOnRequest(n -> asked.addAndGet((int) n));
        Harvests harvests = client.harvests(queries).concurrency(3);
        assertThat(asked).hasValue(0);
        StepVerifier.create(harvests.pages(), 0)
                .expectSubscription()
                .then(() -> assertThat(server.requests()).isZero())
                .then(() -> assertThat(asked).hasValue(0))
                .thenRequest(1)
                .expectNextMatches(event -> name(event).equals("a"))
                .then(() -> assertThat(server.requests()).isEqualTo(1))
                .then(() -> assertThat(asked).hasValue(1))
                .thenRequest(2)
                .expectNextCount(2)
                .then(() -> assertThat(server.requests()).isEqualTo(3))
                .thenRequest(1)
                .expectNextCount(1)
                .then(() -> assertThat(server.requests()).isLessThanOrEqualTo(4))
                .thenCancel()
                .verify();
    }

    @Test
    void withADemandOfOneAtATimeTheyRunOneAfterTheOther() {
        List<HarvestEvent> events = new ArrayList<>();
        client.harvests(queries("a.example", "b.example")).pages().subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
                request(1);
            }

            @Override
            protected void hookOnNext(HarvestEvent event) {
                events.add(event);
                assertThat(server.requests())
                        .isEqualTo(events.stream()
                                .filter(PageRead.class::isInstance)
                                .count());
                request(1);
            }
        });
        assertThat(names(events)).isEqualTo("a a a a. b b b b.");
    }

    @Test
    void withUnboundedDemandEachHasItsTurn() {
        List<HarvestEvent> events = all(client.harvests(queries("a.example", "b.example", "c.example"))
                .concurrency(2)
                .pages());
        assertThat(names(events)).isEqualTo("a b a b a b a. b. c c c c.");
        assertThat(server.requests()).isEqualTo(9);
        Ended a = end(events, "a.example");
        assertThat(a.isFailed()).isFalse();
        assertThat(a.summary().status()).isEqualTo(HarvestStatus.COMPLETE);
        assertThat(a.summary().progress().received()).isEqualTo(ROWS);
        assertThat(events.stream()
                        .filter(PageRead.class::isInstance)
                        .map(event -> ((PageRead) event).page().number()))
                .containsExactly(1, 1, 2, 2, 3, 3, 1, 2, 3);
    }

    @Test
    void noMoreHaveBegunThanMayRunAndNoQueryWaits() {
        holding = true;
        AtomicInteger taken = new AtomicInteger();
        Flux<BacklinksQuery> queries = Flux.fromIterable(many(20)).doOnNext(query -> taken.incrementAndGet());
        StepVerifier.create(client.harvests(queries).concurrency(5).pages())
                .expectSubscription()
                .then(() -> {
                    assertThat(held).hasValue(5);
                    assertThat(taken).hasValue(5);
                    gates.get(2).tryEmitEmpty();
                })
                .expectNextMatches(event -> event.query().target().equals("t2.example"))
                .then(() -> {
                    assertThat(held).hasValue(5);
                    assertThat(taken).hasValue(5);
                    assertThat(server.requests()).isEqualTo(6);
                })
                .thenCancel()
                .verify();
        assertThat(held).hasValue(0);
        assertThat(server.requests()).isEqualTo(6);
        assertThat(taken).hasValue(5);
    }

    @Test
    void moreDemandThanThatBeginsNoMore() {
        holding = true;
        StepVerifier.create(client.harvests(many(20)).concurrency(5).pages(), 3)
                .expectSubscription()
                .then(() -> assertThat(held).hasValue(3))
                .thenRequest(1)
                .then(() -> assertThat(held).hasValue(4))
                .thenRequest(10)
                .then(() -> assertThat(held).hasValue(5))
                .thenCancel()
                .verify();
        assertThat(held).hasValue(0);
    }

    @Test
    void oneThatFailsEndsNoneOfTheOthersAndItsCheckpointResumes() {
        List<HarvestEvent> events = all(client.harvests(queries("refused.example", "halfway.example", "whole.example"))
                .pages());
        Ended refused = end(events, "refused.example");
        assertThat(refused.error()).isInstanceOf(RequestRefusedException.class);
        assertThat(refused.summary().status()).isEqualTo(HarvestStatus.FAILED);
        assertThat(refused.checkpoint()).isNull();
        Ended halfway = end(events, "halfway.example");
        assertThat(halfway.isFailed()).isTrue();
        assertThat(halfway.summary().progress().received()).isEqualTo(10);
        assertThat(end(events, "whole.example").summary().progress().received()).isEqualTo(ROWS);

        ScriptedTransport mended = ScriptedTransport.of(ROWS);
        Checkpoint from = Objects.requireNonNull(halfway.checkpoint());
        List<HarvestEvent> rest = all(Clients.over(mended)
                .build()
                .harvests(List.of(query("halfway.example")))
                .describe((query, harvest) -> harvest.resumeFrom(from))
                .pages());
        assertThat(end(rest, "halfway.example").summary().progress().received()).isEqualTo(ROWS);
        assertThat(mended.requests()).isEqualTo(2);
    }

    @Test
    void aTargetWithoutRowsHasItsEndToo() {
        List<HarvestEvent> events =
                all(client.harvests(queries("empty.example")).pages());
        assertThat(names(events)).isEqualTo("e e.");
        assertThat(server.requests()).isEqualTo(1);
        assertThat(all(client.harvests(List.of()).pages())).isEmpty();
    }

    @Test
    void aHarvestThatCantBeginHasFailed() {
        Map<String, Harvest> none = new HashMap<>();
        List<HarvestEvent> events = all(client.harvests(queries("a.example", "b.example", "c.example", "d.example"))
                .describe((query, harvest) -> switch (query.target()) {
                    case "a.example" -> throw new IllegalStateException("no store");
                    case "b.example" -> none.get("b");
                    case "c.example" -> harvest.order(RowOrder.QUERY).parallelism(4);
                    default -> harvest.take(5);
                })
                .pages());
        assertThat(end(events, "a.example").error()).hasMessage("no store");
        assertThat(end(events, "a.example").summary().reason()).isEqualTo("no store");
        assertThat(end(events, "b.example").error()).isInstanceOf(NullPointerException.class);
        assertThat(end(events, "c.example").error()).isInstanceOf(IllegalStateException.class);
        assertThat(end(events, "d.example").summary().progress().received()).isEqualTo(5);
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void anErrorOfTheQueriesWaitsForThoseThatHaveBegun() {
        holding = true;
        Flux<BacklinksQuery> queries =
                Flux.just(query("one.example")).concatWith(Mono.error(new IllegalStateException("gone")));
        StepVerifier.create(client.harvests(queries).pages())
                .expectSubscription()
                .then(() -> gates.get(0).tryEmitEmpty())
                .expectNextMatches(event -> event instanceof PageRead)
                .expectNextMatches(event -> event instanceof Ended)
                .verifyErrorMessage("gone");
    }

    @Test
    void queriesThatComeSlowlyHoldNobodyUp() {
        TestPublisher<BacklinksQuery> queries = TestPublisher.create();
        StepVerifier.create(client.harvests(queries).pages())
                .expectSubscription()
                .then(() -> assertThat(server.requests()).isZero())
                .then(() -> queries.next(query("a.example")))
                .expectNextCount(4)
                .then(() -> queries.next(query("b.example")))
                .expectNextCount(4)
                .then(queries::complete)
                .verifyComplete();
        queries.assertNoRequestOverflow();
        assertThat(server.requests()).isEqualTo(6);
    }

    @Test
    void anIdleHarvestTakesDemandThatWaitsForAQuery() {
        TestPublisher<BacklinksQuery> queries = TestPublisher.create();
        StepVerifier.create(client.harvests(queries).pages(), 2)
                .then(() -> queries.next(query("a.example")))
                .expectNextCount(2)
                .then(() -> assertThat(server.requests()).isEqualTo(2))
                .thenCancel()
                .verify();
        queries.assertCancelled();
    }

    @Test
    void queriesByTheThousandAreNotKept() {
        int count = 5_000;
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger next = new AtomicInteger();
        Flux<BacklinksQuery> queries = Flux.generate(sink -> {
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            int number = next.incrementAndGet();
            sink.next(query("one.t" + number + ".example"));
            if (number == count) {
                sink.complete();
            }
        });
        AtomicInteger requests = new AtomicInteger();
        String page = ScriptedTransport.page(1, 0, 1, "null");
        BacklinksClient boundless = Clients.over(request -> {
                    requests.incrementAndGet();
                    return ScriptedTransport.whole(page);
                })
                .build();
        Long ended = boundless
                .harvests(queries)
                .concurrency(10)
                .pages()
                .doOnNext(event -> open.addAndGet(event instanceof Ended ? -1 : 0))
                .filter(Ended.class::isInstance)
                .count()
                .block(LONG);
        assertThat(ended).isEqualTo(count);
        assertThat(most).hasValue(10);
        assertThat(requests).hasValue(count);
    }

    @Test
    void cancelWithinOnNextSendsNothingMore() {
        AtomicInteger events = new AtomicInteger();
        client.harvests(many(20)).concurrency(4).pages().take(2).subscribe(event -> events.incrementAndGet());
        assertThat(events).hasValue(2);
        assertThat(server.requests()).isEqualTo(2);
        List<HarvestEvent> some =
                all(client.harvests(many(20)).concurrency(4).pages().takeUntil(event -> event instanceof Ended));
        int requests = server.requests();
        assertThat(some).hasSizeGreaterThan(3);
        assertThat(server.requests()).isEqualTo(requests);
    }

    @Test
    void whatTheSubscriberThrowsEndsAll() {
        holding = true;
        AtomicReference<Throwable> error = new AtomicReference<>();
        client.harvests(many(20))
                .concurrency(4)
                .pages()
                .subscribe(
                        event -> {
                            throw new IllegalStateException("full");
                        },
                        error::set);
        gates.get(0).tryEmitEmpty();
        assertThat(error.get()).hasMessageContaining("full");
        assertThat(held).hasValue(0);
    }

    @Test
    void aClosedClientEndsEachWithItsCheckpoint() {
        List<HarvestEvent> events = new ArrayList<>();
        client.harvests(queries("a.example", "b.example")).pages().subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
                request(2);
            }

            @Override
            protected void hookOnNext(HarvestEvent event) {
                events.add(event);
                if (events.size() == 2) {
                    client.close();
                    requestUnbounded();
                }
            }
        });
        assertThat(end(events, "a.example").error()).isInstanceOf(ClientClosedException.class);
        assertThat(end(events, "b.example").error()).isInstanceOf(ClientClosedException.class);
        assertThat(Stream.of("a.example", "b.example")
                        .map(target -> end(events, target).checkpoint()))
                .anySatisfy(checkpoint -> assertThat(checkpoint).isNotNull());
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void theContextReachesQueriesAndHarvests() {
        List<String> seen = new ArrayList<>();
        Flux<BacklinksQuery> queries = Flux.deferContextual(context -> {
            seen.add("queries " + context.get("who"));
            return Flux.just(query("one.example"));
        });
        BacklinksClient heard = Clients.over(server)
                .harvestListener(start -> {
                    seen.add("harvest " + start.context().get("who"));
                    return HarvestListener.NONE;
                })
                .build();
        heard.harvests(queries)
                .pages()
                .contextWrite(context -> context.put("who", "me"))
                .blockLast(LONG);
        assertThat(seen).containsExactly("queries me", "harvest me");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void noneAtATimeIsRefused(int targets) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.harvests(List.of()).concurrency(targets))
                .withMessage("targets must be at least 1, was " + targets);
    }

    @Test
    void demandForNothingIsAnError() {
        AtomicReference<Throwable> error = new AtomicReference<>();
        BaseSubscriber<HarvestEvent> subscriber = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
                subscription.request(0);
            }

            @Override
            protected void hookOnError(Throwable thrown) {
                error.set(thrown);
            }
        };
        client.harvests(many(2)).pages().subscribe(subscriber);
        assertThat(error.get()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("3.9");
        assertThat(server.requests()).isZero();
    }

    // Pages that are stored.

    @Test
    void eachPageIsStoredBeforeTheNextOfItsTargetIsAskedFor() {
        Map<String, Sinks.Empty<Void>> storing = new HashMap<>();
        List<Ended> ends = new ArrayList<>();
        client.harvests(queries("a.example", "b.example"))
                .forEachPage((query, page) -> {
                    Sinks.Empty<Void> stored = Sinks.empty();
                    assertThat(storing.put(query.target(), stored)).isNull();
                    return stored.asMono().doOnTerminate(() -> storing.remove(query.target()));
                })
                .subscribe(ends::add);
        assertThat(server.requests()).isEqualTo(2);
        Objects.requireNonNull(storing.get("b.example")).tryEmitEmpty();
        assertThat(server.requests()).isEqualTo(3);
        Objects.requireNonNull(storing.get("b.example")).tryEmitEmpty();
        Objects.requireNonNull(storing.get("b.example")).tryEmitEmpty();
        assertThat(names(ends)).isEqualTo("b.");
        assertThat(server.requests()).isEqualTo(4);
        Objects.requireNonNull(storing.get("a.example")).tryEmitEmpty();
        assertThat(server.requests()).isEqualTo(5);
    }

    @Test
    void asManyAreBegunAsEndsAreDemanded() {
        StepVerifier.create(client.harvests(many(5)).forEachPage((query, page) -> Mono.empty()), 0)
                .expectSubscription()
                .then(() -> assertThat(server.requests()).isZero())
                .thenRequest(1)
                .expectNextMatches(end -> end.summary().status() == HarvestStatus.COMPLETE)
                .then(() -> assertThat(server.requests()).isEqualTo(3))
                .thenRequest(4)
                .expectNextCount(4)
                .verifyComplete();
        assertThat(server.requests()).isEqualTo(15);
    }

    @Test
    void whereStoringFailsTheCheckpointIsTheLastThatWasStored() {
        List<Checkpoint> stored = new ArrayList<>();
        List<Ended> ends = all(client.harvests(queries("a.example", "b.example", "halfway.example"))
                .forEachPage((query, page) -> {
                    if (query.target().equals("a.example")) {
                        if (page.number() == 2) {
                            return Mono.error(new IllegalStateException("disk full"));
                        }
                        stored.add(page.checkpoint());
                    }
                    return Mono.empty();
                }));
        Ended a = end(ends, "a.example");
        assertThat(a.error()).hasMessage("disk full");
        assertThat(a.summary().status()).isEqualTo(HarvestStatus.FAILED);
        assertThat(a.summary().reason()).isEqualTo("disk full");
        assertThat(stored).hasSize(1);
        assertThat(a.checkpoint()).isEqualTo(stored.get(0));
        assertThat(end(ends, "b.example").summary().progress().received()).isEqualTo(ROWS);
        Ended halfway = end(ends, "halfway.example");
        assertThat(halfway.error()).isInstanceOf(RequestRefusedException.class);
        assertThat(Objects.requireNonNull(halfway.checkpoint()).received()).isEqualTo(10);
    }

    @Test
    void whereTheFirstPageCantBeStoredItResumesWhereItDid() {
        Checkpoint from = Objects.requireNonNull(
                        client.harvest(query("a.example")).pages().blockFirst(LONG))
                .checkpoint();
        List<Ended> ends = all(client.harvests(queries("a.example", "b.example"))
                .describe((query, harvest) -> query.target().equals("a.example") ? harvest.resumeFrom(from) : harvest)
                .forEachPage((query, page) -> Mono.error(new IllegalStateException("disk full"))));
        assertThat(end(ends, "a.example").checkpoint()).isEqualTo(from);
        assertThat(end(ends, "b.example").checkpoint()).isNull();
    }

    @Test
    void aStoreThatReturnsNullHasFailed() {
        Map<String, Mono<Void>> none = new HashMap<>();
        List<Ended> ends = all(client.harvests(many(1)).forEachPage((query, page) -> none.get("x")));
        assertThat(ends.get(0).error()).isInstanceOf(NullPointerException.class).hasMessage("store returned null");
    }
}
