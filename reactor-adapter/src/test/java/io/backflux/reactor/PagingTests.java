package io.backflux.reactor;

import static io.backflux.reactor.ScriptedTransport.answer;
import static io.backflux.reactor.ScriptedTransport.failure;
import static io.backflux.reactor.ScriptedTransport.page;
import static io.backflux.reactor.ScriptedTransport.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import io.backflux.HarvestProgress;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.RetryPolicy;
import io.backflux.Verdict;
import io.backflux.error.AnswerTooLargeException;
import io.backflux.error.MalformedAnswerException;
import io.backflux.error.RepeatedTokenException;
import io.backflux.reactor.transport.AnswerPart;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class PagingTests {

    private static final String NO_TOKEN =
            "\"total_count\":null,\"items\":[" + ScriptedTransport.row(0) + "," + ScriptedTransport.row(1) + "]";

    private static String two(String token) {
        return NO_TOKEN + ",\"search_after_token\":" + token;
    }

    static List<List<String>> ends() {
        String first = answer(two("\"a\""));
        return List.of(
                List.of(first, answer(two("null"))),
                List.of(first, answer(NO_TOKEN)),
                List.of(first, answer(two("\"  \""))),
                List.of(first, answer(two("\"b\"")), answer("\"items\":[],\"search_after_token\":\"c\"")),
                List.of(first, answer(two("\"b\"")), answer("\"items\":null,\"items_count\":0")),
                List.of(first, answer(two("\"b\"")), failure(40102)),
                List.of(first, answer(two("\"b\"")), failure(20000)),
                List.of(first, answer("\"items\":[" + ScriptedTransport.row(9) + "],\"search_after_token\":\"b\"")),
                List.of(first, answer("\"total_count\":99,\"items\":[],\"search_after_token\":\"b\"")));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void theEndIsSeenHoweverItLooks(List<String> answers) {
        ScriptedTransport server = new ScriptedTransport(request -> whole(answers.get(request - 1)));

        StepVerifier.create(client(server).backlinks(Clients.limit(2)))
                .thenConsumeWhile(row -> true)
                .verifyComplete();

        assertThat(server.requests()).isEqualTo(answers.size());
    }

    @Test
    void aTotalThatIsReachedRulesOutNoPageThatATokenSpeaksOf() {
        ScriptedTransport server = new ScriptedTransport(request -> whole(
                request < 4
                        ? page(4, 2 * request - 2, 2 * request, "\"more-" + request + "\"")
                        : page(4, 6, 6, "null")));

        assertThat(client(server).backlinks(Clients.limit(2)).count().block()).isEqualTo(6);
        assertThat(server.requests()).isEqualTo(4);
    }

    @Test
    void aTokenThatRepeatsIsAnErrorAndNoLoop() {
        ScriptedTransport server = new ScriptedTransport(request -> whole(answer(two("\"same\""))));

        StepVerifier.create(client(server).backlinks(Clients.limit(2)))
                .expectNextCount(4)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(RepeatedTokenException.class, repeated -> {
                            assertThat(repeated.place().page()).isEqualTo(2);
                            assertThat(repeated.place().received()).isEqualTo(4);
                        })
                        .hasMessageNotContainingAny("same\""));
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void eachPageAsksWithTheTokenOfTheOneBefore() {
        ScriptedTransport server = ScriptedTransport.of(5);

        client(server).backlinks(Clients.limit(2)).blockLast();

        assertThat(server.body(1)).isEqualTo("[{\"target\":\"site.example\",\"limit\":2}]");
        assertThat(server.body(2)).contains("\"search_after_token\":\"after-2\"");
        assertThat(server.body(3)).contains("\"search_after_token\":\"after-4\"");
        assertThat(server.body(3).replace("after-4", "after-2")).isEqualTo(server.body(2));
    }

    @Test
    void aRowIsHandedOnBeforeThePageIsWhole() {
        Sinks.Many<AnswerPart> answer = Sinks.many().unicast().onBackpressureBuffer();
        ScriptedTransport server = new ScriptedTransport(request -> answer.asFlux());
        String json = page(2, 0, 2, "null");
        int middle = json.indexOf("},{") + 3;
        answer.tryEmitNext(new AnswerPart.Head(200));

        StepVerifier.create(client(server).backlinks(Clients.QUERY))
                .then(() -> answer.tryEmitNext(ScriptedTransport.bytes(json.substring(0, middle))))
                .assertNext(row -> assertThat(row.linksCount()).isZero())
                .then(() -> answer.tryEmitNext(ScriptedTransport.bytes(json.substring(middle))))
                .assertNext(row -> assertThat(row.linksCount()).isOne())
                .then(answer::tryEmitComplete)
                .verifyComplete();
    }

    @Test
    void aSlowReaderHoldsNoPermitOnceThePageIsHere() {
        ScriptedTransport server = ScriptedTransport.of(3_000);
        var quota = Clients.boundless();
        BacklinksClient client =
                BacklinksClient.builder().transport(server).quota(quota).build();

        StepVerifier.create(client.backlinks(Clients.QUERY), 1)
                .expectNextCount(1)
                .then(() -> assertThat(quota.inFlight()).isZero())
                .thenRequest(998)
                .expectNextCount(998)
                .then(() -> assertThat(server.requests()).isEqualTo(1))
                .thenCancel()
                .verify();
    }

    @Test
    void aMillionPagesOfOneRowComplete() {
        ScriptedTransport server = endless(1_000_000);

        assertThat(client(server).backlinks(Clients.limit(1)).count().block()).isEqualTo(1_000_000);
        assertThat(server.requests()).isEqualTo(1_000_000);
    }

    @Test
    void amongAMillionPagesOfOneRowCancelEndsIt() {
        ScriptedTransport server = endless(1_000_000);

        assertThat(client(server)
                        .backlinks(Clients.limit(1))
                        .take(300_000)
                        .count()
                        .block())
                .isEqualTo(300_000);
        assertThat(server.requests()).isEqualTo(300_000);
    }

    @Test
    void onePageOfTenThousandRowsIsReadOneByOne() {
        ScriptedTransport server = new ScriptedTransport(request -> whole(page(10_000, 0, 10_000, "null")));
        AtomicLong count = new AtomicLong();

        client(server).backlinks(Clients.limit(1_000)).subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                request(1);
            }

            @Override
            protected void hookOnNext(Backlink row) {
                count.incrementAndGet();
                request(1);
            }
        });

        assertThat(count).hasValue(10_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 1_000})
    void anAnswerOfMillionsOfTinyRowsIsTooLarge(int limit) {
        byte[] rows = "{},".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        int most = Math.max(1_000, 10 * limit);
        ScriptedTransport server = new ScriptedTransport(request -> Flux.concat(
                Flux.just(new AnswerPart.Head(200), ScriptedTransport.bytes("{\"tasks\":[{\"result\":[{\"items\":[")),
                Flux.range(0, 300).map(part -> new AnswerPart.Bytes(ByteBuffer.wrap(rows)))));

        StepVerifier.create(client(server).backlinks(Clients.limit(limit)))
                .expectNextCount(most)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(AnswerTooLargeException.class)
                        .hasMessageStartingWith("more rows than " + most));
        StepVerifier.create(client(server).pages(Clients.limit(limit))).verifyError(AnswerTooLargeException.class);
        StepVerifier.create(client(server)
                        .harvest(Clients.limit(limit))
                        .parallelism(4)
                        .pages())
                .verifyError(AnswerTooLargeException.class);
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void nullsInPlaceOfRowsAreLeftOutAndCounted() {
        List<HarvestSummary> summaries = new ArrayList<>();
        String row = ScriptedTransport.row(0);
        String full = answer("\"total_count\":4,\"items\":[null," + row + "],\"search_after_token\":\"a\"");
        String last = answer("\"total_count\":4,\"items\":[" + ScriptedTransport.row(1) + ",null]");
        ScriptedTransport server = new ScriptedTransport(request -> whole(request == 1 ? full : last));

        StepVerifier.create(client(server)
                        .harvest(Clients.limit(2))
                        .listener(listener(new ArrayList<>(), summaries))
                        .backlinks()
                        .map(Backlink::linksCount))
                .expectNext(0L, 1L)
                .verifyComplete();

        assertThat(server.requests()).isEqualTo(2);
        assertThat(summaries).singleElement().satisfies(summary -> {
            assertThat(summary.unexpectedValues()).isEqualTo(2);
            assertThat(summary.proof().missing()).isEqualTo(2);
            assertThat(summary.proof().verdict()).isEqualTo(Verdict.GAP);
        });
    }

    @Test
    void aResultOfNullIsEmptyAndProvesNothing() {
        List<HarvestSummary> summaries = new ArrayList<>();
        String answer = "{\"status_code\":20000,\"tasks\":[{\"status_code\":20000,\"result\":[null]}]}";
        ScriptedTransport server = new ScriptedTransport(request -> whole(answer));

        StepVerifier.create(client(server)
                        .harvest(Clients.QUERY)
                        .listener(listener(new ArrayList<>(), summaries))
                        .backlinks())
                .verifyComplete();

        assertThat(server.requests()).isEqualTo(1);
        assertThat(summaries).singleElement().satisfies(summary -> {
            assertThat(summary.unexpectedValues()).isEqualTo(1);
            assertThat(summary.proof().verdict()).isNotEqualTo(Verdict.PROVEN);
        });
    }

    @Test
    void cancelAbortsTheRequestAndSendsNoMore() {
        ScriptedTransport server = new ScriptedTransport(
                request -> ScriptedTransport.upTo(400, page(1_000, 0, 100, "\"t\""), Flux.never()));
        var quota = Clients.boundless();
        BacklinksClient client =
                BacklinksClient.builder().transport(server).quota(quota).build();

        StepVerifier.create(client.backlinks(Clients.QUERY))
                .expectNextCount(1)
                .thenCancel()
                .verify();

        assertThat(server.cancelled()).isEqualTo(1);
        assertThat(server.requests()).isEqualTo(1);
        assertThat(quota.inFlight()).isZero();
    }

    @Test
    void cancelAtEachByteAbortsTheExchange() {
        String json = page(10, 0, 5, "\"t\"");
        for (int cut = 0; cut < json.length(); cut++) {
            int bytes = cut;
            ScriptedTransport server =
                    new ScriptedTransport(request -> ScriptedTransport.upTo(bytes, json, Flux.never()));
            var quota = Clients.boundless();
            BacklinksClient client =
                    BacklinksClient.builder().transport(server).quota(quota).build();

            client.backlinks(Clients.QUERY).subscribe().dispose();

            assertThat(server.cancelled()).as("cut at %d", cut).isEqualTo(1);
            assertThat(quota.inFlight()).isZero();
        }
    }

    @Test
    void pagesAreWholeAndNumbered() {
        List<BacklinksPage> pages = client(ScriptedTransport.of(5))
                .pages(Clients.limit(2))
                .collectList()
                .blockOptional()
                .orElseThrow();

        assertThat(pages).extracting(BacklinksPage::number).containsExactly(1, 2, 3);
        assertThat(pages).extracting(page -> page.items().size()).containsExactly(2, 2, 1);
        assertThat(pages).extracting(BacklinksPage::last).containsExactly(false, false, true);
        assertThat(pages.get(0).totalCount()).isEqualTo(5);
        assertThat(pages.get(0).cost()).isEqualTo("0.05");
        assertThat(pages.get(0).taskId()).isEqualTo("task-1");
    }

    @Test
    void theListenerHearsWhatAddsUp() {
        List<HarvestProgress> heard = new ArrayList<>();
        List<HarvestSummary> summaries = new ArrayList<>();

        client(ScriptedTransport.of(5))
                .harvest(Clients.limit(2))
                .listener(listener(heard, summaries))
                .backlinks()
                .blockLast();

        assertThat(heard.get(0))
                .isEqualTo(HarvestProgress.builder("site.example")
                        .totalCount(5L)
                        .requests(1)
                        .build());
        assertThat(summaries).singleElement().satisfies(summary -> {
            assertThat(summary.status()).isEqualTo(HarvestStatus.COMPLETE);
            assertThat(summary.progress())
                    .isEqualTo(HarvestProgress.builder("site.example")
                            .totalCount(5L)
                            .received(5)
                            .pages(3)
                            .requests(3)
                            .cost(new BigDecimal("0.15"))
                            .build());
        });
    }

    @Test
    void aTotalBehindTheRowsIsKnownAtThePagesEnd() {
        List<HarvestProgress> heard = new ArrayList<>();
        List<HarvestSummary> summaries = new ArrayList<>();
        String rows = "\"items\":[" + ScriptedTransport.row(0) + "," + ScriptedTransport.row(1) + "],\"total_count\":";
        ScriptedTransport server =
                new ScriptedTransport(request -> whole(answer(rows + "4,\"search_after_token\":\"t\"")));

        client(server)
                .harvest(Clients.limit(2))
                .listener(listener(heard, summaries))
                .take(2)
                .backlinks()
                .blockLast();

        assertThat(heard).last().extracting(HarvestProgress::totalCount).isEqualTo(4L);
        assertThat(summaries).singleElement().satisfies(summary -> {
            assertThat(summary.proof().totalAtStart()).isEqualTo(4L);
            assertThat(summary.checkpoint()).isNotNull();
        });
    }

    @Test
    void anAnswerThatBreaksOffBehindItsTotalIsNotComplete() {
        List<HarvestSummary> summaries = new ArrayList<>();
        String whole = answer("\"items\":[" + ScriptedTransport.row(0) + "],\"total_count\":1,\"more\":1");
        ScriptedTransport server = new ScriptedTransport(request -> whole(whole.substring(0, whole.length() - 1)));

        StepVerifier.create(Clients.over(server)
                        .retryPolicy(RetryPolicy.NONE)
                        .build()
                        .harvest(Clients.limit(2))
                        .listener(listener(new ArrayList<>(), summaries))
                        .backlinks())
                .expectNextCount(1)
                .verifyError(MalformedAnswerException.class);

        assertThat(summaries)
                .singleElement()
                .satisfies(summary -> assertThat(summary.status()).isEqualTo(HarvestStatus.FAILED));
    }

    @Test
    void aMaximumEndsAsLimitedAndTheWholeAsComplete() {
        List<HarvestSummary> summaries = new ArrayList<>();
        Harvest harvest = client(ScriptedTransport.of(5))
                .harvest(Clients.limit(2))
                .listener(listener(new ArrayList<>(), summaries));

        harvest.take(3).backlinks().blockLast();
        harvest.take(5).backlinks().blockLast();
        harvest.take(9).pages().blockLast();
        harvest.backlinks().take(1).blockLast();

        assertThat(summaries)
                .extracting(HarvestSummary::status)
                .containsExactly(
                        HarvestStatus.LIMITED, HarvestStatus.COMPLETE, HarvestStatus.COMPLETE, HarvestStatus.LIMITED);
        assertThat(summaries)
                .extracting(summary -> summary.progress().received())
                .containsExactly(3L, 5L, 5L, 1L);
    }

    @Test
    void aListenerThatThrowsEndsTheHarvest() {
        HarvestListener broken = new HarvestListener() {
            @Override
            public void onProgress(HarvestProgress progress) {
                throw new IllegalStateException("listener");
            }
        };
        ScriptedTransport server = ScriptedTransport.of(5);

        StepVerifier.create(client(server)
                        .harvest(Clients.limit(2))
                        .listener(broken)
                        .backlinks())
                .verifyErrorMessage("listener");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void aListenerThatThrowsAtTheEndFailsTheHarvestAndHangsNothing() {
        HarvestListener broken = new HarvestListener() {
            @Override
            public void onSummary(HarvestSummary summary) {
                throw new IllegalStateException("summary");
            }
        };

        StepVerifier.create(client(ScriptedTransport.of(5))
                        .harvest(Clients.QUERY)
                        .listener(broken)
                        .backlinks())
                .expectNextCount(5)
                .verifyErrorMessage("summary");
    }

    @Test
    void aListenerThatThrowsAnErrorAtTheEndHangsNothing() {
        HarvestListener broken = new HarvestListener() {
            @Override
            public void onSummary(HarvestSummary summary) {
                throw new AssertionError("summary");
            }
        };

        StepVerifier.create(client(ScriptedTransport.of(5))
                        .harvest(Clients.QUERY)
                        .listener(broken)
                        .backlinks())
                .expectNextCount(5)
                .expectErrorMessage("summary")
                .verify(Duration.ofSeconds(5));
    }

    @Test
    void evenAnErrorOfTheJvmReachesTheSubscriber() {
        AtomicReference<Throwable> reached = new AtomicReference<>();
        ScriptedTransport server = new ScriptedTransport(request -> {
            throw new OutOfMemoryError("scripted");
        });

        assertThatThrownBy(() -> client(server).backlinks(Clients.QUERY).subscribe(row -> {}, reached::set))
                .isInstanceOf(OutOfMemoryError.class);

        assertThat(reached.get()).hasMessage("scripted");
    }

    @Test
    void demandThatIsNoneIsAnError() {
        ScriptedTransport server = ScriptedTransport.of(5);

        StepVerifier.create(client(server).backlinks(Clients.QUERY), 0)
                .consumeSubscriptionWith(subscription -> subscription.request(0))
                .verifyErrorSatisfies(error -> assertThat(error).hasMessageContaining("3.9"));
        assertThat(server.requests()).isZero();
    }

    @Test
    void aClosedClientSendsNothing() {
        ScriptedTransport server = ScriptedTransport.of(5);
        BacklinksClient client = client(server);
        client.close();

        StepVerifier.create(client.backlinks(Clients.QUERY))
                .verifyErrorMessage("the client is closed (site.example, page 1)");
        assertThat(server.requests()).isZero();
    }

    @Test
    void demandFromManyThreadsLosesAndRepeatsNothing() {
        Flux<Long> links = client(ScriptedTransport.of(50_000))
                .backlinks(Clients.QUERY)
                .map(Backlink::linksCount)
                .publishOn(Schedulers.parallel(), 7)
                .publishOn(Schedulers.single(), 3);

        assertThat(links.collectList().block())
                .isEqualTo(LongStream.range(0, 50_000).boxed().toList());
    }

    @Test
    void argumentsFailAtOnce() {
        Harvest harvest = client(ScriptedTransport.of(5)).harvest(Clients.QUERY);

        assertThatIllegalArgumentException().isThrownBy(() -> harvest.take(0)).withMessageContaining("was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> harvest.prefetch(-1))
                .withMessageContaining("was -1");
    }

    private static BacklinksClient client(ScriptedTransport server) {
        return Clients.over(server).build();
    }

    private static ScriptedTransport endless(int pages) {
        return new ScriptedTransport(request -> whole(answer("\"items\":[" + ScriptedTransport.row(request)
                + "],\"search_after_token\":" + (request < pages ? "\"t" + request + "\"" : "null"))));
    }

    private static HarvestListener listener(List<HarvestProgress> heard, List<HarvestSummary> summaries) {
        return new HarvestListener() {
            @Override
            public void onProgress(HarvestProgress progress) {
                heard.add(progress);
            }

            @Override
            public void onSummary(HarvestSummary summary) {
                summaries.add(summary);
            }
        };
    }
}
