package io.backflux.reactor;

import static io.backflux.reactor.ScriptedTransport.failure;
import static io.backflux.reactor.ScriptedTransport.upTo;
import static io.backflux.reactor.ScriptedTransport.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import io.backflux.BacklinksQuery;
import io.backflux.Checkpoint;
import io.backflux.Fields;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.RemainingEstimate;
import io.backflux.RetryPolicy;
import io.backflux.RowOrder;
import io.backflux.error.BacklinksException;
import io.backflux.error.CheckpointException;
import io.backflux.error.RequestRefusedException;
import io.backflux.reactor.transport.AnswerPart;
import io.backflux.reactor.transport.TransportException;
import io.backflux.reactor.transport.TransportException.Problem;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Harvests that stop, and others that go on from there. */
class ResumeTests {

    private static final Flux<AnswerPart> BROKEN = Flux.error(new TransportException(Problem.BROKEN, "scripted", null));

    private final List<HarvestSummary> summaries = new ArrayList<>();

    private HarvestSummary summary() {
        return summaries.get(summaries.size() - 1);
    }

    private Checkpoint checkpoint() {
        return Objects.requireNonNull(summary().checkpoint());
    }

    private Harvest harvest(ScriptedTransport server, BacklinksQuery query) {
        return Clients.over(server)
                .retryPolicy(RetryPolicy.NONE)
                .clock(Clock.fixed(Instant.parse("2026-11-23T10:00:00.5Z"), ZoneOffset.UTC))
                .build()
                .harvest(query)
                .listener(new HarvestListener() {
                    @Override
                    public void onSummary(HarvestSummary summary) {
                        summaries.add(summary);
                    }
                });
    }

    private Harvest harvest(ScriptedTransport server) {
        return harvest(server, Clients.limit(10));
    }

    private static List<Long> rows(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    private static List<Long> rowsOf(Harvest harvest) {
        return harvest.backlinks()
                .map(Backlink::linksCount)
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    private static List<BacklinksPage> pagesOf(Harvest harvest) {
        return harvest.pages().collectList().blockOptional().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void eachPageCarriesTheCheckpointThatFollowsIt(int pages) {
        BacklinksPage page = pagesOf(harvest(ScriptedTransport.of(33))).get(pages - 1);
        Checkpoint stored = Checkpoint.fromJson(page.checkpoint().toJson());
        assertThat(stored).isEqualTo(page.checkpoint());
        assertThat(stored.received()).isEqualTo(pages * 10L);

        ScriptedTransport server = ScriptedTransport.of(33);
        assertThat(rowsOf(harvest(server).resumeFrom(stored))).isEqualTo(rows(pages * 10L, 33));
        assertThat(server.requests()).isEqualTo(4 - pages);
        assertThat(server.body(1)).contains("after-" + pages * 10);
        assertThat(summary().status()).isEqualTo(HarvestStatus.COMPLETE);
        assertThat(summary().progress().received()).isEqualTo(33);
        assertThat(summary().progress().requests()).isEqualTo(4);
        assertThat(summary().progress().cost()).isEqualByComparingTo("0.20");
        assertThat(summary().proof().distinct()).isEqualTo(33);
        assertThat(Objects.requireNonNull(summary().resumedFrom()).received()).isEqualTo(pages * 10L);
    }

    @Test
    void pageNumbersGoOn() {
        Checkpoint second = pagesOf(harvest(ScriptedTransport.of(33))).get(1).checkpoint();
        assertThat(pagesOf(harvest(ScriptedTransport.of(33)).resumeFrom(second)))
                .extracting(BacklinksPage::number)
                .containsExactly(3, 4);
    }

    @Test
    void whatIsCompleteBuysNothingAndSaysSo() {
        List<BacklinksPage> pages = pagesOf(harvest(ScriptedTransport.of(20)));
        Checkpoint last = pages.get(1).checkpoint();
        assertThat(last.isComplete()).isTrue();
        assertThat(last).isEqualTo(checkpoint());
        assertThat(last.toJson()).doesNotContain("token");

        ScriptedTransport server = ScriptedTransport.of(20);
        StepVerifier.create(harvest(server).resumeFrom(last).backlinks(), 0).verifyComplete();
        assertThat(server.requests()).isZero();
        assertThat(summary().status()).isEqualTo(HarvestStatus.COMPLETE);
        assertThat(summary().progress().received()).isEqualTo(20);
        assertThat(summary().checkpoint()).isEqualTo(last);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 10, 11, 15, 32, 33})
    void aSubscriberWhoCancelsGoesOnAtTheNextRow(int taken) {
        assertThat(harvest(ScriptedTransport.of(33))
                        .backlinks()
                        .take(taken)
                        .count()
                        .block())
                .isEqualTo(taken);
        Checkpoint stopped = Checkpoint.fromJson(checkpoint().toJson());
        assertThat(stopped.received()).isEqualTo(taken);

        assertThat(rowsOf(harvest(ScriptedTransport.of(33)).resumeFrom(stopped)))
                .isEqualTo(rows(taken, 33));
    }

    @Test
    void stopsUponStopsLoseNothing() {
        List<Long> got = new ArrayList<>();
        Harvest harvest = harvest(ScriptedTransport.of(33));
        for (int run = 0; run < 11; run++) {
            harvest.backlinks()
                    .take(3)
                    .map(Backlink::linksCount)
                    .doOnNext(got::add)
                    .blockLast();
            harvest = harvest(ScriptedTransport.of(33)).resumeFrom(checkpoint());
        }
        assertThat(got).isEqualTo(rows(0, 33));
        assertThat(rowsOf(harvest)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 10, 12})
    void aMaximumCanBeRaisedLater(int max) {
        assertThat(rowsOf(harvest(ScriptedTransport.of(33)).take(max))).isEqualTo(rows(0, max));
        Checkpoint limited = checkpoint();
        assertThat(limited.received()).isEqualTo(max);

        ScriptedTransport server = ScriptedTransport.of(33);
        assertThat(rowsOf(harvest(server).resumeFrom(limited).take(max))).isEmpty();
        assertThat(server.requests()).isZero();
        assertThat(summary().status()).isEqualTo(HarvestStatus.LIMITED);
        assertThat(rowsOf(harvest(server).resumeFrom(limited).take(20))).isEqualTo(rows(max, 20));
        assertThat(rowsOf(harvest(server).resumeFrom(limited))).isEqualTo(rows(max, 33));
    }

    @Test
    void whatRemainsIsReckonedWithoutARequest() {
        assertThat(harvest(ScriptedTransport.of(33)).remaining()).isNull();
        rowsOf(harvest(ScriptedTransport.of(33)).take(12));
        Checkpoint limited = checkpoint();

        ScriptedTransport server = ScriptedTransport.of(33);
        Harvest resumed = harvest(server).resumeFrom(limited);
        RemainingEstimate remaining = Objects.requireNonNull(resumed.remaining());
        assertThat(server.requests()).isZero();
        assertThat(remaining.limit()).isEqualTo(6);
        assertThat(remaining.rows()).isEqualTo(21);
        assertThat(remaining.extraRequests()).isEqualTo(1);
        assertThat(rowsOf(resumed)).isEqualTo(rows(12, 33));
        assertThat(server.requests()).isEqualTo((int) remaining.requests());
        assertThat(harvest(server).resumeFrom(limited).take(12).remaining()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 9})
    void aFailureWithinAPageGoesOnWithinIt(int whole) {
        ScriptedTransport[] self = new ScriptedTransport[1];
        self[0] = new ScriptedTransport(request -> {
            String json = self[0].page(request, 33);
            int cut = json.indexOf("\"items\":[") + 9;
            for (int i = 0; i < whole; i++) {
                cut = json.indexOf('}', cut) + 1;
            }
            return request == 2 ? upTo(cut, json, BROKEN) : whole(json);
        });
        List<Long> got = new ArrayList<>();
        StepVerifier.create(
                        harvest(self[0]).backlinks().map(Backlink::linksCount).doOnNext(got::add))
                .thenConsumeWhile(row -> true)
                .verifyErrorSatisfies(error ->
                        assertThat(((BacklinksException) error).checkpoint()).isEqualTo(checkpoint()));
        assertThat(got).isEqualTo(rows(0, 10 + whole));

        ScriptedTransport server = ScriptedTransport.of(33);
        assertThat(rowsOf(harvest(server).resumeFrom(checkpoint()))).isEqualTo(rows(10 + whole, 33));
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void aFailedPageIsNotInTheCheckpointOfWhoeverTakesPages() {
        ScriptedTransport[] self = new ScriptedTransport[1];
        self[0] = new ScriptedTransport(request -> request == 2
                ? upTo(self[0].page(2, 33).length() - 30, self[0].page(2, 33), BROKEN)
                : whole(self[0].page(request, 33)));

        StepVerifier.create(harvest(self[0]).pages()).expectNextCount(1).verifyError();
        assertThat(checkpoint().received()).isEqualTo(10);
    }

    @Test
    void whereNothingWasBegunThereIsNothingToGoOnFrom() {
        StepVerifier.create(harvest(new ScriptedTransport(request -> whole(failure(40200))))
                        .backlinks())
                .verifyErrorSatisfies(error ->
                        assertThat(((BacklinksException) error).checkpoint()).isNull());
        assertThat(summary().checkpoint()).isNull();
    }

    private static BaseSubscriber<BacklinksPage> asksForOne() {
        return new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                request(1);
            }
        };
    }

    @Test
    void aCheckpointNeverCoversWhatLayReadyForASubscriberWhoCancelled() {
        BaseSubscriber<BacklinksPage> one = asksForOne();
        harvest(ScriptedTransport.of(60)).prefetch(2).pages().subscribe(one);
        one.cancel();
        assertThat(checkpoint().received()).isEqualTo(10);

        harvest(ScriptedTransport.of(60)).prefetch(2).backlinks().take(15).blockLast();
        assertThat(checkpoint().received()).isLessThanOrEqualTo(15).isGreaterThanOrEqualTo(10);
    }

    // Its query.

    @Test
    void aCheckpointOfAnotherQueryIsRefusedBeforeAnythingIsSent() {
        Checkpoint checkpoint =
                pagesOf(harvest(ScriptedTransport.of(33))).get(0).checkpoint();
        assertOtherQuery(checkpoint, BacklinksQuery.of("cnn.com"), "target site.example");
        assertOtherQuery(checkpoint, Clients.limit(20), "the same target with other parameters");
        BacklinksQuery filtered = Clients.limit(10).toBuilder()
                .filters(Fields.RANK.greaterThan(3))
                .build();
        assertOtherQuery(checkpoint, filtered, "the same target with other parameters");
    }

    private void assertOtherQuery(Checkpoint checkpoint, BacklinksQuery query, String words) {
        ScriptedTransport server = ScriptedTransport.of(33);
        assertThatThrownBy(() -> harvest(server, query).resumeFrom(checkpoint))
                .isInstanceOfSatisfying(
                        CheckpointException.class,
                        error -> assertThat(error.reason()).isEqualTo(CheckpointException.Reason.OTHER_QUERY))
                .hasMessageContaining(words);
        assertThat(server.requests()).isZero();
    }

    // Money.

    private Harvest within(ScriptedTransport server, String dollars) {
        return harvest(server).maxCost(new BigDecimal(dollars));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.15", "0.16", "0.1999"})
    void aMaximumOfCostIsNeverExceeded(String dollars) {
        ScriptedTransport server = ScriptedTransport.of(100);
        assertThat(rowsOf(within(server, dollars))).isEqualTo(rows(0, 30));
        assertThat(server.requests()).isEqualTo(3);
        assertThat(summary().status()).isEqualTo(HarvestStatus.LIMITED);
        assertThat(summary().reason())
                .isEqualTo("maxCost of $" + dollars
                        + " leaves no room for another page: $0.15 spent, up to $0.05 for the next");
        assertThat(checkpoint().received()).isEqualTo(30);

        assertThat(rowsOf(within(server, "0.30").resumeFrom(checkpoint()))).isEqualTo(rows(30, 60));
        assertThat(summary().progress().cost()).isEqualByComparingTo("0.30");
        assertThat(rowsOf(within(server, "10").resumeFrom(checkpoint()))).isEqualTo(rows(60, 100));
        assertThat(server.requests()).isEqualTo(10);
    }

    @Test
    void aFailureThatWasBilledSaysNothingOfThePriceOfAPage() {
        ScriptedTransport server = new ScriptedTransport(request -> whole(failure(50000)));
        Harvest harvest = Clients.over(server)
                .timer(new Hasty())
                .build()
                .harvest(Clients.QUERY)
                .maxCost(new BigDecimal("0.065"))
                .listener(new HarvestListener() {
                    @Override
                    public void onSummary(HarvestSummary summary) {
                        summaries.add(summary);
                    }
                });
        assertThat(rowsOf(harvest)).isEmpty();
        assertThat(server.requests()).isEqualTo(1); // 0.01 was spent, and a page may cost 0.06.
        assertThat(summary().reason()).contains("the last request failed: the API answered 50000");
    }

    @ParameterizedTest
    @CsvSource({"UNREACHABLE, 0, 100", "BROKEN, 0.05, 90", "TIMED_OUT, 0.05, 90"})
    void aPriceIsSetAsideOnlyForWhatMayHaveReachedTheServer(Problem problem, BigDecimal aside, int rows) {
        Flux<AnswerPart> failing = Flux.error(new TransportException(problem, "scripted", null));
        ScriptedTransport[] server = new ScriptedTransport[1];
        server[0] = new ScriptedTransport(request -> request == 2 ? failing : whole(server[0].page(request, 100)));
        Harvest harvest = Clients.over(server[0])
                .timer(new Hasty())
                .build()
                .harvest(Clients.limit(10))
                .maxCost(new BigDecimal("0.50"))
                .listener(new HarvestListener() {
                    @Override
                    public void onSummary(HarvestSummary summary) {
                        summaries.add(summary);
                    }
                });
        assertThat(rowsOf(harvest)).isEqualTo(rows(0, rows));
        assertThat(summary().unpriced()).isEqualByComparingTo(aside);
    }

    @Test
    void whatAPageCostsIsKnownToTheNextRunToo() {
        String dear = ScriptedTransport.page(50, 0, 10, "\"t\"").replace("0.05", "0.10");
        Harvest first = within(new ScriptedTransport(request -> whole(dear)), "0.15");
        assertThat(rowsOf(first)).hasSize(10);
        ScriptedTransport server = ScriptedTransport.of(50);
        assertThat(rowsOf(within(server, "0.19").resumeFrom(checkpoint()))).isEmpty();
        assertThat(server.requests()).isZero();
    }

    @Test
    void whoLeavesPagesBehindHasPaidForThem() {
        BaseSubscriber<BacklinksPage> one = asksForOne();
        harvest(ScriptedTransport.of(100)).prefetch(3).pages().subscribe(one);
        one.cancel();
        assertThat(checkpoint().received()).isEqualTo(10);
        assertThat(checkpoint().cost()).isEqualTo(summary().progress().cost()).isGreaterThan(new BigDecimal("0.05"));
    }

    @Test
    void whatThePriceListForbidsIsNotTried() {
        ScriptedTransport server = ScriptedTransport.of(100);
        assertThat(rowsOf(within(server, "0.02"))).isEmpty();
        assertThat(server.requests()).isZero();
        assertThat(summary().checkpoint()).isNull();
    }

    @Test
    void anAnswerThatNamedNoPriceMayHaveHadOne() {
        ScriptedTransport server = new ScriptedTransport(request -> BROKEN);
        StepVerifier.create(harvest(server).backlinks()).verifyError();
        assertThat(summary().progress().cost()).isZero();
        assertThat(summary().unpriced()).isEqualByComparingTo("0.02436"); // 10 rows by the price list.
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1"})
    void aMaximumOfNothingIsRefused(String dollars) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> within(ScriptedTransport.of(1), dollars))
                .withMessage("dollars must be positive, was " + dollars);
    }

    @Test
    void anEstimateCostsOneRow() {
        ScriptedTransport server = ScriptedTransport.of(2_345);
        StepVerifier.create(harvest(server, Clients.QUERY).estimate())
                .assertNext(estimate -> {
                    assertThat(estimate.totalCount()).isEqualTo(2_345);
                    assertThat(estimate.rows()).isEqualTo(2_345);
                    assertThat(estimate.requests()).isEqualTo(3);
                    assertThat(estimate.paid()).isEqualByComparingTo("0.05");
                    assertThat(estimate.time()).hasSeconds(6);
                })
                .verifyComplete();
        assertThat(server.requests()).isEqualTo(1);
        assertThat(server.body(1)).contains("\"limit\":1").doesNotContain("1000");
        StepVerifier.create(harvest(server, Clients.QUERY).take(1_500).estimate())
                .assertNext(estimate -> assertThat(estimate.requests()).isEqualTo(2))
                .verifyComplete();
    }

    // The proof.

    @Test
    void whatCameTwiceIsCounted() {
        ScriptedTransport server = new ScriptedTransport(request -> whole(
                request == 1 ? ScriptedTransport.page(20, 0, 10, "\"t\"") : ScriptedTransport.page(19, 5, 15, "null")));
        assertThat(rowsOf(harvest(server))).hasSize(20);
        assertThat(summary().proof()).satisfies(proof -> {
            assertThat(proof.received()).isEqualTo(20);
            assertThat(proof.distinct()).isEqualTo(15);
            assertThat(proof.repeated()).isEqualTo(5);
            assertThat(proof.sample()).isEqualTo(1);
            assertThat(proof.totalAtStart()).isEqualTo(20);
            assertThat(proof.totalAtEnd()).isEqualTo(19);
            assertThat(proof.missing()).isZero();
        });
    }

    @Test
    void whatIsMissingIsSaid() {
        ScriptedTransport server = new ScriptedTransport(request -> whole(
                request == 1
                        ? ScriptedTransport.page(25, 0, 10, "\"t\"")
                        : ScriptedTransport.page(25, 10, 15, "null")));
        assertThat(rowsOf(harvest(server))).hasSize(15);
        assertThat(summary().reason()).endsWith(", 10 rows short of total_count");
        assertThat(summary().proof().missing()).isEqualTo(10);
    }

    // A token that is refused, and the stable order.

    private static String stablePage(long total, String token, String... rows) {
        return ScriptedTransport.answer("\"total_count\":" + total + ",\"items\":[" + String.join(",", rows)
                + "],\"search_after_token\":" + token);
    }

    private static String found(int second, int number) {
        return "{\"url_from\":\"https://from.example/" + number
                + "\",\"url_to\":\"https://to.example/\",\"first_seen\":" + "\"2026-01-01 00:00:0" + second
                + " +00:00\",\"links_count\":" + number + "}";
    }

    private static final BacklinksQuery THREE = Clients.limit(3);

    private Checkpoint afterThree() {
        ScriptedTransport server = new ScriptedTransport(request -> request == 1
                ? whole(stablePage(7, "\"t-1\"", found(1, 1), found(2, 2), found(2, 3)))
                : whole(failure(50000)));
        StepVerifier.create(harvest(server, THREE).order(RowOrder.STABLE).backlinks())
                .expectNextCount(3)
                .verifyError();
        assertThat(server.body(1))
                .contains("\"order_by\":[\"first_seen,asc\",\"url_from,asc\",\"url_to,asc\"]")
                .doesNotContain("filters");
        return checkpoint();
    }

    @Test
    void aRefusedTokenIsDoneWithoutInTheStableOrder() {
        ScriptedTransport server = new ScriptedTransport(request -> switch (request) {
            case 1 -> whole(failure(40501));
            case 2 -> whole(stablePage(6, "\"u-1\"", found(2, 2), found(2, 3), found(2, 4)));
            default -> whole(stablePage(6, "null", found(3, 5), found(3, 6), found(4, 7)));
        });
        assertThat(rowsOf(harvest(server, THREE).resumeFrom(afterThree()))).containsExactly(4L, 5L, 6L, 7L);
        assertThat(server.requests()).isEqualTo(3);
        assertThat(server.body(2))
                .contains("[\"first_seen\",\">\",\"2026-01-01 00:00:01 +00:00\"]")
                .doesNotContain("search_after_token");
        assertThat(server.body(3)).contains("u-1").contains("2026-01-01 00:00:01");
        assertThat(summary().proof().received()).isEqualTo(7);
        assertThat(summary().proof().missing()).isZero();
    }

    @Test
    void aHarvestWithoutItsTokenStopsAndGoesOnLikeAnyOther() {
        String second = stablePage(6, "\"u-1\"", found(2, 2), found(2, 3), found(2, 4));
        ScriptedTransport cut = new ScriptedTransport(
                request -> request == 1 ? whole(failure(40501)) : upTo(second.length() - 5, second, BROKEN));
        StepVerifier.create(harvest(cut, THREE).resumeFrom(afterThree()).backlinks())
                .expectNextCount(1)
                .verifyError();
        assertThat(checkpoint().received()).isEqualTo(4);

        ScriptedTransport server = new ScriptedTransport(request -> request == 1
                ? whole(stablePage(6, "\"u-1\"", found(2, 2), found(2, 3), found(2, 4)))
                : whole(stablePage(6, "null", found(3, 5), found(3, 6), found(4, 7))));
        assertThat(rowsOf(harvest(server, THREE).resumeFrom(checkpoint()))).containsExactly(5L, 6L, 7L);
    }

    /** Of a chain that goes on by its last row: a page of old rows, one of both, and one of new ones. */
    private static Flux<AnswerPart> byKey(int page) {
        return switch (page) {
            case 1 -> whole(stablePage(8, "\"u-1\"", found(2, 0), found(2, 1), found(2, 2)));
            case 2 -> whole(stablePage(8, "\"u-2\"", found(2, 3), found(2, 4), found(3, 5)));
            default -> whole(stablePage(8, "null", found(3, 6), found(3, 7)));
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void aStopInAnyPageThatGoesOnWithoutTheTokenLosesAndRepeatsNothing(int failing) {
        ScriptedTransport first = new ScriptedTransport(request ->
                request == failing ? whole(failure(50000)) : request == 1 ? whole(failure(40501)) : byKey(request - 1));
        List<Long> got = new ArrayList<>();
        harvest(first, THREE)
                .resumeFrom(afterThree())
                .backlinks()
                .map(Backlink::linksCount)
                .doOnNext(got::add)
                .onErrorComplete()
                .blockLast();
        Checkpoint stopped = checkpoint();
        assertThat(stopped.received()).isEqualTo(3 + got.size());

        ScriptedTransport[] second = new ScriptedTransport[1];
        second[0] = new ScriptedTransport(request -> request == 1 && hasToken(stopped)
                ? whole(failure(40501))
                : whole(everythingAsked(second[0].body(request))));
        got.addAll(rowsOf(harvest(second[0], THREE).resumeFrom(stopped)));
        assertThat(got).containsExactly(4L, 5L, 6L, 7L);
    }

    private static String everythingAsked(String body) {
        boolean thirdSecondOnly = body.contains("\">\",\"2026-01-01 00:00:02");
        return thirdSecondOnly
                ? stablePage(3, "null", found(3, 5), found(3, 6), found(3, 7))
                : stablePage(6, "null", found(2, 2), found(2, 3), found(2, 4), found(3, 5), found(3, 6), found(3, 7));
    }

    private static boolean hasToken(Checkpoint checkpoint) {
        return checkpoint.toJson().contains("\"token\"");
    }

    @Test
    void whatWasHandedOnBeforeTheTokenWasRefusedDoesNotComeAgain() {
        String second = stablePage(7, "\"t-2\"", found(2, 4), found(3, 5), found(3, 6));
        ScriptedTransport server = new ScriptedTransport(request -> switch (request) {
            case 1 -> upTo(second.indexOf("},{") + 2, second, BROKEN);
            case 2 -> whole(failure(40501));
            default -> whole(stablePage(3, "null", found(2, 2), found(2, 3), found(2, 4), found(3, 5), found(3, 6)));
        });
        RetryPolicy hasty = RetryPolicy.DEFAULT.withBackoff(Duration.ZERO, Duration.ZERO);
        assertThat(Clients.over(server)
                        .retryPolicy(hasty)
                        .timer(new Hasty())
                        .build()
                        .harvest(THREE)
                        .resumeFrom(afterThree())
                        .backlinks()
                        .map(Backlink::linksCount)
                        .collectList()
                        .block(Duration.ofSeconds(30)))
                .containsExactly(4L, 5L, 6L);
    }

    @Test
    void rowsOfAnotherSecondAreNoCopies() {
        ScriptedTransport first = new ScriptedTransport(request -> request == 1
                ? whole(stablePage(6, "\"t-1\"", found(1, 1), found(2, 2), found(3, 2)))
                : whole(failure(50000)));
        StepVerifier.create(harvest(first, THREE).order(RowOrder.STABLE).backlinks())
                .expectNextCount(3)
                .verifyError();
        ScriptedTransport server = new ScriptedTransport(request -> request == 1
                ? whole(failure(40501))
                : whole(stablePage(3, "null", found(3, 2), found(3, 2), found(4, 5))));
        assertThat(rowsOf(harvest(server, THREE).resumeFrom(checkpoint()))).containsExactly(2L, 5L);
    }

    @Test
    void aPlaceThatIsGoneIsNotTakenForTheEndWhereTheLastRowTellsIt() {
        ScriptedTransport server = new ScriptedTransport(request ->
                whole(request == 1 ? failure(40501) : stablePage(2, "null", found(2, 2), found(3, 5)) + "x"));
        StepVerifier.create(harvest(server, THREE).resumeFrom(afterThree()).backlinks())
                .verifyError();
        assertThat(summary().status()).isEqualTo(HarvestStatus.FAILED);
        assertThat(checkpoint().received()).isEqualTo(3);
    }

    @Test
    void aCheckpointStaysWhereItWasWhileOnlyOldRowsCome() {
        ScriptedTransport server = new ScriptedTransport(request -> switch (request) {
            case 1 -> whole(failure(40501));
            case 2 -> whole(stablePage(9, "\"u-1\"", found(2, 0), found(2, 1), found(2, 2)));
            default -> whole(failure(50000));
        });
        Checkpoint before = afterThree();
        StepVerifier.create(harvest(server, THREE).resumeFrom(before).pages())
                .assertNext(page -> {
                    assertThat(page.items()).isEmpty();
                    assertThat(page.checkpoint().received()).isEqualTo(3);
                })
                .verifyError();
        assertThat(checkpoint().received()).isEqualTo(3);
        assertThat(checkpoint().cost()).isGreaterThan(before.cost());
    }

    @Test
    void aPlaceThatIsGoneFromTheIndexIsNotGuessed() {
        ScriptedTransport server = new ScriptedTransport(request -> request == 1
                ? whole(failure(40501))
                : whole(stablePage(6, "\"u-1\"", found(2, 2), found(2, 4), found(3, 5))));
        StepVerifier.create(harvest(server, THREE).resumeFrom(afterThree()).backlinks())
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(RequestRefusedException.class)
                        .hasMessageContaining("its last row is gone"));
    }

    @Test
    void aPlaceThatIsGoneIsNotTakenForTheEnd() {
        ScriptedTransport server = new ScriptedTransport(
                request -> whole(request == 1 ? failure(40501) : stablePage(2, "null", found(2, 2), found(2, 4))));
        StepVerifier.create(harvest(server, THREE).resumeFrom(afterThree()).backlinks())
                .verifyErrorSatisfies(error -> assertThat(error).hasMessageContaining("its last row is gone"));
    }

    @Test
    void aRefusedTokenEndsAHarvestInAnotherOrder() {
        Checkpoint checkpoint =
                pagesOf(harvest(ScriptedTransport.of(33))).get(0).checkpoint();
        ScriptedTransport server = new ScriptedTransport(request -> whole(failure(40501)));
        StepVerifier.create(harvest(server).resumeFrom(checkpoint).backlinks())
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(RequestRefusedException.class)
                        .hasMessageContaining("only a harvest in the stable order can resume"));
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void theStableOrderIsTheCheckpoints() {
        Checkpoint stable = afterThree();
        ScriptedTransport server =
                new ScriptedTransport(request -> whole(stablePage(7, "null", found(3, 4), found(3, 5))));
        assertThat(rowsOf(harvest(server, THREE).resumeFrom(stable).order(RowOrder.STABLE)))
                .hasSize(2);
        assertThat(server.body(1)).contains("t-1").contains("first_seen,asc");

        Checkpoint other = pagesOf(harvest(ScriptedTransport.of(33))).get(0).checkpoint();
        assertThatThrownBy(() ->
                        harvest(server).order(RowOrder.STABLE).resumeFrom(other).pages())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("another order");
        assertThatThrownBy(() ->
                        harvest(server).resumeFrom(other).order(RowOrder.STABLE).pages())
                .isInstanceOf(CheckpointException.class);
    }
}
