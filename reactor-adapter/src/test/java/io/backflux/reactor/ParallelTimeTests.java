package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import io.backflux.BacklinksQuery;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.RowOrder;
import io.backflux.Verdict;
import io.backflux.error.AccountRefusedException;
import io.backflux.error.CheckpointException;
import io.backflux.reactor.SlowApi.Sent;
import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.QuotaInVirtualTime;
import io.backflux.reactor.quota.QuotaLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What a parallel harvest sends, and when, in virtual time. */
class ParallelTimeTests {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration STEP = Duration.ofMillis(20);
    private static final BacklinksQuery QUERY = BacklinksQuery.of(ParallelRun.TARGET);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final AccountQuota quota = QuotaInVirtualTime.of(QuotaLimits.DEFAULT, time);

    @AfterEach
    void stop() {
        time.dispose();
    }

    private BacklinksClient client(SlowApi api) {
        return BacklinksClient.builder()
                .transport(api)
                .quota(quota)
                .timer(time)
                .jitter(() -> 0.5)
                .build();
    }

    /** A harvest under way. */
    private class Running extends BaseSubscriber<Backlink> {

        private final SlowApi api;
        private final Set<String> rows = new HashSet<>();
        private int received;
        private @Nullable Duration ended;
        private @Nullable Throwable error;

        Running(SlowApi api) {
            this.api = api;
        }

        @Override
        protected void hookOnNext(Backlink row) {
            received++;
            rows.add(Objects.requireNonNull(row.urlFrom()));
        }

        @Override
        protected void hookOnComplete() {
            ended = api.now();
        }

        @Override
        protected void hookOnError(Throwable failed) {
            ended = api.now();
            error = failed;
        }

        Duration await(Duration atMost) {
            while (ended == null && api.now().compareTo(atMost) < 0) {
                time.advanceTimeBy(STEP);
            }
            assertThat(error).isNull();
            return Objects.requireNonNull(ended, "it has come to its end");
        }
    }

    private Running start(SlowApi api, Harvest harvest) {
        Running running = new Running(api);
        harvest.backlinks().subscribe(running);
        return running;
    }

    @ParameterizedTest
    @CsvSource({"20000, 30, 2.5, 21", "40000, 30, 4, 41", "60000, 16, 12, 80"})
    void manyPagesComeInAFewAnswersTime(int rows, int slots, double seconds, int requests) {
        SlowApi api = new SlowApi(time, rows, SECOND);
        AtomicReference<HarvestSummary> summary = new AtomicReference<>();
        Running running = start(
                api, client(api).harvest(QUERY).parallelism(slots).listener(HarvestListener.onSummary(summary::set)));
        assertThat(running.await(Duration.ofMinutes(1))).isLessThan(Duration.ofMillis((long) (1000 * seconds)));
        assertThat(running.rows).hasSize(rows);
        assertThat(running.received).isEqualTo(rows);
        assertThat(api.sent()).hasSizeLessThanOrEqualTo(requests);
        assertThat(api.sent()).allMatch(sent -> sent.inFlight() <= slots);
        assertThat(Objects.requireNonNull(summary.get()).proof().verdict()).isEqualTo(Verdict.PROVEN);
    }

    @Test
    void aLongHarvestBeginsWithFourRequestsAtOnceAndComesToUseAllSlots() {
        SlowApi api = new SlowApi(time, 1_000_000, SECOND);
        Running running = start(api, client(api).harvest(QUERY).parallelism(30));
        time.advanceTimeBy(Duration.ofMillis(1990));
        assertThat(api.sent()).extracting(Sent::inFlight).containsOnly(1, 2, 3, 4);
        time.advanceTimeBy(Duration.ofSeconds(13));
        int last = api.sent().size() - 1;
        assertThat(api.sent().subList(last - 60, last)).allMatch(sent -> sent.inFlight() >= 29);
        running.cancel();
    }

    @Test
    void requestsAreSpreadEvenlyAndNotInBursts() {
        SlowApi api = new SlowApi(time, 1_000_000, SECOND);
        Running running = start(api, client(api).harvest(QUERY).parallelism(30));
        time.advanceTimeBy(Duration.ofSeconds(20));
        List<Duration> at = api.sent().stream().map(Sent::at).toList();
        int mostWithinATenth = 0;
        for (int i = 0; i < at.size(); i++) {
            int from = i;
            mostWithinATenth = Math.max(mostWithinATenth, (int) at.stream()
                    .filter(other -> other.compareTo(at.get(from)) >= 0
                            && other.minus(at.get(from)).toMillis() < 100)
                    .count());
        }
        assertThat(mostWithinATenth).as("of 30 a second").isLessThanOrEqualTo(8);
        running.cancel();
    }

    @Test
    void tooManyAtOnceHalvesThePace() {
        SlowApi api = new SlowApi(time, 1_000_000, SECOND);
        Running running = start(api, client(api).harvest(QUERY).parallelism(16));
        time.advanceTimeBy(Duration.ofSeconds(12));
        assertThat(peakOfTheLast(api, SECOND)).isEqualTo(16);
        int before = api.sent().size();
        api.refuse((request, body) -> request == before + 1 ? SlowApi.taskCode(40209) : null);
        time.advanceTimeBy(Duration.ofSeconds(5));
        assertThat(peakOfTheLast(api, SECOND)).isBetween(7, 9);
        time.advanceTimeBy(Duration.ofSeconds(20));
        assertThat(peakOfTheLast(api, SECOND)).isEqualTo(16);
        running.cancel();
    }

    @Test
    void tokensThatAreNoLongerTakenAreDoneWithout() {
        SlowApi api = new SlowApi(time, 60_000, SECOND);
        List<BacklinksPage> pages = new ArrayList<>();
        Disposable first =
                client(api).harvest(QUERY).parallelism(8).pages().take(30).subscribe(pages::add);
        time.advanceTimeBy(Duration.ofSeconds(30));
        assertThat(first.isDisposed()).isTrue();
        int sent = api.sent().size();
        api.refuse((request, body) ->
                body.contains("search_after_token") && request <= sent + 8 ? SlowApi.taskCode(40501) : null);
        AtomicReference<HarvestSummary> summary = new AtomicReference<>();
        Running rest = start(
                api,
                client(api)
                        .harvest(QUERY)
                        .parallelism(8)
                        .resumeFrom(pages.get(29).checkpoint())
                        .listener(HarvestListener.onSummary(summary::set)));
        rest.await(Duration.ofMinutes(3));
        pages.forEach(page -> page.items().forEach(rest::hookOnNext));
        assertThat(rest.rows).hasSize(60_000);
        assertThat(rest.received).isEqualTo(60_000);
        assertThat(api.sent()).as("pages, cuts, and the refused ones").hasSizeLessThan(60 + 30 + 16);
        assertThat(Objects.requireNonNull(summary.get()).proof().verdict())
                .as(Objects.requireNonNull(summary.get()).proof().finding())
                .isEqualTo(Verdict.PROVEN);
    }

    @Test
    void whatIsUnderWayIsStillHandedOnWhenAPageCannotBeHad() {
        SlowApi api = new SlowApi(time, 15_000, SECOND);
        api.refuse((request, body) -> request == 5 ? SlowApi.taskCode(40204) : null);
        Running running = start(api, client(api).harvest(QUERY).parallelism(8));
        time.advanceTimeBy(Duration.ofSeconds(30));
        assertThat(running.error).isInstanceOfSatisfying(AccountRefusedException.class, failed -> {
            assertThat(failed.code()).isEqualTo(40204);
            assertThat(Objects.requireNonNull(failed.checkpoint()).received()).isEqualTo(running.received);
        });
        assertThat(running.received)
                .as("each page but the one; neighbours share a row, unless that page is one of them")
                .isEqualTo((api.sent().size() - 1) * 999 + 2);
    }

    @Test
    void aHarvestFromBothEndsIsNotGoneOnWithInOrder() {
        SlowApi api = new SlowApi(time, 30_000, SECOND);
        List<BacklinksPage> pages = new ArrayList<>();
        client(api).harvest(QUERY).parallelism(4).pages().take(3).subscribe(pages::add);
        time.advanceTimeBy(Duration.ofSeconds(10));
        Harvest ordered = client(api).harvest(QUERY).parallelism(4).order(RowOrder.STABLE);
        assertThatThrownBy(() -> ordered.resumeFrom(pages.get(2).checkpoint()).pages())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("in order ANY");
    }

    @Test
    void aTotalThatCannotBeHadDoesNotFailAHarvestWhoseRowsAreHere() {
        SlowApi api = new SlowApi(time, 60_000, SECOND);
        api.promise(3);
        api.refuse((request, body) -> body.contains("\"limit\":1,") ? SlowApi.taskCode(40501) : null);
        AtomicReference<HarvestSummary> summary = new AtomicReference<>();
        Running running =
                start(api, client(api).harvest(QUERY).parallelism(8).listener(HarvestListener.onSummary(summary::set)));
        running.await(Duration.ofMinutes(1));
        assertThat(running.rows).hasSize(60_000);
        assertThat(api.sent()).hasSizeGreaterThan(60);
        assertThat(Objects.requireNonNull(summary.get()).status()).isEqualTo(HarvestStatus.COMPLETE);
        assertThat(Objects.requireNonNull(summary.get()).proof().verdict()).isEqualTo(Verdict.GAP);
    }

    private static int peakOfTheLast(SlowApi api, Duration span) {
        return api.sent().stream()
                .filter(sent -> sent.at().compareTo(api.now().minus(span)) > 0)
                .mapToInt(Sent::inFlight)
                .max()
                .orElse(0);
    }

    @Test
    void aSmallQueryBesideALargeHarvestGetsItsRowsWithinOneAndAHalfAnswersTime() {
        SlowApi api = new SlowApi(time, 1_000_000, SECOND);
        BacklinksClient client = client(api);
        Running bulk = start(api, client.harvest(QUERY).parallelism(30));
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            time.advanceTimeBy(Duration.ofMillis(730));
            Duration asked = api.now();
            Running small = start(api, client.harvest(QUERY).take(100));
            waits.add(small.await(asked.plusSeconds(10)).minus(asked));
            assertThat(small.received).isEqualTo(100);
        }
        assertThat(waits).allMatch(wait -> wait.toMillis() <= 1500);
        assertThat(bulk.received).as("the harvest goes on").isGreaterThan(300_000);
        bulk.cancel();
    }

    @Test
    void oneRowOfDemandBuysNoMorePagesThanMayRunAhead() {
        SlowApi api = new SlowApi(time, 1_000_000, SECOND);
        Running running = new Running(api) {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {}
        };
        client(api).harvest(QUERY).parallelism(8).backlinks().subscribe(running);
        time.advanceTimeBy(Duration.ofSeconds(30));
        assertThat(api.sent()).as("before demand").isEmpty();
        running.request(1);
        time.advanceTimeBy(Duration.ofSeconds(30));
        assertThat(running.received).isEqualTo(1);
        assertThat(api.sent())
                .as("what a range's border cuts off makes room for more")
                .hasSizeBetween(7, 12);
        running.cancel();
    }
}
