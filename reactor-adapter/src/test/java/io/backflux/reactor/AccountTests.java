package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.AccountStatus;
import io.backflux.HarvestEstimate;
import io.backflux.error.AccountRefusedException;
import io.backflux.error.AnswerTooLargeException;
import io.backflux.error.BacklinksException;
import io.backflux.error.ClientClosedException;
import io.backflux.error.ConnectionFailedException;
import io.backflux.error.MalformedAnswerException;
import io.backflux.error.QuotaExceededException;
import io.backflux.error.RequestRefusedException;
import io.backflux.error.ServerFailedException;
import io.backflux.error.UnexpectedAnswerException;
import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.reactor.transport.AnswerPart;
import io.backflux.reactor.transport.CannedTransport;
import io.backflux.reactor.transport.Transport;
import io.backflux.reactor.transport.TransportException;
import io.backflux.reactor.transport.TransportException.Problem;
import io.backflux.reactor.transport.TransportRequest;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class AccountTests {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final ScriptedTransport pages = ScriptedTransport.of(2_500);
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();

    /** What the account's requests are answered with, 1 for the first. */
    private IntFunction<Flux<AnswerPart>> script = number -> ofBalance(number + ".50");

    private final BacklinksClient client = client(Clients.boundless());

    private BacklinksClient client(AccountQuota quota) {
        Transport transport = new Transport() {
            @Override
            public Flux<AnswerPart> exchange(TransportRequest request) {
                return pages.exchange(request);
            }

            @Override
            public Flux<AnswerPart> accountData() {
                return Flux.defer(() -> script.apply(asked.incrementAndGet()).doOnCancel(cancelled::incrementAndGet));
            }

            @Override
            public void close() {}
        };
        return Clients.over(transport)
                .quota(quota)
                .timer(time)
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .build();
    }

    @AfterEach
    void dispose() {
        client.close();
        time.dispose();
    }

    private static Flux<AnswerPart> ofBalance(String dollars) {
        return ScriptedTransport.whole(ScriptedTransport.answer("\"money\":{\"balance\":" + dollars + "}"));
    }

    private static <T> T value(Mono<T> source) {
        return source.blockOptional(Duration.ZERO).orElseThrow();
    }

    private static String balance(Mono<AccountStatus> account) {
        return String.valueOf(value(account).balance());
    }

    @Test
    void nothingIsAskedBeforeSubscription() {
        Mono<AccountStatus> account = client.account();
        assertThat(asked).hasValue(0);
        StepVerifier.create(account)
                .expectNext(AccountStatus.builder(NOW)
                        .balance(new BigDecimal("1.50"))
                        .build())
                .verifyComplete();
        assertThat(asked).hasValue(1);
    }

    @Test
    void anAnswerIsKeptForAMinute() {
        assertThat(balance(client.account())).isEqualTo("1.50");
        time.advanceTimeBy(Duration.ofSeconds(59));
        assertThat(balance(client.account())).isEqualTo("1.50");
        assertThat(asked).hasValue(1);
        time.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(balance(client.account())).isEqualTo("2.50");
        assertThat(asked).hasValue(2);
    }

    @Test
    void whoComesMeanwhileSharesTheRequest() {
        Sinks.Many<AnswerPart> wire = Sinks.many().unicast().onBackpressureBuffer();
        script = number -> wire.asFlux();
        List<StepVerifier> waiting = IntStream.range(0, 100)
                .mapToObj(i -> StepVerifier.create(client.account())
                        .expectNextMatches(
                                account -> String.valueOf(account.balance()).equals("7"))
                        .expectComplete()
                        .verifyLater())
                .toList();
        assertThat(asked).hasValue(1);
        ofBalance("7").subscribe(wire::tryEmitNext, wire::tryEmitError, wire::tryEmitComplete);
        waiting.forEach(StepVerifier::verify);
        assertThat(balance(client.account())).isEqualTo("7");
        assertThat(asked).hasValue(1);
    }

    @Test
    void oneThatLeavesTakesNothingFromTheOthersAndTheLastAborts() {
        script = number -> number == 1 ? Flux.never() : ofBalance("3");
        reactor.core.Disposable first = client.account().subscribe();
        reactor.core.Disposable second = client.account().subscribe();
        first.dispose();
        assertThat(cancelled).hasValue(0);
        second.dispose();
        assertThat(cancelled).hasValue(1);
        assertThat(balance(client.account())).isEqualTo("3");
        assertThat(asked).hasValue(2);
    }

    @Test
    void aFailureIsNotKept() {
        script = number -> number == 1 ? ScriptedTransport.answering(502, "<html>") : ofBalance("3");
        StepVerifier.create(client.account()).verifyError(ServerFailedException.class);
        assertThat(balance(client.account())).isEqualTo("3");
        time.advanceTimeBy(Duration.ofMinutes(2));
        script = number -> ScriptedTransport.answering(500, "");
        StepVerifier.create(client.account()).verifyError(ServerFailedException.class);
        assertThat(asked).hasValue(3);
    }

    @Test
    void noMoreThanSixAreSentWithinAMinute() {
        script = number -> ScriptedTransport.answering(500, "");
        for (int i = 0; i < 6; i++) {
            StepVerifier.create(client.account()).verifyError(ServerFailedException.class);
            time.advanceTimeBy(Duration.ofSeconds(5));
        }
        StepVerifier.create(client.account()).verifyError(QuotaExceededException.class);
        assertThat(asked).hasValue(6);
        time.advanceTimeBy(Duration.ofSeconds(30));
        StepVerifier.create(client.account()).verifyError(ServerFailedException.class);
        StepVerifier.create(client.account()).verifyError(QuotaExceededException.class);
        assertThat(asked).hasValue(7);
    }

    static Stream<Arguments> failures() {
        TransportException unreachable = new TransportException(Problem.UNREACHABLE, "no connection", null);
        byte[] mega = new byte[1 << 20];
        Flux<AnswerPart> endless = Flux.concat(
                Flux.just(new AnswerPart.Head(200)),
                Flux.<AnswerPart>generate(sink -> sink.next(new AnswerPart.Bytes(java.nio.ByteBuffer.wrap(mega)))));
        return Stream.of(
                Arguments.of(
                        ScriptedTransport.answering(401, "{\"status_code\":40100,\"tasks\":null}"),
                        AccountRefusedException.class,
                        40100),
                Arguments.of(
                        ScriptedTransport.whole(ScriptedTransport.failure(40203)),
                        AccountRefusedException.class,
                        40203),
                Arguments.of(
                        ScriptedTransport.whole(ScriptedTransport.failure(40202)), QuotaExceededException.class, 40202),
                Arguments.of(ScriptedTransport.answering(404, "{}"), RequestRefusedException.class, 404),
                Arguments.of(ScriptedTransport.whole("{\"status_"), MalformedAnswerException.class, null),
                Arguments.of(ScriptedTransport.whole("{\"tasks\":7}"), UnexpectedAnswerException.class, null),
                Arguments.of(ofBalance("\"much\""), UnexpectedAnswerException.class, null),
                Arguments.of(endless, AnswerTooLargeException.class, null),
                Arguments.of(Flux.error(unreachable), ConnectionFailedException.class, null));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void errorsAreOfTheOneTree(
            Flux<AnswerPart> answer,
            Class<? extends BacklinksException> type,
            @org.jspecify.annotations.Nullable Integer code) {
        script = number -> answer;
        StepVerifier.create(client.account())
                .expectErrorSatisfies(error -> assertThat(error)
                        .isExactlyInstanceOf(type)
                        .isInstanceOfSatisfying(
                                BacklinksException.class,
                                failure -> assertThat(failure.code()).isEqualTo(code)))
                .verify();
        assertThat(asked).hasValue(1);
    }

    @Test
    void aTransportThatDoesNotKnowOfItRefuses() {
        BacklinksClient without = Clients.over(pages).build();
        StepVerifier.create(without.account()).verifyError(RequestRefusedException.class);
        StepVerifier.create(without.harvest(Clients.QUERY).estimate())
                .expectNextMatches(estimate -> estimate.balance() == null && !estimate.isBalanceTooSmall())
                .verifyComplete();
        assertThat(balance(
                        Clients.over(CannedTransport.ofRows(List.of())).build().account()))
                .isEqualTo("100");
    }

    @Test
    void aClosedClientAsksNothing() {
        client.close();
        StepVerifier.create(client.account()).verifyError(ClientClosedException.class);
        assertThat(asked).hasValue(0);
    }

    @Test
    void itNeedsNoPermitAndItsLimitStopsNoPage() {
        AccountQuota quota = AccountQuota.local(new QuotaLimits(1, 100));
        BacklinksClient busy = client(quota);
        reactor.core.Disposable held = quota.withPermit(Flux.never()).subscribe();
        assertThat(balance(busy.account())).isEqualTo("1.50");
        held.dispose();

        time.advanceTimeBy(Duration.ofMinutes(2));
        script = number -> ScriptedTransport.whole(ScriptedTransport.failure(40202));
        AccountQuota free = AccountQuota.local(new QuotaLimits(1, 100));
        BacklinksClient refused = client(free);
        StepVerifier.create(refused.account()).verifyError(QuotaExceededException.class);
        StepVerifier.create(refused.backlinks(Clients.limit(1_000)).take(1))
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    void anEstimateHasTheBalanceAndSaysWhenItWontDo() {
        script = number -> ofBalance("0.01");
        HarvestEstimate estimate = value(client.harvest(Clients.QUERY).estimate());
        assertThat(estimate.balance()).isEqualByComparingTo("0.01");
        assertThat(estimate.isBalanceTooSmall()).isTrue();
        value(client.harvest(Clients.QUERY).estimate());
        assertThat(asked).hasValue(1);
        assertThat(pages.requests()).isEqualTo(2);
        time.advanceTimeBy(Duration.ofMinutes(2));
        script = number -> ofBalance("1000");
        assertThat(value(client.harvest(Clients.QUERY).estimate()).isBalanceTooSmall())
                .isFalse();
    }

    @Test
    void anEstimateDoesWithoutABalanceThatFailsOrDoesNotCome() {
        script = number -> number == 1 ? Flux.error(new IllegalStateException("broken")) : Flux.never();
        HarvestEstimate estimate = value(client.harvest(Clients.QUERY).estimate());
        assertThat(estimate.balance()).isNull();
        assertThat(estimate.isBalanceTooSmall()).isFalse();
        StepVerifier slow = StepVerifier.create(client.harvest(Clients.QUERY).estimate())
                .expectNextMatches(late -> late.balance() == null && late.totalCount() == 2_500)
                .expectComplete()
                .verifyLater();
        time.advanceTimeBy(AccountLookup.LONGEST_WAIT);
        slow.verify();
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void limitsAreTheAccountsWhereItSaysThem() {
        AccountStatus.Builder account = AccountStatus.builder(NOW);
        assertThat(QuotaLimits.of(account.build())).isEqualTo(QuotaLimits.DEFAULT);
        assertThat(QuotaLimits.of(account.requestsPerMinute(10_000).build())).isEqualTo(new QuotaLimits(30, 10_000));
    }
}
