package io.backflux.reactor;

import static io.backflux.reactor.ScriptedTransport.answering;
import static io.backflux.reactor.ScriptedTransport.failure;
import static io.backflux.reactor.ScriptedTransport.page;
import static io.backflux.reactor.ScriptedTransport.upTo;
import static io.backflux.reactor.ScriptedTransport.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.HarvestProgress;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.ParseLimits;
import io.backflux.RetryPolicy;
import io.backflux.error.AccountRefusedException;
import io.backflux.error.AnswerTimedOutException;
import io.backflux.error.AnswerTooLargeException;
import io.backflux.error.BacklinksException;
import io.backflux.error.ConnectionFailedException;
import io.backflux.error.MalformedAnswerException;
import io.backflux.error.RequestRefusedException;
import io.backflux.error.ServerFailedException;
import io.backflux.error.UnexpectedAnswerException;
import io.backflux.error.UntrustedServerException;
import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.reactor.transport.AnswerPart;
import io.backflux.reactor.transport.TransportException;
import io.backflux.reactor.transport.TransportException.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class RetryTests {

    private static final String PAGE = page(3, 0, 3, "null");

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final List<HarvestSummary> summaries = new ArrayList<>();

    static Stream<Named<Flux<AnswerPart>>> failuresThatPass() {
        return Stream.of(
                Named.of("50000", whole(failure(50000))),
                Named.of("40101", whole(failure(40101))),
                Named.of("unknown 5xxxx", whole(failure(59999))),
                Named.of("HTTP 500", answering(500, failure(50000))),
                Named.of("HTTP 500 with a good page", answering(500, PAGE)),
                Named.of("HTTP 502 with HTML", answering(502, "<html></html>")),
                Named.of("HTTP 200 with HTML", answering(200, "<html></html>")),
                Named.of("no tasks", whole("{\"status_code\":20000,\"tasks\":[]}")),
                Named.of("empty body", whole("")),
                Named.of("cut before the first row", whole(PAGE.substring(0, 150))),
                Named.of("reset", broken(Problem.BROKEN)),
                Named.of("no answer in time", broken(Problem.TIMED_OUT)),
                Named.of("reset before the first row", upTo(150, PAGE, broken(Problem.BROKEN))));
    }

    @ParameterizedTest
    @MethodSource("failuresThatPass")
    void whatMayPassIsAskedForAgain(Flux<AnswerPart> failing) {
        ScriptedTransport server = new ScriptedTransport(request -> request == 1 ? failing : whole(PAGE));

        StepVerifier.create(harvest(server).backlinks())
                .expectSubscription()
                .then(() -> assertThat(server.requests()).isEqualTo(1))
                .then(() -> time.advanceTimeBy(Duration.ofMillis(499)))
                .then(() -> assertThat(server.requests()).isEqualTo(1))
                .then(() -> time.advanceTimeBy(Duration.ofMillis(1)))
                .expectNextCount(3)
                .verifyComplete();
        assertThat(server.requests()).isEqualTo(2);
        assertThat(server.body(2)).isEqualTo(server.body(1));
        assertThat(summaries.get(0).progress().retries()).isEqualTo(1);
    }

    @Test
    void attemptsEndAndTheLastFailureIsTheHarvests() {
        ScriptedTransport server = new ScriptedTransport(request -> whole(failure(50000)));

        StepVerifier.create(harvest(server).backlinks())
                .then(() -> time.advanceTimeBy(Duration.ofMinutes(10)))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(ServerFailedException.class, failed -> {
                            assertThat(failed.code()).isEqualTo(50000);
                            assertThat(failed.isTransient()).isTrue();
                            assertThat(failed.place().taskId()).isEqualTo("task-1");
                        })
                        .hasMessage("the API answered 50000: Scripted. (site.example, page 1, task task-1)"));
        assertThat(server.requests()).isEqualTo(7);
        assertThat(summaries.get(0).progress().cost()).isEqualTo("0.07"); // Failures are billed: 7 × 0.01.
    }

    static Stream<Named<Flux<AnswerPart>>> answersThatSayWhenToComeBack() {
        return Stream.of(
                Named.of("503 with HTML", wanting(503, 60, "<html>Down for maintenance</html>")),
                Named.of("503 without a body", wanting(503, 60, "")),
                Named.of("503 with codes", wanting(503, 60, failure(50000))),
                Named.of("429 with HTML", wanting(429, 60, "<html>Too many requests</html>")),
                Named.of("200 with a code", wanting(200, 60, failure(50301))));
    }

    private static Flux<AnswerPart> wanting(int status, int seconds, String body) {
        return Flux.just(new AnswerPart.Head(status, Duration.ofSeconds(seconds)), ScriptedTransport.bytes(body));
    }

    @ParameterizedTest
    @MethodSource("answersThatSayWhenToComeBack")
    void whatTheServerWantsIsHeeded(Flux<AnswerPart> failing) {
        ScriptedTransport server = new ScriptedTransport(request -> request == 1 ? failing : whole(PAGE));
        BacklinksClient client =
                Clients.over(server).quota(new Unhurried()).timer(time).build();

        StepVerifier.create(client.backlinks(Clients.QUERY))
                .then(() -> time.advanceTimeBy(Duration.ofMillis(59_999)))
                .then(() -> assertThat(server.requests()).isEqualTo(1))
                .then(() -> time.advanceTimeBy(Duration.ofMillis(1)))
                .expectNextCount(3)
                .verifyComplete();
        assertThat(server.requests()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("answersThatSayWhenToComeBack")
    void whatTheServerWantsIsHeededByTheWholeAccount(Flux<AnswerPart> failing) {
        var quota = AccountQuota.local(new QuotaLimits(1, 1_000_000));
        ScriptedTransport server = new ScriptedTransport(request -> failing);
        BacklinksClient client = BacklinksClient.builder()
                .transport(server)
                .quota(quota)
                .timer(time)
                .build();

        Flux.range(0, 3).flatMap(i -> client.backlinks(Clients.QUERY)).subscribe();

        assertThat(server.requests()).isEqualTo(1);
        assertThat(quota.waiting()).isEqualTo(2);
    }

    /** As it comes where two answers were mixed up on their way. */
    private static final String ANOTHERS =
            page(9, 5, 9, "null").replace("\"result\":", "\"data\":{\"limit\":10},\"result\":");

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void answerToAnotherRequestEmitsNoRowAndIsRetried(int parallelism) {
        ScriptedTransport server = new ScriptedTransport(request -> whole(request == 1 ? ANOTHERS : PAGE));

        StepVerifier.create(harvest(server).parallelism(parallelism).backlinks().map(Backlink::linksCount))
                .then(() -> time.advanceTimeBy(Duration.ofMinutes(1)))
                .expectNext(0L, 1L, 2L)
                .verifyComplete();
        assertThat(server.requests()).isEqualTo(2);
        assertThat(summaries.get(0).progress().totalCount()).isEqualTo(3L);
    }

    @Test
    void answerToAnotherRequestEndsNoHarvestEvenWhereItSaysSoAtItsEnd() {
        String late = PAGE.replace("}]}]}", "}],\"data\":{\"target\":\"site.example\",\"limit\":10}}]}");
        ScriptedTransport server = new ScriptedTransport(request -> whole(late));

        StepVerifier.create(harvest(server).pages())
                .then(() -> time.advanceTimeBy(Duration.ofMinutes(1)))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(UnexpectedAnswerException.class)
                        .hasMessageContaining("the answer is to another request: limit differs")
                        .hasMessageContaining("at path $.tasks[0].data.limit"));
        assertThat(server.requests()).as("the same came twice").isEqualTo(2);
        StepVerifier.create(harvest(server).backlinks())
                .expectNextCount(3)
                .then(() -> time.advanceTimeBy(Duration.ofMinutes(1)))
                .verifyError(UnexpectedAnswerException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status_code\":20000,\"tasks\":[{\"status_code\":20000,\"result\":[{\"items\":{}}]}]}",
                "{\"status_code\":20000,\"tasks\":[{\"status_code\":20000,\"result\":[{},{}]}]}"
            })
    void aShapeThatCameTwiceIsNotAskedForAThirdTime(String answer) {
        ScriptedTransport server = new ScriptedTransport(request -> whole(request == 2 ? failure(50000) : answer));

        for (int parallelism : new int[] {1, 4}) {
            int before = server.requests();
            StepVerifier.create(harvest(server).parallelism(parallelism).backlinks())
                    .then(() -> time.advanceTimeBy(Duration.ofMinutes(10)))
                    .verifyErrorSatisfies(error ->
                            assertThat(error).hasMessageContaining("the same came twice, so it is not retried again"));
            assertThat(server.requests() - before).isEqualTo(before == 0 ? 3 : 2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html></html>", "", "{\"status_code\":20000,\"tasks\":[{"})
    void whatIsNoAnswerOfTheApisIsRetriedToTheEnd(String answer) {
        ScriptedTransport server = new ScriptedTransport(request -> whole(answer));

        StepVerifier.create(harvest(server).backlinks())
                .then(() -> time.advanceTimeBy(Duration.ofMinutes(10)))
                .verifyError(MalformedAnswerException.class);
        assertThat(server.requests()).isEqualTo(7);
    }

    @Test
    void pausesDouble() {
        ScriptedTransport server = new ScriptedTransport(request -> request < 5 ? whole(failure(50301)) : whole(PAGE));
        StepVerifier.Step<?> steps =
                StepVerifier.create(harvest(server).backlinks()).expectSubscription();
        long[] pauses = {500, 1_000, 2_000, 4_000};
        for (int i = 0; i < pauses.length; i++) {
            int before = i + 1;
            long pause = pauses[i];
            steps = steps.then(() -> time.advanceTimeBy(Duration.ofMillis(pause - 1)))
                    .then(() -> assertThat(server.requests()).isEqualTo(before))
                    .then(() -> time.advanceTimeBy(Duration.ofMillis(1)));
        }
        steps.expectNextCount(3).verifyComplete();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(40501, RequestRefusedException.class),
                Arguments.of(40506, RequestRefusedException.class),
                Arguments.of(40000, RequestRefusedException.class),
                Arguments.of(40100, AccountRefusedException.class),
                Arguments.of(40200, AccountRefusedException.class),
                Arguments.of(40203, AccountRefusedException.class),
                Arguments.of(40210, AccountRefusedException.class));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatIsRefusedIsNeverSentTwice(int code, Class<? extends BacklinksException> type) {
        ScriptedTransport server =
                new ScriptedTransport(request -> whole(request == 1 ? page(9, 0, 3, "\"t\"") : failure(code)));

        StepVerifier.create(client(server).backlinks(Clients.limit(3)))
                .expectNextCount(3)
                .verifyErrorSatisfies(error -> assertThat(error).isInstanceOfSatisfying(type, refused -> {
                    assertThat(refused.code()).isEqualTo(code);
                    assertThat(refused.isTransient()).isFalse();
                    assertThat(refused.place().page()).isEqualTo(2);
                    assertThat(refused.place().received()).isEqualTo(3);
                }));
        time.advanceTimeBy(Duration.ofHours(1));
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void anUntrustedServerIsAskedOnce() {
        ScriptedTransport server = new ScriptedTransport(request -> broken(Problem.UNTRUSTED));

        StepVerifier.create(client(server).backlinks(Clients.QUERY)).verifyError(UntrustedServerException.class);
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void machineWithoutSocketsAsksOnceMore() {
        ScriptedTransport server = new ScriptedTransport(request -> broken(Problem.NO_SOCKET));

        StepVerifier.create(client(server).backlinks(Clients.QUERY))
                .then(() -> time.advanceTimeBy(Duration.ofMinutes(10)))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(ConnectionFailedException.class)
                        .hasMessageContaining("the same came twice"));
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void socketThatIsFreeASecondLaterIsEnough() {
        ScriptedTransport server =
                new ScriptedTransport(request -> request == 1 ? broken(Problem.NO_SOCKET) : whole(PAGE));

        StepVerifier.create(client(server).backlinks(Clients.QUERY))
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(1)))
                .thenConsumeWhile(row -> true)
                .verifyComplete();
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void whatIsCutEachTimeEndsWithItsWholeRows() {
        int cut = PAGE.indexOf("},{", PAGE.indexOf("},{") + 1) + 3;
        ScriptedTransport server = new ScriptedTransport(request -> upTo(cut, PAGE, broken(Problem.BROKEN)));

        StepVerifier.create(client(server).backlinks(Clients.QUERY))
                .expectNextCount(2)
                .then(() -> time.advanceTimeBy(Duration.ofMinutes(10)))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                ConnectionFailedException.class,
                                failed -> assertThat(failed.place().received()).isEqualTo(2)));
        assertThat(server.requests()).isEqualTo(7);
    }

    @Test
    void wholeRowsBeforeACutAreHandedOnEvenIfTheyAreAskedForLater() {
        int cut = PAGE.indexOf("},{", PAGE.indexOf("},{") + 1) + 3;
        ScriptedTransport server = new ScriptedTransport(request -> upTo(cut, PAGE, broken(Problem.BROKEN)));
        BacklinksClient client =
                Clients.over(server).retryPolicy(RetryPolicy.NONE).build();

        StepVerifier.create(client.backlinks(Clients.QUERY), 0)
                .expectSubscription()
                .thenRequest(1)
                .expectNextCount(1)
                .thenRequest(1)
                .expectNextCount(1)
                .thenRequest(1)
                .verifyError(ConnectionFailedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",}", "garbage", ",\"status_code\":40501}"})
    void anAnswerThatEndsBadlyBehindItsLastRowIsNoEnd(String tail) {
        String json = page(10, 0, 10, "null");
        for (boolean pages : List.of(false, true)) {
            for (int parallelism : List.of(1, 4)) {
                ScriptedTransport server =
                        new ScriptedTransport(request -> whole(json.substring(0, json.length() - 1) + tail));
                summaries.clear();
                Harvest harvest = harvest(server).parallelism(parallelism);
                Flux<?> signals = pages ? harvest.pages() : harvest.backlinks();

                StepVerifier.create(signals)
                        .expectNextCount(pages ? 0 : 10)
                        .then(() -> time.advanceTimeBy(Duration.ofMinutes(10)))
                        .verifyErrorSatisfies(error -> assertThat(error)
                                .isInstanceOfSatisfying(BacklinksException.class, failed -> {
                                    if (!pages) {
                                        assertThat(failed.checkpoint()).isNotNull();
                                    }
                                }));
                assertThat(summaries.get(0).status()).isEqualTo(HarvestStatus.FAILED);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void anAnswerThatEndsBadlyBehindTheMaximumIsNoFailure(int parallelism) {
        String json = page(10, 0, 5, "\"next\"");
        ScriptedTransport server = new ScriptedTransport(request -> whole(json.substring(0, json.length() - 1)));

        StepVerifier.create(harvest(server).parallelism(parallelism).take(5).backlinks())
                .expectNextCount(5)
                .then(() -> time.advanceTimeBy(Duration.ofMinutes(10)))
                .verifyComplete();
        assertThat(server.requests()).isEqualTo(1);
        assertThat(summaries.get(0).status()).isEqualTo(HarvestStatus.LIMITED);
        assertThat(summaries.get(0).reason()).isEqualTo("the maximum of 5 rows came");
    }

    @Test
    void aCutBehindTheLastRowIsMendedOnceMoreIsDemanded() {
        String json = page(10, 0, 10, "null");
        ScriptedTransport server = new ScriptedTransport(
                request -> request == 1 ? upTo(json.length() - 12, json, Flux.empty()) : whole(json));

        StepVerifier.create(harvest(server).backlinks(), 10)
                .expectNextCount(10)
                .then(() -> assertThat(server.requests()).isEqualTo(1))
                .thenRequest(1)
                .then(() -> time.advanceTimeBy(Duration.ofMinutes(1)))
                .verifyComplete();
        assertThat(server.requests()).isEqualTo(2);
        assertThat(summaries.get(0).status()).isEqualTo(HarvestStatus.COMPLETE);
    }

    @Test
    void aCutBehindTheLastRowThatIsWantedFailsNothing() {
        String json = page(10, 0, 5, "\"after-5\"");
        ScriptedTransport server =
                new ScriptedTransport(request -> upTo(json.length() - 12, json, broken(Problem.BROKEN)));

        StepVerifier.create(harvest(server).take(5).backlinks())
                .expectNextCount(5)
                .verifyComplete();
        assertThat(summaries.get(0).status()).isEqualTo(HarvestStatus.LIMITED);
    }

    @Test
    void prefetchedRowsThatNobodyGotDoNotKeepAPageFromBeingMended() {
        String first = page(4, 0, 2, "\"after-2\"");
        String second = page(4, 2, 4, "null");
        int cut = second.indexOf("},{") + 3;
        ScriptedTransport server = new ScriptedTransport(request -> switch (request) {
            case 1 -> whole(first);
            case 2 -> upTo(cut, second, broken(Problem.BROKEN));
            default -> whole(second);
        });

        StepVerifier.create(
                        client(server)
                                .harvest(Clients.limit(2))
                                .prefetch(1)
                                .backlinks()
                                .map(Backlink::linksCount),
                        1)
                .expectNext(0L)
                .then(() -> assertThat(server.requests()).isEqualTo(2))
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(1)))
                .thenRequest(Long.MAX_VALUE)
                .expectNext(1L, 2L, 3L)
                .verifyComplete();
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void rowsThatLayReadyAreNotCountedAsHandedOn() {
        StepVerifier.create(harvest(ScriptedTransport.of(20)).prefetch(1).backlinks(), 1)
                .expectNextCount(1)
                .thenCancel()
                .verify();

        assertThat(summaries.get(0).progress().received()).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsTooLargeIsCutOffEvenWhileNobodyReads() {
        String megabyte = " ".repeat(1 << 20);
        AtomicInteger sent = new AtomicInteger();
        ScriptedTransport server = new ScriptedTransport(request -> Flux.concat(
                Flux.just(
                        new AnswerPart.Head(200), ScriptedTransport.bytes(PAGE.substring(0, PAGE.indexOf("},{") + 3))),
                Flux.range(0, 100)
                        .map(i -> ScriptedTransport.bytes(megabyte))
                        .doOnNext(part -> sent.incrementAndGet())));
        BacklinksClient client = Clients.over(server)
                .parseLimits(new ParseLimits(5 << 20, 4 << 20, 64, 1024, 1 << 20, 128))
                .retryPolicy(RetryPolicy.NONE)
                .build();

        StepVerifier.create(client.backlinks(Clients.QUERY), 0)
                .thenRequest(1)
                .expectNextCount(1)
                .thenRequest(1)
                .verifyError(AnswerTooLargeException.class);
        assertThat(sent.get()).isLessThanOrEqualTo(6);
    }

    @Test
    void aTokenThatTheServerQuotesIsInNoMessage() {
        String secret = "c2VjcmV0LXRva2Vu";
        ScriptedTransport server = new ScriptedTransport(request -> whole(
                request == 1
                        ? page(9, 0, 3, '"' + secret + '"')
                        : failure(40501).replace("Scripted.", "Invalid Field: 'search_after_token' " + secret)));

        StepVerifier.create(client(server).backlinks(Clients.limit(3)))
                .expectNextCount(3)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .hasMessageContaining("search_after_token")
                        .hasMessageNotContaining(secret));
    }

    @Test
    void aClientThatIsClosedWhileItWaitsSendsNothing() {
        var quota = AccountQuota.local(new QuotaLimits(1, 1_000_000));
        ScriptedTransport server = new ScriptedTransport(request -> Flux.never());
        BacklinksClient client =
                BacklinksClient.builder().transport(server).quota(quota).build();
        Disposable first = client.backlinks(Clients.QUERY).subscribe();

        StepVerifier.create(client.backlinks(Clients.QUERY))
                .then(client::close)
                .then(first::dispose)
                .verifyErrorMessage("the client is closed (site.example, page 1)");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void theAccountPausesBeforeThePermitIsFree() {
        var quota = AccountQuota.local(new QuotaLimits(1, 1_000_000));
        ScriptedTransport server = new ScriptedTransport(request -> whole(failure(40202)));
        BacklinksClient client = BacklinksClient.builder()
                .transport(server)
                .quota(quota)
                .timer(time)
                .build();

        Flux.range(0, 3).flatMap(i -> client.backlinks(Clients.QUERY)).subscribe();

        assertThat(server.requests()).isEqualTo(1);
        assertThat(quota.waiting()).isEqualTo(2);
    }

    @Test
    void whatAFailedHarvestPaidIsCounted() {
        HarvestListener broken = new HarvestListener() {
            @Override
            public void onProgress(HarvestProgress progress) {
                throw new IllegalStateException("listener");
            }

            @Override
            public void onSummary(HarvestSummary summary) {
                summaries.add(summary);
            }
        };
        ScriptedTransport server = new ScriptedTransport(request -> whole(PAGE));

        StepVerifier.create(
                        client(server).harvest(Clients.QUERY).listener(broken).backlinks())
                .verifyErrorMessage("listener");

        assertThat(summaries.get(0).progress().cost()).isEqualTo("0.05");
    }

    @Test
    void aPageIsAlwaysAskedForAgainAsAWhole() {
        ScriptedTransport server = new ScriptedTransport(
                request -> request == 1 ? upTo(PAGE.length() - 5, PAGE, broken(Problem.BROKEN)) : whole(PAGE));

        StepVerifier.create(harvest(server).pages())
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(1)))
                .expectNextMatches(page -> page.items().size() == 3)
                .verifyComplete();
        assertThat(server.requests()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {40202, 40209})
    void theWholeAccountPausesWhenItSentTooMuch(int code) {
        var quota = Clients.boundless();
        ScriptedTransport server = new ScriptedTransport(request -> request == 1 ? whole(failure(code)) : whole(PAGE));
        BacklinksClient first = BacklinksClient.builder()
                .transport(server)
                .quota(quota)
                .timer(time)
                .build();
        BacklinksClient second =
                BacklinksClient.builder().transport(server).quota(quota).build();

        first.backlinks(Clients.QUERY).subscribe();
        second.backlinks(Clients.QUERY).subscribe();

        assertThat(server.requests()).isEqualTo(1);
        assertThat(quota.waiting()).isEqualTo(1);
    }

    @Test
    void cancelDuringThePauseSendsNothingMore() {
        ScriptedTransport server = new ScriptedTransport(request -> whole(failure(50000)));

        StepVerifier.create(client(server).backlinks(Clients.QUERY))
                .expectSubscription()
                .then(() -> assertThat(server.requests()).isEqualTo(1))
                .thenCancel()
                .verify();
        time.advanceTimeBy(Duration.ofHours(1));

        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void errorsOfEachKindSayWhatAndWhere() {
        assertError(broken(Problem.TIMED_OUT), AnswerTimedOutException.class, "scripted");
        assertError(whole("{\"tasks\":[{}]}"), UnexpectedAnswerException.class, "no status_code");
        assertError(
                whole(PAGE.replace("\"links_count\":1}", "\"links_count\":x}")),
                MalformedAnswerException.class,
                "at path $.tasks[0].result[0].items[1].links_count, byte ");
    }

    private void assertError(Flux<AnswerPart> answer, Class<? extends Throwable> type, String words) {
        BacklinksClient client = Clients.over(new ScriptedTransport(request -> answer))
                .retryPolicy(RetryPolicy.NONE)
                .build();
        StepVerifier.create(client.backlinks(Clients.QUERY))
                .thenConsumeWhile(row -> true)
                .verifyErrorSatisfies(
                        error -> assertThat(error).isInstanceOf(type).hasMessageContaining(words));
    }

    private static Flux<AnswerPart> broken(Problem problem) {
        return Flux.error(new TransportException(problem, "scripted", null));
    }

    private BacklinksClient client(ScriptedTransport server) {
        return Clients.over(server).timer(time).build();
    }

    private Harvest harvest(ScriptedTransport server) {
        return client(server).harvest(Clients.QUERY).listener(new HarvestListener() {
            @Override
            public void onSummary(HarvestSummary summary) {
                summaries.add(summary);
            }
        });
    }
}
