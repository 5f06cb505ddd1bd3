package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.HarvestStatus;
import io.backflux.RowOrder;
import io.backflux.Verdict;
import io.backflux.reactor.HarvestEvent.Ended;
import io.backflux.reactor.quota.QuotaInVirtualTime;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.reactor.transport.AnswerPart;
import io.backflux.reactor.transport.Transport;
import io.backflux.reactor.transport.TransportRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** How busy a list of targets keeps the slots that its harvests share, in virtual time. */
class ListTimeTests {

    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration STEP = Duration.ofMillis(50);
    private static final int SLOTS = 30;
    private static final long SEED = Long.getLong("backflux.seed", 7);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Api api = new Api();
    private final BacklinksClient client = BacklinksClient.builder()
            .transport(api)
            .quota(QuotaInVirtualTime.of(new QuotaLimits(SLOTS, 1_000_000), time))
            .timer(time)
            .jitter(() -> 0.5)
            .build();

    @AfterEach
    void stop() {
        time.dispose();
    }

    /** Each target is an API of its own; together they count what is in flight, and for how long. */
    private final class Api implements Transport {

        /** Asks for the total. */
        private static final Pattern ONE_ROW = Pattern.compile("\"limit\":1\\D");

        private static final Pattern TARGET = Pattern.compile("\"target\":\"([^\"]*)\"");

        private final Map<String, SlowApi> targets = new HashMap<>();
        private int requests;
        private int pages;
        private int inFlight;
        private int peak;
        private final List<long[]> course = new ArrayList<>();

        void add(String target, int rows) {
            targets.put(target, new SlowApi(time, target, rows, ANSWER));
        }

        @Override
        public Flux<AnswerPart> exchange(TransportRequest request) {
            String body = new String(request.body(), StandardCharsets.UTF_8);
            Matcher target = TARGET.matcher(body);
            assertThat(target.find()).isTrue();
            pages += ONE_ROW.matcher(body).find() ? 0 : 1;
            boolean[] over = {false};
            Runnable end = () -> {
                change(over[0] ? 0 : -1);
                over[0] = true;
            };
            return Objects.requireNonNull(targets.get(target.group(1)))
                    .exchange(request)
                    .doOnSubscribe(sent -> {
                        requests++;
                        change(1);
                    })
                    .doOnTerminate(end) // Before whoever waits hears of it, and sends the next one.
                    .doOnCancel(end);
        }

        private void change(int by) {
            long now = time.now(TimeUnit.NANOSECONDS);
            inFlight += by;
            peak = Math.max(peak, inFlight);
            course.add(new long[] {now, inFlight});
        }

        /** The share of the slots that was in use between two instants. */
        double busy(long from, long to) {
            long used = 0;
            for (int i = 0; i < course.size(); i++) {
                long begin = Math.max(from, course.get(i)[0]);
                long end = Math.min(to, i + 1 < course.size() ? course.get(i + 1)[0] : to);
                used += Math.max(0, end - begin) * course.get(i)[1];
            }
            return (double) used / SLOTS / (to - from);
        }
    }

    /** Sizes as real lists have them: the k-th target has the largest one's rows, divided by a power of k. */
    private static List<Integer> sizes(int targets, int largest, double exponent) {
        List<Integer> sizes = new ArrayList<>();
        for (int k = 1; k <= targets; k++) {
            sizes.add((int) Math.max(1, Math.round(largest / Math.pow(k, exponent))));
        }
        return sizes;
    }

    private List<BacklinksQuery> queries(List<Integer> sizes) {
        List<BacklinksQuery> queries = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            String target = "t" + i + ".example";
            api.add(target, sizes.get(i));
            queries.add(BacklinksQuery.of(target));
        }
        return queries;
    }

    /** Harvests all; how each ended. */
    private List<Ended> harvest(List<BacklinksQuery> queries, int parallelism, Set<String> rows) {
        return harvest(queries, SLOTS, harvest -> harvest.parallelism(parallelism), rows);
    }

    private List<Ended> harvest(
            List<BacklinksQuery> queries, int slots, UnaryOperator<Harvest> description, Set<String> rows) {
        List<Ended> ends = new ArrayList<>();
        boolean[] over = {false};
        client.harvests(queries)
                .slots(slots)
                .describe((query, harvest) -> description.apply(harvest))
                .forEachPage((query, page) -> Mono.fromRunnable(() -> {
                    for (Backlink row : page.items()) {
                        assertThat(rows.add(query.target() + ' ' + row.urlFrom()))
                                .isTrue();
                    }
                }))
                .doOnTerminate(() -> over[0] = true)
                .subscribe(ends::add);
        while (!over[0] && time.now(TimeUnit.HOURS) < 1) {
            time.advanceTimeBy(STEP);
        }
        return ends;
    }

    /** By hand also {@code -Dbackflux.order="largest first"} and {@code "largest last"}. */
    @Test
    void fiveThousandTargetsKeepNineTenthsOfTheSlotsBusyToTheLastMinute() {
        String order = System.getProperty("backflux.order", "shuffled");
        List<Integer> sizes = sizes(5_000, 100_000, 1.2625);
        if (order.equals("largest last")) {
            Collections.reverse(sizes);
        } else if (order.equals("shuffled")) {
            Collections.shuffle(sizes, new Random(SEED));
        }
        int total = sizes.stream().mapToInt(Integer::intValue).sum();
        int pages = sizes.stream().mapToInt(size -> (size + 999) / 1_000).sum();
        Set<String> rows = new HashSet<>();
        List<Ended> ends = harvest(queries(sizes), SLOTS, rows);
        long end = time.now(TimeUnit.NANOSECONDS);
        double busy = api.busy(0, end);
        double lastMinute = api.busy(end - Duration.ofMinutes(1).toNanos(), end);
        System.out.printf(
                "ListTimeTests seed %d, %s: %d rows, %d pages, %d requests, %d s, busy %.3f, in the last minute %.3f%n",
                SEED, order, total, pages, api.requests, end / 1_000_000_000, busy, lastMinute);
        assertThat(rows).hasSize(total);
        assertThat(ends).hasSize(5_000).allMatch(one -> one.summary().proof().verdict() == Verdict.PROVEN);
        assertThat(api.peak).isLessThanOrEqualTo(SLOTS);
        assertThat(busy).isGreaterThan(0.9);
        assertThat(lastMinute).isGreaterThan(0.9);
        assertThat(api.requests).as("what cuts cost").isLessThan(pages + 4 * SLOTS);
    }

    @Test
    void whileFurtherTargetsComeALargeOneHasOneSlot() {
        api.add("large.example", 15_000);
        List<BacklinksQuery> queries = new ArrayList<>(List.of(BacklinksQuery.of("large.example")));
        queries.addAll(queries(Collections.nCopies(29 + 5 * 30, 1)));
        Set<String> rows = new HashSet<>();
        List<Ended> ends = harvest(queries, SLOTS, rows);
        assertThat(rows).hasSize(15_000 + 29 + 5 * 30);
        assertThat(ends).allMatch(one -> one.summary().status() == HarvestStatus.COMPLETE);
        List<SlowApi.Sent> sent =
                Objects.requireNonNull(api.targets.get("large.example")).sent();
        List<SlowApi.Sent> early = sent.stream()
                .filter(one -> one.at().compareTo(ANSWER.multipliedBy(5)) < 0)
                .toList();
        assertThat(early).hasSize(5).allMatch(one -> one.inFlight() == 1);
        assertThat(sent).anyMatch(one -> one.inFlight() > 5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void inOrderNoHarvestStandsInItsOwnWayWithPagesThatAreNotInTurn(int slots) {
        Set<String> rows = new HashSet<>();
        List<Ended> ends = harvest(
                queries(List.of(60_000, 3_000)),
                slots,
                harvest -> harvest.parallelism(8).order(RowOrder.STABLE),
                rows);
        assertThat(ends).hasSize(2).allMatch(one -> one.summary().status() == HarvestStatus.COMPLETE);
        assertThat(rows).hasSize(63_000);
        assertThat(api.peak).isLessThanOrEqualTo(slots + 1);
    }

    @Test
    void noMorePagesAreBoughtAndNotStoredThanThereAreSlots() {
        int[] stored = {0};
        int[] most = {0};
        List<Ended> ends = new ArrayList<>();
        client.harvests(queries(List.of(9_000, 50_000, 1, 1, 5_000, 1, 20_000)))
                .slots(5)
                .describe((query, harvest) -> harvest.parallelism(5))
                .forEachPage((query, page) -> {
                    most[0] = Math.max(most[0], api.pages - stored[0]);
                    return Mono.delay(Duration.ofMillis(700), time).doOnNext(over -> stored[0]++);
                })
                .subscribe(ends::add);
        while (ends.size() < 7 && time.now(TimeUnit.HOURS) < 1) {
            time.advanceTimeBy(STEP);
            most[0] = Math.max(most[0], api.pages - stored[0]);
        }
        assertThat(ends).hasSize(7).noneMatch(Ended::isFailed);
        assertThat(stored[0]).isEqualTo(api.pages);
        assertThat(most[0]).isEqualTo(5);
    }

    @Test
    void withoutParallelismEachKeepsOneSlotToItsEnd() {
        Set<String> rows = new HashSet<>();
        harvest(queries(List.of(10_000, 1, 1)), 1, rows);
        assertThat(rows).hasSize(10_002);
        assertThat(api.peak).isEqualTo(3);
        assertThat(api.requests).isEqualTo(12);
    }
}
