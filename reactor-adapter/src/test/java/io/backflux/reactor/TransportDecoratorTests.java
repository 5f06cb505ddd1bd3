package io.backflux.reactor;

import static io.backflux.reactor.ScriptedTransport.answering;
import static io.backflux.reactor.ScriptedTransport.failure;
import static io.backflux.reactor.ScriptedTransport.upTo;
import static io.backflux.reactor.ScriptedTransport.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import io.backflux.BacklinksQuery;
import io.backflux.FailureClass;
import io.backflux.HarvestSummary;
import io.backflux.RetryPolicy;
import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.Lane;
import io.backflux.reactor.quota.QuotaInVirtualTime;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.reactor.transport.AnswerPart;
import io.backflux.reactor.transport.AnswerSummary;
import io.backflux.reactor.transport.CannedTransport;
import io.backflux.reactor.transport.Credentials;
import io.backflux.reactor.transport.Transport;
import io.backflux.reactor.transport.TransportException;
import io.backflux.reactor.transport.TransportException.Problem;
import io.backflux.reactor.transport.TransportRequest;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What can be put around the transport, and what it sees there. */
class TransportDecoratorTests {

    private static final BacklinksQuery PARALLEL =
            BacklinksQuery.builder(ParallelRun.TARGET).limit(100).build();

    private final List<TransportRequest> seen = Collections.synchronizedList(new ArrayList<>());
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    private Transport watched(Transport next) {
        return request -> {
            seen.add(request);
            return next.exchange(request);
        };
    }

    private Transport named(String name, Transport next) {
        return request -> Flux.defer(() -> {
            log.add(name);
            return next.exchange(request);
        });
    }

    @Test
    void theLastDecoratorIsOutermost() {
        Clients.over(CannedTransport.ofRows(List.of()))
                .transportDecorator(next -> named("inner", next))
                .transportDecorator(next -> named("outer", next))
                .build()
                .backlinks(Clients.QUERY)
                .blockLast();
        assertThat(log).containsExactly("outer", "inner");
    }

    @Test
    void eachAttemptAtEachPageIsKnown() {
        ScriptedTransport[] self = new ScriptedTransport[1];
        ScriptedTransport server = new ScriptedTransport(request -> switch (request) {
            case 2 -> whole(failure(50000));
            case 3 -> Flux.error(new TransportException(Problem.TIMED_OUT, "late", null));
            default -> whole(self[0].page(request, 5));
        });
        self[0] = server;
        Clients.over(server)
                .transportDecorator(this::watched)
                .build()
                .backlinks(Clients.limit(2))
                .blockLast();
        assertThat(seen)
                .extracting(TransportRequest::page, TransportRequest::attempt, TransportRequest::retryOf)
                .containsExactly(
                        tuple(1, 1, null),
                        tuple(2, 1, null),
                        tuple(2, 2, FailureClass.SERVER_FAILED),
                        tuple(2, 3, FailureClass.ANSWER_TIMED_OUT),
                        tuple(3, 1, null));
    }

    @Test
    void eachPageOfAParallelHarvestHasANumberOfItsOwn() {
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        SlowApi api = new SlowApi(time, 2_000, Duration.ofSeconds(1));
        api.refuse((request, body) -> request % 5 == 3 ? SlowApi.taskCode(50000) : null);
        AtomicReference<HarvestSummary> end = new AtomicReference<>();
        Clients.over(api)
                .timer(time)
                .transportDecorator(this::watched)
                .build()
                .harvest(PARALLEL)
                .parallelism(8)
                .listener(HarvestListener.onSummary(end::set))
                .backlinks()
                .subscribe();
        time.advanceTimeBy(Duration.ofMinutes(5));
        HarvestSummary summary = Objects.requireNonNull(end.get());
        assertThat(summary.progress().retries()).isPositive();
        assertThat(seen).hasSize(summary.progress().requests()).doesNotHaveDuplicates();
        assertThat(seen)
                .filteredOn(request -> request.attempt() > 1)
                .hasSize(summary.progress().retries())
                .allMatch(request -> request.retryOf() == FailureClass.SERVER_FAILED);
        assertThat(seen)
                .extracting(request -> List.of(request.page(), request.attempt()))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void eachRequestHasTheContextOfItsOwnSubscriberAlsoAsARetryAndOnOtherThreads(int slots) {
        List<HarvestSummary> ends = Collections.synchronizedList(new ArrayList<>());
        BacklinksClient client = Clients.over(CannedTransport.ofRows(List.of()))
                .transport(new OtherThreads())
                .transportDecorator(next -> request -> Flux.deferContextual(context -> {
                    log.add(context.<String>get("tenant"));
                    return next.exchange(request);
                }))
                .build();
        Flux.just("a", "b", "c")
                .flatMap(tenant -> client.harvest(Clients.limit(10))
                        .parallelism(slots)
                        .listener(HarvestListener.onSummary(ends::add))
                        .backlinks()
                        .publishOn(Schedulers.parallel(), 7)
                        .contextWrite(context -> context.put("tenant", tenant)))
                .blockLast(Duration.ofSeconds(30));
        assertThat(ends).hasSize(3).allMatch(end -> end.progress().retries() > 0);
        int requests = ends.get(0).progress().requests();
        assertThat(ends).allMatch(end -> end.progress().requests() == requests);
        for (String tenant : List.of("a", "b", "c")) {
            assertThat(Collections.frequency(log, tenant)).isEqualTo(requests);
        }
    }

    /** 95 rows, on a thread of its own for each answer; the first attempt at each page fails. */
    private static final class OtherThreads implements Transport {

        @Override
        public Flux<AnswerPart> exchange(TransportRequest request) {
            ScriptedTransport rows = ScriptedTransport.of(95);
            return Flux.defer(() -> request.attempt() == 1 ? whole(failure(50000)) : rows.exchange(request))
                    .subscribeOn(Schedulers.boundedElastic());
        }
    }

    private @Nullable AnswerSummary answerTo(Flux<AnswerPart> answer) {
        Clients.over(new ScriptedTransport(request -> answer))
                .retryPolicy(RetryPolicy.NONE)
                .transportDecorator(this::watched)
                .build()
                .backlinks(Clients.QUERY)
                .onErrorComplete()
                .blockLast();
        return seen.get(seen.size() - 1).answer().block(Duration.ZERO);
    }

    @Test
    void whatAnAnswerSaysOfItselfIsKnown() {
        String page = ScriptedTransport.page(3, 0, 3, "null");
        assertThat(answerTo(whole(page))).isEqualTo(new AnswerSummary(20000, new BigDecimal("0.05"), "task-1"));
        assertThat(answerTo(whole(failure(40501))))
                .isEqualTo(new AnswerSummary(40501, new BigDecimal("0.01"), "task-1"));
        assertThat(answerTo(whole("{\"status_code\":40100,\"cost\":0,\"tasks\":null}")))
                .isEqualTo(new AnswerSummary(40100, BigDecimal.ZERO, null));
        assertThat(answerTo(answering(502, "<html>"))).isEqualTo(new AnswerSummary(502, null, null));
        Flux<AnswerPart> broken = Flux.error(new TransportException(Problem.BROKEN, "broken", null));
        assertThat(answerTo(upTo(page.length() - 9, page, broken)))
                .isEqualTo(new AnswerSummary(20000, new BigDecimal("0.05"), "task-1"));
        assertThat(answerTo(broken)).isNull();
    }

    @Test
    void itIsKnownThoughNobodyDemandsTheRows() {
        ScriptedTransport server = ScriptedTransport.of(10);
        StepVerifier.create(
                        Clients.over(server)
                                .transportDecorator(this::watched)
                                .build()
                                .backlinks(Clients.limit(10)),
                        1)
                .expectNextCount(1)
                .then(() -> StepVerifier.create(seen.get(0).answer().map(AnswerSummary::code))
                        .expectNext(20000)
                        .verifyComplete())
                .thenCancel()
                .verify();
    }

    @Test
    void theEndOfAnExchangeTellsAnAbort() {
        Transport silent = request -> Flux.never();
        StepVerifier.create(Clients.over(silent)
                        .transportDecorator(this::watched)
                        .transportDecorator(
                                next -> request -> next.exchange(request).doFinally(end -> log.add(end.name())))
                        .build()
                        .backlinks(Clients.QUERY))
                .thenAwait()
                .thenCancel()
                .verify();
        assertThat(log).containsExactly(SignalType.CANCEL.name());
        StepVerifier.create(seen.get(0).answer()).verifyComplete();
    }

    @Test
    void whatADecoratorSignalsInsteadIsTakenAsTheAnswer() {
        ScriptedTransport server = ScriptedTransport.of(3);
        Supplier<TransportException> fault = () -> new TransportException(Problem.BROKEN, "injected", null);
        StepVerifier.create(Clients.over(server)
                        .transportDecorator(next ->
                                request -> request.attempt() < 3 ? Flux.error(fault.get()) : next.exchange(request))
                        .build()
                        .backlinks(Clients.QUERY))
                .expectNextCount(3)
                .verifyComplete();
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void aRequestKnowsHowLongItWaitedForItsPermit() {
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        AccountQuota quota = QuotaInVirtualTime.of(new QuotaLimits(1, 2_000), time);
        ScriptedTransport page = ScriptedTransport.of(3);
        Transport slow = request -> Mono.delay(Duration.ofSeconds(4), time).thenMany(page.exchange(request));
        BacklinksClient client = Clients.over(slow)
                .quota(quota)
                .timer(time)
                .transportDecorator(this::watched)
                .build();
        client.backlinks(Clients.QUERY).subscribe();
        client.harvest(Clients.QUERY).parallelism(2).backlinks().subscribe();
        assertThat(quota.waiting(Lane.BULK)).isEqualTo(1);
        assertThat(quota.waiting(Lane.INTERACTIVE)).isZero();
        assertThat(client.quota()).isSameAs(quota);
        time.advanceTimeBy(Duration.ofSeconds(10));
        assertThat(seen).extracting(TransportRequest::waited).containsExactly(Duration.ZERO, Duration.ofSeconds(4));
    }

    @Test
    void whatIsDecoratedIsClosedThoughItsDecoratorForgetsIt() {
        Transport server = new Transport() {
            @Override
            public Flux<AnswerPart> exchange(TransportRequest request) {
                return Flux.never();
            }

            @Override
            public void close() {
                log.add("closed");
            }
        };
        Clients.over(server)
                .transportDecorator(next -> request -> next.exchange(request))
                .build()
                .close();
        assertThat(log).containsExactly("closed");
    }

    @Test
    void aClientThatCouldNotBeBuiltLeavesTheAccountFree() {
        Credentials credentials = Credentials.of("decorated", "secret");
        assertThatIllegalStateException()
                .isThrownBy(() -> BacklinksClient.builder()
                        .credentials(credentials)
                        .quotaLimits(new QuotaLimits(2, 10))
                        .transportDecorator(next -> {
                            throw new IllegalStateException("no");
                        })
                        .build());
        BacklinksClient.builder()
                .credentials(credentials)
                .quotaLimits(new QuotaLimits(3, 10))
                .build()
                .close();
    }

    @Test
    void eachClientThatIsBuiltIsHeardOf() {
        List<BacklinksClient> built = new ArrayList<>();
        BacklinksClientBuilder builder = Clients.over(CannedTransport.ofRows(List.of()))
                .onBuild(built::add)
                .onBuild(built::add);
        assertThat(built).isEmpty();
        BacklinksClient first = builder.build();
        BacklinksClient second = builder.build();
        assertThat(built).containsExactly(first, first, second, second);
    }

    @Test
    void aClientWhoseBuildingIsRefusedIsClosedAndLeavesTheAccountFree() {
        List<BacklinksClient> built = new ArrayList<>();
        Credentials credentials = Credentials.of("refused", "secret");
        assertThatIllegalStateException()
                .isThrownBy(() -> BacklinksClient.builder()
                        .credentials(credentials)
                        .quotaLimits(new QuotaLimits(2, 10))
                        .onBuild(built::add)
                        .onBuild(client -> {
                            throw new IllegalStateException("no");
                        })
                        .build());
        assertThat(built).singleElement().matches(BacklinksClient::isDisposed);
        BacklinksClient.builder()
                .credentials(credentials)
                .quotaLimits(new QuotaLimits(3, 10))
                .build()
                .close();
    }

    @Test
    void aRequestIsPrintedWithoutItsToken() {
        assertThat(TransportRequest.of("secret".getBytes(StandardCharsets.UTF_8)))
                .asString()
                .isEqualTo("TransportRequest[page=1, attempt=1, retryOf=null, waited=PT0S]");
    }
}
