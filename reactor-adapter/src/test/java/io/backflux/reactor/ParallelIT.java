package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.Fields;
import io.backflux.Filter;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.Mode;
import io.backflux.RowOrder;
import io.backflux.Strategy;
import io.backflux.Verdict;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.Bursts;
import io.backflux.simulator.Fault;
import io.backflux.simulator.FaultPlan;
import io.backflux.simulator.IndexChanges;
import io.backflux.simulator.Quirk;
import io.backflux.simulator.RowIdentity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelIT {

    private static final BacklinksQuery QUERY = BacklinksQuery.of(ParallelRun.TARGET);
    private static final int OFFSETS = 9_500;
    private static final int BOTH_ENDS = 25_300;
    private static final int BLOCKS = 47_000;

    private static final Map<Chain, Set<RowIdentity>> CHAINS = new HashMap<>();

    @AfterAll
    static void forget() {
        CHAINS.clear();
    }

    private static void assertWhole(ParallelRun run, BacklinksSimulator simulator) {
        assertThat(run.identities().equals(ParallelRun.rowsNow(simulator)))
                .as("exactly the rows: %s", run.summary().proof().finding())
                .isTrue();
        assertThat(run.rows()).hasSameSizeAs(run.identities());
        assertThat(run.summary().status()).isEqualTo(HarvestStatus.COMPLETE);
        assertThat(run.summary().proof().verdict())
                .as(run.summary().proof().finding())
                .isEqualTo(Verdict.PROVEN);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 30, 1, 1",
        "1, 30, 1, 1",
        "1000, 30, 1, 1",
        "1001, 30, 2, 2",
        "5500, 30, 6, 6",
        "20000, 30, 21, 21",
        "21000, 30, 22, 22",
        "21001, 30, 22, 22",
        "40000, 30, 41, 42",
        "42000, 30, 42, 60",
        "60000, 16, 60, 80"
    })
    void eachRowComesOnceForHardlyMoreRequestsThanAChain(int rows, int slots, int fewest, int most) {
        try (BacklinksSimulator simulator = ParallelRun.simulator(rows).start();
                BacklinksClient client = ParallelRun.client(simulator)) {
            ParallelRun run = ParallelRun.of(client.harvest(QUERY).parallelism(slots));
            assertWhole(run, simulator);
            assertThat(simulator.requestCount()).isBetween(fewest, most);
            assertThat(simulator.peakInFlight()).isLessThanOrEqualTo(slots);
            assertThat(run.summary().progress().cost()).isEqualByComparingTo(simulator.billed());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {OFFSETS, BOTH_ENDS})
    void theirOrderIsThatOfTheKeyWhereThatIsAskedFor(int rows) {
        try (BacklinksSimulator simulator = ParallelRun.simulator(rows).start();
                BacklinksClient client = ParallelRun.client(simulator)) {
            ParallelRun run =
                    ParallelRun.of(client.harvest(QUERY).parallelism(8).order(RowOrder.STABLE));
            assertWhole(run, simulator);
            assertThat(run.rows())
                    .isSortedAccordingTo(Comparator.comparing(Backlink::firstSeen)
                            .thenComparing(Backlink::urlFrom)
                            .thenComparing(Backlink::urlTo));
        }
    }

    static Stream<Bursts> bursts() {
        return Stream.of(Bursts.NONE, Bursts.of(0.6, 0.2), Bursts.of(1, 0), Bursts.of(0, 1));
    }

    @ParameterizedTest
    @MethodSource("bursts")
    void rowsMayBeFoundInBursts(Bursts bursts) {
        try (BacklinksSimulator simulator =
                        ParallelRun.simulator(BLOCKS).bursts(bursts).start();
                BacklinksClient client = ParallelRun.client(simulator)) {
            assertWhole(ParallelRun.of(client.harvest(QUERY).parallelism(16)), simulator);
            assertThat(simulator.requestCount()).isLessThan(47 + 46); // All in one second: both ends, and then a chain.
        }
    }

    static Stream<FaultPlan> faults() {
        return Stream.of(
                FaultPlan.of(Fault.CUT).at(0.5).onRequests(2, 3, 9),
                FaultPlan.of(Fault.CUT).at(0.97).onRequests(1, 5),
                FaultPlan.of(Fault.RESET_BEFORE_ANSWER).onRequests(1, 4),
                FaultPlan.of(Fault.INTERNAL_50000).onRequests(2, 6),
                FaultPlan.of(Fault.IN_FLIGHT_LIMIT).onRequests(3, 4, 5));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whatRetriesCanMendIsMended(FaultPlan plan) {
        for (int rows : new int[] {OFFSETS, BOTH_ENDS, BLOCKS}) {
            try (BacklinksSimulator simulator = ParallelRun.simulator(rows).start();
                    BacklinksClient client = ParallelRun.client(simulator)) {
                simulator.fail(plan);
                assertWhole(ParallelRun.of(client.harvest(QUERY).parallelism(8)), simulator);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {OFFSETS, BOTH_ENDS, BLOCKS})
    void rowsThatStayAreAllReadThoughTheIndexChanges(int rows) {
        try (BacklinksSimulator simulator = ParallelRun.simulator(rows)
                        .changing(new IndexChanges(5, 7, 20))
                        .start();
                BacklinksClient client = ParallelRun.client(simulator)) {
            Set<RowIdentity> stayed = ParallelRun.rowsNow(simulator);
            ParallelRun run = ParallelRun.of(client.harvest(QUERY).parallelism(8));
            stayed.retainAll(ParallelRun.rowsNow(simulator));
            stayed.removeAll(run.identities());
            assertThat(stayed).isEmpty();
            assertThat(run.rows()).as("none twice").hasSameSizeAs(run.identities());
            assertThat(run.summary().proof().verdict())
                    .as(run.summary().proof().finding())
                    .isEqualTo(Verdict.DRIFTED);
        }
    }

    @ParameterizedTest
    @EnumSource(Quirk.class)
    void aServerThatIsOtherwiseThanDocumentedIsNeverProvenWrongly(Quirk quirk) {
        for (int rows : new int[] {OFFSETS, BOTH_ENDS, BLOCKS}) {
            for (BacklinksQuery query :
                    List.of(QUERY, QUERY.toBuilder().mode(Mode.ONE_PER_DOMAIN).build())) {
                try (BacklinksSimulator simulator = ParallelRun.simulator(rows)
                                .quirk(quirk)
                                .bursts(Bursts.of(0.3, 0.3))
                                .start();
                        BacklinksClient client = ParallelRun.client(simulator)) {
                    Set<RowIdentity> all = CHAINS.computeIfAbsent(new Chain(rows, query), Chain::identities);
                    List<Verdict> verdicts = new ArrayList<>();
                    Set<RowIdentity> found = client.harvest(query)
                            .parallelism(8)
                            .listener(new HarvestListener() {
                                @Override
                                public void onSummary(HarvestSummary summary) {
                                    verdicts.add(summary.proof().verdict());
                                }
                            })
                            .backlinks()
                            .map(ParallelRun::identity)
                            .collect(Collectors.toSet())
                            .onErrorReturn(Set.of())
                            .blockOptional()
                            .orElseThrow();
                    assertThat(verdicts.get(0) == Verdict.PROVEN && !found.equals(all))
                            .as("%s with %d rows in %s", quirk, rows, query)
                            .isFalse();
                }
            }
        }
    }

    /** What a chain brings of a server without a quirk: the same for each quirk, so it is asked for once. */
    private record Chain(int rows, BacklinksQuery query) {

        Set<RowIdentity> identities() {
            try (BacklinksSimulator simulator = ParallelRun.simulator(rows)
                            .bursts(Bursts.of(0.3, 0.3))
                            .start();
                    BacklinksClient client = ParallelRun.client(simulator)) {
                return ParallelRun.of(client.harvest(query)).identities();
            }
        }
    }

    static Stream<Filter> filters() {
        Filter either = Fields.RANK.greaterThan(300).or(Fields.DOFOLLOW.isTrue());
        Filter six = IntStream.range(0, 5)
                .mapToObj(i -> Fields.RANK.greaterThan(i * 10))
                .reduce(Fields.DOFOLLOW.isTrue(), Filter::and);
        return Stream.of(
                either,
                Filter.parse("[[\"rank\",\">\",300],\"or\",[\"dofollow\",\"=\",true],\"and\",[\"rank\",\"<\",900]]"),
                Fields.FIRST_SEEN.after(Instant.parse("2018-01-01T00:00:00Z")),
                six,
                six.and(Fields.RANK.lessThan(990)));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void theCallersFilterHoldsInEachPart(Filter filter) {
        BacklinksQuery query = QUERY.toBuilder().filters(filter).build();
        try (BacklinksSimulator simulator = ParallelRun.simulator(70_000).start();
                BacklinksClient client = ParallelRun.client(simulator)) {
            Set<RowIdentity> chain = ParallelRun.of(client.harvest(query)).identities();
            assertThat(chain.size()).as("more than offsets reach").isGreaterThan(42_000);
            ParallelRun run = ParallelRun.of(client.harvest(query).parallelism(8));
            assertThat(run.identities().equals(chain)).isTrue();
            assertThat(run.rows()).hasSameSizeAs(chain);
            assertThat(run.summary().proof().verdict()).isEqualTo(Verdict.PROVEN);
            boolean isChain = filter.conditionCount() > 6;
            assertThat(run.summary().strategy() == Strategy.CHAIN).isEqualTo(isChain);
            assertThat(String.valueOf(run.summary().strategyReason())).startsWith(isChain ? "the filters" : "null");
        }
    }

    @Test
    void aQueryWithAnOrderOfItsOwnIsRefusedUnlessThatIsGivenUp() {
        BacklinksQuery query =
                QUERY.toBuilder().orderBy(Fields.RANK.descending()).build();
        try (BacklinksSimulator simulator = ParallelRun.simulator(OFFSETS).start();
                BacklinksClient client = ParallelRun.client(simulator)) {
            Harvest harvest = client.harvest(query);
            assertThatThrownBy(() -> harvest.parallelism(2).pages())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("rank,desc")
                    .hasMessageContaining("order(RowOrder.ANY)");
            assertWhole(ParallelRun.of(harvest.parallelism(2).order(RowOrder.ANY)), simulator);
        }
    }

    @Test
    void groupingModesAreOneChainWithAWordOfWhy() {
        BacklinksQuery query = QUERY.toBuilder().mode(Mode.ONE_PER_DOMAIN).build();
        try (BacklinksSimulator simulator = ParallelRun.simulator(OFFSETS).start();
                BacklinksClient client = ParallelRun.client(simulator)) {
            ParallelRun run = ParallelRun.of(client.harvest(query).parallelism(8));
            assertThat(run.summary().strategy()).isEqualTo(Strategy.CHAIN);
            assertThat(run.summary().strategyReason()).startsWith("a grouping mode");
            assertThat(simulator.peakInFlight()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {OFFSETS, BOTH_ENDS, BLOCKS})
    void moneyIsNeverSpentBeyondTheMaximumAndTheRestCanBeGoneOnWith(int rows) {
        try (BacklinksSimulator simulator = ParallelRun.simulator(rows).start();
                BacklinksClient client = ParallelRun.client(simulator)) {
            BigDecimal most = new BigDecimal("0.42");
            ParallelRun first =
                    ParallelRun.of(client.harvest(QUERY).parallelism(8).maxCost(most));
            assertThat(first.summary().status()).isEqualTo(HarvestStatus.LIMITED);
            assertThat(simulator.billed()).isLessThanOrEqualTo(most).isGreaterThan(new BigDecimal("0.3"));
            int requests = simulator.requestCount();
            ParallelRun second =
                    ParallelRun.of(client.harvest(QUERY).parallelism(8).resumeFrom(first.checkpoint()));
            Set<RowIdentity> both = first.identities();
            both.addAll(second.identities());
            assertThat(both.equals(ParallelRun.rowsNow(simulator))).isTrue();
            assertThat(first.rows().size() + second.rows().size()).isEqualTo(rows);
            assertThat(second.summary().proof().verdict())
                    .as(second.summary().proof().finding())
                    .isEqualTo(Verdict.PROVEN);
            assertThat(requests).isLessThanOrEqualTo(8);
        }
    }

    @ParameterizedTest
    @CsvSource({
        OFFSETS + ", 1500",
        OFFSETS + ", 3000",
        BOTH_ENDS + ", 2500",
        BOTH_ENDS + ", 23000",
        BLOCKS + ", 30000",
        BLOCKS + ", 46999"
    })
    void noMoreThanTheMaximumComesAndTheRestCanBeGoneOnWith(int rows, int max) {
        try (BacklinksSimulator simulator = ParallelRun.simulator(rows).start();
                BacklinksClient client = ParallelRun.client(simulator)) {
            ParallelRun first =
                    ParallelRun.of(client.harvest(QUERY).parallelism(8).take(max));
            assertThat(first.rows()).hasSize(max);
            assertThat(first.identities()).hasSize(max);
            assertThat(first.summary().status()).isEqualTo(HarvestStatus.LIMITED);
            ParallelRun second =
                    ParallelRun.of(client.harvest(QUERY).parallelism(8).resumeFrom(first.checkpoint()));
            Set<RowIdentity> both = first.identities();
            both.addAll(second.identities());
            assertThat(first.rows().size() + second.rows().size()).isEqualTo(rows);
            assertThat(both.equals(ParallelRun.rowsNow(simulator))).isTrue();
        }
    }
}
