package io.backflux.reactor;

import static io.backflux.reactor.ScriptedTransport.answering;
import static io.backflux.reactor.ScriptedTransport.failure;
import static io.backflux.reactor.ScriptedTransport.page;
import static io.backflux.reactor.ScriptedTransport.row;
import static io.backflux.reactor.ScriptedTransport.upTo;
import static io.backflux.reactor.ScriptedTransport.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import io.backflux.FailureClass;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.RetryBudget;
import io.backflux.RetryPolicy;
import io.backflux.error.BacklinksException;
import io.backflux.error.MalformedAnswerException;
import io.backflux.error.ServerFailedException;
import io.backflux.error.UnexpectedAnswerException;
import io.backflux.reactor.transport.AnswerPart;
import io.backflux.reactor.transport.TransportException;
import io.backflux.reactor.transport.TransportException.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Pages that break off, and how the rest of their rows comes. */
class ReplayTests {

    private static final String PAGE = page(6, 0, 6, "null");
    private static final Flux<AnswerPart> BROKEN = Flux.error(new TransportException(Problem.BROKEN, "scripted", null));

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final List<HarvestSummary> summaries = new ArrayList<>();

    private HarvestSummary summary() {
        assertThat(summaries).hasSize(1);
        return summaries.get(0);
    }

    private Harvest harvest(ScriptedTransport server, RetryPolicy policy) {
        return Clients.over(server)
                .timer(time)
                .retryPolicy(policy)
                .build()
                .harvest(Clients.QUERY)
                .listener(new HarvestListener() {
                    @Override
                    public void onSummary(HarvestSummary summary) {
                        summaries.add(summary);
                    }
                });
    }

    private Harvest harvest(ScriptedTransport server) {
        return harvest(server, RetryPolicy.DEFAULT);
    }

    private Harvest harvest(IntFunction<Flux<AnswerPart>> script) {
        return harvest(new ScriptedTransport(script));
    }

    /** Of a harvest that ends well, once time passes. */
    private List<Long> rowsOf(Harvest harvest) {
        List<Long> rows = new ArrayList<>();
        AtomicReference<Throwable> error = new AtomicReference<>();
        harvest.backlinks().map(Backlink::linksCount).subscribe(rows::add, error::set);
        time.advanceTimeBy(Duration.ofDays(1));
        assertThat(error.get()).isNull();
        assertThat(summaries).hasSize(1);
        return rows;
    }

    private static List<Long> upToRow(long end) {
        return LongStream.range(0, end).boxed().toList();
    }

    /** The index of the byte behind so many rows. */
    private static int behind(int rows, String json) {
        int at = json.indexOf("\"items\":[");
        for (int i = 0; i < rows; i++) {
            at = json.indexOf('}', at + 1);
        }
        return at + 1;
    }

    static IntStream everyByte() {
        return IntStream.range(0, PAGE.length());
    }

    @ParameterizedTest
    @MethodSource("everyByte")
    void aPageThatIsCutAnywhereGivesEachRowOnce(int cut) {
        ScriptedTransport server =
                new ScriptedTransport(request -> request == 1 ? upTo(cut, PAGE, BROKEN) : whole(PAGE));

        assertThat(rowsOf(harvest(server))).isEqualTo(upToRow(6));
        assertThat(server.requests()).isEqualTo(2);
        assertThat(server.body(2)).isEqualTo(server.body(1));
        assertThat(summary().status()).isEqualTo(HarvestStatus.COMPLETE);
        assertThat(summary().progress().received()).isEqualTo(6);
        assertThat(summary().proof().repeated()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6})
    void aPageThatIsCutAgainAndAgainGoesOnEachTime(int attempts) {
        ScriptedTransport server = new ScriptedTransport(
                request -> request < attempts ? upTo(behind(request, PAGE), PAGE, BROKEN) : whole(PAGE));

        assertThat(rowsOf(harvest(server))).isEqualTo(upToRow(6));
        assertThat(server.requests()).isEqualTo(attempts);
    }

    @Test
    void rowsThatMovedBetweenTwoAnswersAreToldByWhatTheyAre() {
        String moved = ScriptedTransport.answer("\"total_count\":7,\"items\":[" + row(9) + "," + row(2) + "," + row(1)
                + "," + row(8) + "," + row(0) + "," + row(3) + "],\"search_after_token\":null");

        assertThat(rowsOf(harvest(request -> request == 1 ? upTo(behind(3, PAGE), PAGE, BROKEN) : whole(moved))))
                .containsExactly(0L, 1L, 2L, 9L, 8L, 3L);
    }

    @Test
    void rowsThatAreAlikeComeAsOftenAsTheServerHasThem() {
        String twins = ScriptedTransport.answer("\"total_count\":4,\"items\":[" + row(1) + "," + row(1) + "," + row(1)
                + "," + row(2) + "],\"search_after_token\":null");

        assertThat(rowsOf(harvest(request -> request == 1 ? upTo(behind(2, twins), twins, BROKEN) : whole(twins))))
                .containsExactly(1L, 1L, 1L, 2L);
        assertThat(summary().proof().repeated()).isZero();
        assertThat(summary().proof().distinct()).isEqualTo(4);
    }

    @Test
    void aCutPageIsNotAskedForAgainBeforeMoreIsDemanded() {
        ScriptedTransport server =
                new ScriptedTransport(request -> request == 1 ? upTo(behind(3, PAGE), PAGE, BROKEN) : whole(PAGE));

        StepVerifier.create(harvest(server).backlinks().map(Backlink::linksCount), 2)
                .expectNext(0L, 1L)
                .then(() -> time.advanceTimeBy(Duration.ofHours(1)))
                .thenRequest(1)
                .expectNext(2L)
                .then(() -> time.advanceTimeBy(Duration.ofHours(1)))
                .then(() -> assertThat(server.requests()).isEqualTo(1))
                .thenRequest(1)
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(1)))
                .expectNext(3L)
                .then(() -> assertThat(server.requests()).isEqualTo(2))
                .thenCancel()
                .verify();
    }

    @Test
    void whatIsNotWantedAnyMoreIsNotMended() {
        ScriptedTransport server = new ScriptedTransport(request -> upTo(behind(3, PAGE), PAGE, BROKEN));

        StepVerifier.create(harvest(server).take(3).backlinks())
                .expectNextCount(3)
                .verifyComplete();
        assertThat(server.requests()).isEqualTo(1);
        assertThat(summary().status()).isEqualTo(HarvestStatus.LIMITED);
    }

    @Test
    void aMaximumCountsOverAttempts() {
        assertThat(rowsOf(harvest(request -> request == 1 ? upTo(behind(2, PAGE), PAGE, BROKEN) : whole(PAGE))
                        .take(4)))
                .isEqualTo(upToRow(4));
    }

    @Test
    void aPageWhoseRowsNobodyHasIsNotLeftBehind() {
        List<BacklinksPage> pages = new ArrayList<>();
        harvest(request -> whole(request == 1 ? PAGE + "x" : PAGE))
                .take(6)
                .pages()
                .subscribe(pages::add);
        time.advanceTimeBy(Duration.ofDays(1));
        assertThat(pages)
                .singleElement()
                .satisfies(page -> assertThat(page.items()).hasSize(6));

        summaries.clear();
        AtomicReference<Throwable> error = new AtomicReference<>();
        harvest(request -> whole(PAGE + "x")).pages().subscribe(page -> {}, error::set);
        time.advanceTimeBy(Duration.ofDays(1));
        assertThat(error.get()).isInstanceOf(MalformedAnswerException.class);
        assertThat(summary().status()).isEqualTo(HarvestStatus.FAILED);
        assertThat(summary().progress().received()).isZero();
    }

    @Test
    void valuesOfAnotherTypeAreCountedOnceAndThoseOfAnotherFormAreNot() {
        String odd = PAGE.replace("\"links_count\":1}", "\"links_count\":\"1\"}")
                .replace("\"links_count\":2}", "\"links_count\":2.0}");

        StepVerifier.create(harvest(request -> request == 1 ? upTo(behind(3, odd), odd, BROKEN) : whole(odd))
                        .backlinks())
                .expectNextCount(3)
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(1)))
                .expectNextCount(3)
                .verifyComplete();
        assertThat(summary().unexpectedValues()).isEqualTo(1);
    }

    @Test
    void pagesAreMendedAsAWhole() {
        StepVerifier.create(harvest(request -> request == 1 ? upTo(behind(3, PAGE), PAGE, BROKEN) : whole(PAGE))
                        .pages()
                        .map(BacklinksPage::items))
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(1)))
                .expectNextMatches(rows -> rows.size() == 6)
                .verifyComplete();
        assertThat(summary().proof().repeated()).isZero();
    }

    /** What may be done to an answer, each of which is mended by asking once more. */
    static List<Flux<AnswerPart>> spoiled(String json, Random random) {
        int cut = random.nextInt(json.length());
        String damaged = json.substring(0, cut) + '\u0001' + json.substring(cut + 1);
        return List.of(
                upTo(cut, json, BROKEN),
                upTo(cut, json, Flux.empty()),
                upTo(cut, json, Flux.error(new TransportException(Problem.TIMED_OUT, "scripted", null))),
                whole(damaged),
                whole(json + "x"),
                answering(500, json),
                answering(502, "<html>"),
                whole("<html>"),
                whole("{\"status_code\":20000,\"tasks\":[]}"),
                whole(failure(50000)),
                whole(failure(40209)),
                whole(failure(40202)),
                whole(failure(50303)));
    }

    @Test
    void anyMixOfFaultsGivesTheRowsOfAnUndisturbedHarvest() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            int rows = 1 + random.nextInt(60);
            int limit = 1 + random.nextInt(12);
            double share = random.nextDouble() * 0.4;
            ScriptedTransport[] self = new ScriptedTransport[1];
            self[0] = new ScriptedTransport(request -> {
                String json = self[0].page(request, rows);
                List<Flux<AnswerPart>> spoiled = spoiled(json, random);
                return random.nextDouble() < share ? spoiled.get(random.nextInt(spoiled.size())) : whole(json);
            });
            RetryPolicy patient = RetryPolicy.DEFAULT.withMaxAttempts(30).withBudget(RetryBudget.UNLIMITED);
            VirtualTimeScheduler clock = VirtualTimeScheduler.create();
            Mono<List<Long>> harvest = Clients.over(self[0])
                    .quota(new Unhurried())
                    .timer(clock)
                    .retryPolicy(patient)
                    .build()
                    .backlinks(Clients.limit(limit))
                    .map(Backlink::linksCount)
                    .collectList();
            List<Long> got = new ArrayList<>();
            harvest.subscribe(got::addAll);
            clock.advanceTimeBy(Duration.ofDays(100));
            assertThat(got)
                    .as("seed %s, round %s, %s rows by %s", seed, round, rows, limit)
                    .isEqualTo(upToRow(rows));
        }
    }

    @Test
    void aFailureOfAClassThatIsNotRetriedEndsTheHarvest() {
        RetryPolicy connectionsOnly = RetryPolicy.DEFAULT.withRetried(EnumSet.of(FailureClass.CONNECTION_FAILED));
        ScriptedTransport server = new ScriptedTransport(request -> whole(failure(50000)));

        StepVerifier.create(harvest(server, connectionsOnly).backlinks()).verifyError(ServerFailedException.class);
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void retriesOfAllPagesHaveOneBudget() {
        // Every second request fails, so no page fails twice.
        ScriptedTransport[] self = new ScriptedTransport[1];
        self[0] = new ScriptedTransport(
                request -> request % 2 == 1 ? whole(failure(50000)) : whole(self[0].page(request, 1_000)));
        RetryPolicy thrifty = RetryPolicy.DEFAULT.withBudget(new RetryBudget(0.2, 3));

        AtomicReference<Throwable> error = new AtomicReference<>();
        Clients.over(self[0])
                .timer(time)
                .retryPolicy(thrifty)
                .build()
                .backlinks(Clients.limit(10))
                .subscribe(row -> {}, error::set);
        time.advanceTimeBy(Duration.ofDays(1));

        assertThat(error.get())
                .isInstanceOf(ServerFailedException.class)
                .hasMessageContaining("no further retry, as too many of the requests were retries");
        assertThat(self[0].requests()).isEqualTo(7);
    }

    @Test
    void anAnswerForAnotherTargetIsAskedForAgainAndNoneOfItsRowsIsHandedOn() {
        String other = ScriptedTransport.answer("\"target\":\"other.example\",\"total_count\":1,\"items\":[" + row(7)
                + "],\"search_after_token\":null");

        assertThat(rowsOf(harvest(request -> whole(request == 1 ? other : PAGE))))
                .isEqualTo(upToRow(6));
        StepVerifier.create(harvest(new ScriptedTransport(request -> whole(other)), RetryPolicy.NONE)
                        .backlinks())
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(UnexpectedAnswerException.class)
                        .hasMessageContaining("the answer is for another target")
                        .hasMessageNotContaining("other.example"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"site.example", "SITE.example", "www.site.example", "https://site.example/", "site.example."})
    void aTargetMayBeSpelledInOtherWays(String spelled) {
        String answer = ScriptedTransport.answer("\"target\":\"" + spelled + "\",\"total_count\":1,\"items\":[" + row(0)
                + "],\"search_after_token\":null");

        assertThat(rowsOf(harvest(request -> whole(answer)))).containsExactly(0L);
    }

    @Test
    void aFailureThatIsNotMendedSaysWhereToGoOn() {
        ScriptedTransport server = new ScriptedTransport(request -> upTo(behind(4, PAGE), PAGE, BROKEN));

        StepVerifier.create(harvest(server, RetryPolicy.NONE).backlinks())
                .expectNextCount(4)
                .verifyErrorSatisfies(error -> assertThat(((BacklinksException) error).checkpoint())
                        .satisfies(
                                checkpoint -> assertThat(checkpoint.received()).isEqualTo(4)));
        assertThat(summary().checkpoint()).isNotNull();
    }
}
