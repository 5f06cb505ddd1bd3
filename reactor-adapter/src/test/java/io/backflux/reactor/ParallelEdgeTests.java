package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import io.backflux.BacklinksQuery;
import io.backflux.Checkpoint;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.RowOrder;
import io.backflux.Verdict;
import io.backflux.error.ClientClosedException;
import io.backflux.reactor.ListedApi.Row;
import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.QuotaInVirtualTime;
import io.backflux.reactor.quota.QuotaLimits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A parallel harvest where several rare things come together. */
class ParallelEdgeTests {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final BacklinksQuery QUERY =
            BacklinksQuery.builder(ParallelRun.TARGET).limit(1000).build();

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final AccountQuota quota = QuotaInVirtualTime.of(QuotaLimits.DEFAULT, time);
    private final ListedApi api = new ListedApi(time, SECOND);

    @AfterEach
    void stop() {
        time.dispose();
    }

    private Harvest harvest() {
        return client().harvest(QUERY);
    }

    private BacklinksClient client() {
        return BacklinksClient.builder()
                .transport(api)
                .quota(quota)
                .timer(time)
                .jitter(() -> 0.5)
                .build();
    }

    /** What came of one harvest until it ended, or until enough had come. */
    private final class Run {

        private final List<String> rows = new ArrayList<>();
        private final List<BacklinksPage> pages = new ArrayList<>();
        private final long demand;
        private @Nullable HarvestSummary summary;
        private @Nullable Throwable error;
        private boolean ended;
        private Duration took = Duration.ZERO;

        Run(long demand) {
            this.demand = demand;
        }

        Run rowsOf(Harvest harvest) {
            return until(heard(harvest).backlinks().doOnNext(this::add));
        }

        Run pagesOf(Harvest harvest) {
            return until(heard(harvest).pages().doOnNext(page -> {
                pages.add(page);
                page.items().forEach(this::add);
            }));
        }

        private Harvest heard(Harvest harvest) {
            return harvest.listener(HarvestListener.onSummary(end -> summary = end));
        }

        private void add(Backlink row) {
            rows.add(Objects.requireNonNull(row.urlFrom()));
        }

        private <T> Run until(Flux<T> source) {
            source.subscribe(new BaseSubscriber<T>() {
                @Override
                protected void hookOnSubscribe(Subscription subscription) {
                    subscription.request(demand);
                }

                @Override
                protected void hookOnError(Throwable failed) {
                    error = failed;
                }

                @Override
                protected void hookFinally(reactor.core.publisher.SignalType type) {
                    ended = true;
                }
            });
            while (!ended && took.compareTo(Duration.ofMinutes(10)) < 0) {
                time.advanceTimeBy(Duration.ofMillis(50));
                took = took.plusMillis(50);
            }
            assertThat(ended).as("it has come to its end").isTrue();
            return this;
        }

        HarvestSummary summary() {
            return Objects.requireNonNull(summary);
        }

        Checkpoint reached() {
            return Objects.requireNonNull(summary().checkpoint());
        }
    }

    private Run run() {
        return new Run(Long.MAX_VALUE);
    }

    private Run run(long demand) {
        return new Run(demand);
    }

    private void assertEachOnce(List<String> one, List<String> other) {
        List<String> all = new ArrayList<>(one);
        all.addAll(other);
        assertThat(new HashSet<>(all)).as("none is missing").hasSize(api.rows.size());
        assertThat(all).as("none came twice").hasSize(api.rows.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {9_500, 60_000})
    void inOrderAPageThatCannotBeHadEndsTheHarvest(int rows) {
        api.rows(rows, 10).refuse((request, body) -> request == 5 ? SlowApi.taskCode(40204) : null);
        Run run = run().rowsOf(harvest().parallelism(8).order(RowOrder.STABLE));
        assertThat(run.error).isNotNull();
        assertThat(run.reached().received()).isEqualTo(run.rows.size());
        api.refuse((request, body) -> null);
        Run rest = run().rowsOf(harvest().parallelism(8).order(RowOrder.STABLE).resumeFrom(run.reached()));
        assertEachOnce(run.rows, rest.rows);
        run.rows.addAll(rest.rows);
        assertThat(run.rows).isSortedAccordingTo((a, b) -> Integer.compare(number(a), number(b)));
    }

    @ParameterizedTest
    @CsvSource({"2, 60000", "5, 60000", "12, 60000", "30, 60000", "2, 9500", "5, 15500", "8, 15500", "9, 30000"})
    void aClientThatIsClosedMidwayEmitsWhatIsInFlightAndLeavesACheckpoint(int request, int rows) {
        BacklinksClient client = client();
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger sentAtClose = new AtomicInteger();
        api.rows(rows, 10).refuse((number, body) -> {
            answered.incrementAndGet();
            if (number == request) {
                client.close();
                sentAtClose.set(api.sent.size());
            }
            return null;
        });
        Run run = run().rowsOf(client.harvest(QUERY).parallelism(8));
        assertThat(run.error)
                .isInstanceOfSatisfying(
                        ClientClosedException.class,
                        closed -> assertThat(closed.checkpoint()).isEqualTo(run.reached()));
        assertThat(api.sent).as("no request once it is closed").hasSize(sentAtClose.get());
        assertThat(answered).as("answers that were waited for").hasValue(api.sent.size());
        assertThat(run.reached().received()).isEqualTo(run.rows.size());
        api.refuse((number, body) -> null);
        Run rest = run().rowsOf(harvest().parallelism(8).resumeFrom(run.reached()));
        assertEachOnce(run.rows, rest.rows);
    }

    /** Closed half a second after each of its seconds, so that all slots are waiting for an answer. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 7})
    void aGracefulCloseWaitsForAllThatIsInFlightAndAsksForNoMore(int second) {
        BacklinksClient client = client();
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger sentAtClose = new AtomicInteger();
        api.rows(60_000, 10).refuse((number, body) -> {
            answered.incrementAndGet();
            return null;
        });
        List<String> order = new ArrayList<>();
        Mono<Void> closing = Mono.fromRunnable(() -> sentAtClose.set(api.sent.size()))
                .then(client.closeGracefully(Duration.ofSeconds(30)));
        closing.delaySubscription(Duration.ofMillis(second * 1_000L + 500), time)
                .subscribe(any -> {}, error -> {}, () -> order.add("closed"));
        Run run = run();
        run.until(run.heard(client.harvest(QUERY).parallelism(8))
                .backlinks()
                .doOnNext(run::add)
                .doOnError(error -> order.add("ended")));
        assertThat(order).containsExactly("ended", "closed");
        assertThat(run.error).isInstanceOf(ClientClosedException.class);
        assertThat(sentAtClose.get()).isPositive();
        assertThat(api.sent).hasSize(sentAtClose.get());
        assertThat(answered).hasValue(sentAtClose.get());
        assertThat(run.reached().received()).isEqualTo(run.rows.size());
        Run rest = run().rowsOf(harvest().parallelism(8).resumeFrom(run.reached()));
        assertEachOnce(run.rows, rest.rows);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 12})
    void aPageThatFailsOnceTheClientIsClosedIsNotRetried(int request) {
        BacklinksClient client = client();
        api.rows(60_000, 10).refuse((number, body) -> {
            if (number < request) {
                return null;
            }
            client.close();
            return SlowApi.taskCode(50000);
        });
        Run run = run().rowsOf(client.harvest(QUERY).parallelism(8));
        assertThat(run.error).isInstanceOf(ClientClosedException.class);
        assertThat(run.summary().proof().received()).isEqualTo(run.rows.size());
        api.refuse((number, body) -> null);
        Checkpoint left = run.summary().checkpoint();
        Harvest again = harvest().parallelism(8);
        Run rest = run().rowsOf(left == null ? again : again.resumeFrom(left));
        assertEachOnce(run.rows, rest.rows);
    }

    private static int number(String url) {
        return Integer.parseInt(url.substring(url.lastIndexOf('/') + 1));
    }

    @Test
    void inOrderTheLastPageThatMoneyIsThereForEndsTheHarvest() {
        api.rows(60_000, 10);
        Run run = run().rowsOf(harvest().parallelism(8).order(RowOrder.STABLE).maxCost(new BigDecimal("0.85")));
        assertThat(run.summary().status()).isEqualTo(HarvestStatus.LIMITED);
        Run rest = run().rowsOf(harvest().parallelism(8).order(RowOrder.STABLE).resumeFrom(run.reached()));
        assertEachOnce(run.rows, rest.rows);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 15, 20, 25, 30, 40})
    void inOrderAHarvestThatIsSlowedDownGoesOn(int slowed) {
        api.rows(60_000, 10).refuse((request, body) -> request == slowed ? SlowApi.taskCode(50401) : null);
        Run run = run().rowsOf(harvest().parallelism(8).order(RowOrder.STABLE));
        assertEachOnce(run.rows, List.of());
    }

    @ParameterizedTest
    @ValueSource(ints = {1_500, 5_500, 10_500, 20_500, 30_500})
    void inOrderTheMaximumIsReached(int max) {
        api.rows(60_000, 10);
        Run run = run().rowsOf(harvest().parallelism(8).order(RowOrder.STABLE));
        Checkpoint left =
                firstPages(harvest().parallelism(8).order(RowOrder.STABLE), 12).reached();
        long before = left.received();
        Run rest = run().rowsOf(harvest()
                .parallelism(8)
                .order(RowOrder.STABLE)
                .resumeFrom(left)
                .take(before + max));
        assertThat(rest.rows).hasSize(max);
        assertThat(rest.rows).isEqualTo(run.rows.subList((int) before, (int) before + max));
    }

    @Test
    void inOrderItIsNoSlowerThanAChain() {
        api.rows(60_000, 10);
        Run run = run().rowsOf(harvest().parallelism(8).order(RowOrder.STABLE));
        assertEachOnce(run.rows, List.of());
        assertThat(run.took).isLessThan(Duration.ofSeconds(62));
    }

    @Test
    void aPageThatTheMaximumCutsIsCoveredByItsCheckpoint() {
        api.rows(60_000, 10);
        Run run = run().pagesOf(harvest().parallelism(8).take(30_500));
        assertThat(run.rows).hasSize(30_500);
        Checkpoint last = run.pages.get(run.pages.size() - 1).checkpoint();
        assertThat(last.received()).isEqualTo(30_500);
        Run rest = run().pagesOf(harvest().parallelism(8).resumeFrom(last));
        assertEachOnce(run.rows, rest.rows);
    }

    @ParameterizedTest
    @ValueSource(ints = {5_500, 25_300, 60_000})
    void aTotalBehindTheRowsIsKnownToWhoResumes(int rows) {
        api.rows(rows, 10).tellTotalsLast();
        Run run = run().rowsOf(harvest().parallelism(8).take(2_500));
        assertThat(run.rows).hasSize(2_500);
        assertThat(run.summary().progress().totalCount()).isEqualTo(rows);
        Run rest = run().rowsOf(harvest().parallelism(8).resumeFrom(run.reached()));
        assertEachOnce(run.rows, rest.rows);
        assertThat(rest.summary().proof().totalAtStart()).isEqualTo(rows);
    }

    @ParameterizedTest
    @ValueSource(ints = {700, 5_500, 25_300, 60_000})
    void totalsBehindTheRowsProveAHarvest(int rows) {
        api.rows(rows, 10).tellTotalsLast();
        Run run = run().rowsOf(harvest().parallelism(8));
        assertEachOnce(run.rows, List.of());
        assertThat(run.summary().proof().verdict()).isEqualTo(Verdict.PROVEN);
    }

    @Test
    void aHarvestThatWentOnWithoutTokensIsGoneOnWithOnceMore() {
        api.rows(60_000, 1);
        for (int i = 0; i < 60_000; i++) {
            api.rows.set(i, new Row(i / 30, i));
        }
        for (int stop = 1; stop < 12; stop++) {
            Run first = firstPages(harvest().parallelism(8), 30);
            int sent = api.sent.size();
            api.refuse((request, body) ->
                    body.contains("search_after_token") && request <= sent + 8 ? SlowApi.taskCode(40501) : null);
            Run second = firstPages(harvest().parallelism(8).resumeFrom(last(first)), stop);
            api.refuse((request, body) -> null);
            Run third = run().pagesOf(harvest().parallelism(8).resumeFrom(last(second)));
            first.rows.addAll(second.rows);
            assertEachOnce(first.rows, third.rows);
        }
    }

    private Run firstPages(Harvest harvest, int count) {
        Run run = run();
        return run.until(run.heard(harvest).pages().take(count).doOnNext(page -> {
            run.pages.add(page);
            page.items().forEach(run::add);
        }));
    }

    private Run firstRows(Harvest harvest, int count) {
        Run run = run();
        return run.until(run.heard(harvest).backlinks().take(count).doOnNext(run::add));
    }

    private static Checkpoint last(Run run) {
        return run.pages.get(run.pages.size() - 1).checkpoint();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 500, 999})
    void aChainThatWasLeftInItsFirstPageIsGoneOnWithAtOffsets(int count) {
        api.rows(9_500, 10);
        Run first = firstRows(harvest().order(RowOrder.STABLE), count);
        Run rest = run().rowsOf(harvest().parallelism(8).resumeFrom(first.reached()));
        assertEachOnce(first.rows, rest.rows);
        assertThat(rest.summary().proof().verdict()).isEqualTo(Verdict.PROVEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 500, 999})
    void aHarvestThatWasLeftInItsFirstPageIsGoneOnWithAtOffsets(int count) {
        api.rows(9_500, 10);
        Run first = firstRows(harvest().parallelism(8), count);
        Run rest = run().rowsOf(harvest().parallelism(8).resumeFrom(first.reached()));
        assertEachOnce(first.rows, rest.rows);
        assertThat(rest.summary().proof().verdict()).isEqualTo(Verdict.PROVEN);
    }

    @Test
    void aSecondLookThatWasLeftHandsNoRowOnTwice() {
        api.rows(60_000, 10);
        AtomicInteger lost = new AtomicInteger();
        api.serve(page -> {
            if (page.removeIf(row -> row.number() % 20_000 == 7_777 && lost.get() < 1)) {
                lost.incrementAndGet();
            }
            return page;
        });
        Run first = run().pagesOf(harvest().parallelism(8));
        assertEachOnce(first.rows, List.of());
        for (int stop = first.pages.size() - 12; stop < first.pages.size(); stop++) {
            Checkpoint left = first.pages.get(stop).checkpoint();
            List<String> kept = new ArrayList<>();
            first.pages
                    .subList(0, stop + 1)
                    .forEach(page -> page.items().forEach(row -> kept.add(Objects.requireNonNull(row.urlFrom()))));
            Run rest = run().pagesOf(harvest().parallelism(8).resumeFrom(left));
            kept.addAll(rest.rows);
            assertThat(kept).as("left after page %d", stop).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 9})
    void aBurstWithinOneSecondIsGoneOnWithAtOffsets(int count) {
        api.rows(9_500, 0);
        Run first = firstPages(harvest().parallelism(8), count);
        Run rest = run().rowsOf(harvest().parallelism(8).resumeFrom(last(first)));
        assertEachOnce(first.rows, rest.rows);
        assertThat(rest.summary().proof().verdict()).isEqualTo(Verdict.PROVEN);
    }

    @Test
    void aServerThatIgnoresTheFilterIsNotAskedAgainAndAgain() {
        api.rows(60_000, 10);
        api.refuse((request, body) -> null);
        api.serve(page -> page.stream()
                .map(row -> new Row(row.second() / 2, row.number()))
                .toList());
        Run run = run().rowsOf(harvest().parallelism(8));
        assertThat(run.error).isNotNull();
        assertThat(api.sent).as("no more than the pages that it has").hasSizeLessThan(61);
    }

    @Test
    void aRowThatComesTwiceIsSeenInASecondWithMoreRowsThanAreRemembered() {
        api.rows(100_000, 0);
        api.serve(page -> {
            for (int i = 1; i < page.size(); i++) {
                if (page.get(i).number() == 90_500) {
                    page.set(i, page.get(i - 1)); // One row twice, and so one not at all.
                }
            }
            return page;
        });
        Run run = run().rowsOf(harvest().parallelism(8));
        assertThat(new HashSet<>(run.rows)).hasSize(99_999);
        assertThat(run.summary().proof().verdict()).isEqualTo(Verdict.OVERLAP);
        Run again = run().rowsOf(harvest().parallelism(8).resumeFrom(run.reached()));
        assertThat(again.summary().proof().verdict()).isEqualTo(Verdict.OVERLAP);
    }

    @Test
    void oneSlotGoesOnToTheMaximumWithoutDemandForMore() {
        api.rows(60_000, 10);
        Run first = firstPages(harvest().parallelism(8), 12);
        int max = first.rows.size() + 1_500;
        Run rest = run(1_500).rowsOf(harvest().resumeFrom(last(first)).take(max));
        assertThat(rest.rows).hasSize(1_500);
        assertThat(rest.summary().status()).isEqualTo(HarvestStatus.LIMITED);
    }

    @Test
    void whatAMovedIndexCallsForIsNotSkippedForMoney() {
        api.rows(9_500, 10);
        Run first = firstPages(harvest().parallelism(8), 3);
        api.rows.remove(50);
        Run second = run().pagesOf(
                        harvest().parallelism(8).maxCost(new BigDecimal("0.61")).resumeFrom(last(first)));
        assertThat(second.summary().status()).isEqualTo(HarvestStatus.LIMITED);
        Run third = run().pagesOf(harvest().parallelism(8).resumeFrom(second.reached()));
        List<String> all = new ArrayList<>(first.rows);
        all.addAll(second.rows);
        all.addAll(third.rows);
        assertThat(all).hasSize(9_500).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {5_500, 15_500, 25_500, 35_500, 45_500, 55_500})
    void theVerdictOfAWholeHarvestStaysWhenItIsResumed(int gone) {
        api.rows(60_000, 10);
        api.serve(page -> {
            if (page.removeIf(row -> row.number() == gone)) {
                api.rows.removeIf(row -> row.number() == gone); // After this page's total_count was told.
            }
            return page;
        });
        Run first = run().pagesOf(harvest().parallelism(8));
        assertThat(first.summary().proof().verdict()).isEqualTo(Verdict.DRIFTED);
        Run again = run().pagesOf(harvest().parallelism(8).resumeFrom(first.reached()));
        assertThat(again.summary().proof().verdict()).isEqualTo(Verdict.DRIFTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 6})
    void tokensThatAreRefusedForMoneyLeaveTheMaximumOfCost(int pages) {
        api.rows(60_000, 10);
        Run first = firstPages(harvest().parallelism(8), 30);
        int sent = api.sent.size();
        api.refuse((request, body) -> body.contains("search_after_token") && request <= sent + 8
                ? SlowApi.taskCode(40501).replace("{\"status_code\":20000,", "{\"status_code\":20000,\"cost\":0.06,")
                : null);
        BigDecimal spent = first.summary().progress().cost().add(first.summary().unpriced());
        BigDecimal most = spent.add(new BigDecimal("0.06").multiply(new BigDecimal(pages)));
        Run second = run().pagesOf(harvest().parallelism(8).maxCost(most).resumeFrom(first.reached()));
        assertThat(second.summary().progress().cost().add(second.summary().unpriced()))
                .isLessThanOrEqualTo(most);
    }
}
