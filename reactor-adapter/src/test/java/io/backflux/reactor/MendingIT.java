package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.RetryBudget;
import io.backflux.RetryPolicy;
import io.backflux.reactor.transport.Timeouts;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.Fault;
import io.backflux.simulator.FaultPlan;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Harvests of four pages over real sockets, through every fault that can be mended. */
class MendingIT {

    private static final int ROWS = 3_300;
    private static final int PAGES = 4;

    /** A fifth of the rows in pages that are as much smaller, which still are far longer than what comes at once. */
    private static final int FEWER = 660;

    private static final int SMALL = 200;
    private static final String TARGET = "site.example";
    private static final Timeouts PATIENT = Timeouts.DEFAULT;
    private static final Timeouts IMPATIENT =
            new Timeouts(PATIENT.connect(), Duration.ofSeconds(2), Duration.ofSeconds(2), PATIENT.wholeAnswer());

    private static List<String> expected = List.of();

    private final List<HarvestSummary> summaries = new ArrayList<>();

    @BeforeAll
    static void harvestUndisturbed() {
        expected = expectedRows(ROWS);
    }

    private static List<String> expectedRows(int rows) {
        try (BacklinksSimulator simulator = simulator(rows, false)) {
            return IntStream.range(0, rows)
                    .mapToObj(row -> Backlink.fromJson(simulator.expectedRow(TARGET, row))
                            .toJson())
                    .toList();
        }
    }

    @AfterAll
    static void forget() {
        expected = List.of();
    }

    private static BacklinksSimulator simulator(int rows, boolean gzip) {
        return BacklinksSimulator.builder().rows(rows).gzip(gzip).start();
    }

    private List<String> harvest(BacklinksSimulator simulator, int pageSize, Timeouts timeouts, RetryPolicy policy) {
        try (BacklinksClient client = SimulatedApi.builder(simulator)
                .quota(new Unhurried())
                .timer(new Hasty())
                .timeouts(timeouts)
                .retryPolicy(policy)
                .build()) {
            return client.harvest(BacklinksQuery.builder(TARGET).limit(pageSize).build())
                    .listener(new HarvestListener() {
                        @Override
                        public void onSummary(HarvestSummary summary) {
                            summaries.add(summary);
                        }
                    })
                    .backlinks()
                    .map(Backlink::toJson)
                    .collectList()
                    .blockOptional()
                    .orElseThrow();
        }
    }

    private void assertMended(BacklinksSimulator simulator, Timeouts timeouts, int faults) {
        assertThat(harvest(simulator, 1_000, timeouts, RetryPolicy.DEFAULT).equals(expected))
                .as("exactly the rows, in order")
                .isTrue();
        assertThat(simulator.requestCount()).isEqualTo(PAGES + faults);
        HarvestSummary summary = summaries.get(0);
        assertThat(summary.status()).isEqualTo(HarvestStatus.COMPLETE);
        assertThat(summary.progress().retries()).isEqualTo(faults);
        BigDecimal untold = simulator.billed().subtract(summary.progress().cost());
        assertThat(untold).isBetween(BigDecimal.ZERO, summary.unpriced());
        assertThat(summary.proof().distinct()).isEqualTo(ROWS);
    }

    static Stream<Arguments> cuts() {
        return Stream.of(0.05, 0.5, 0.98).flatMap(at -> Stream.of(Arguments.of(at, false), Arguments.of(at, true)));
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void cutsOfThreeAnswersCostOneRequestEach(double at, boolean gzip) {
        try (BacklinksSimulator simulator = simulator(ROWS, gzip)) {
            simulator.fail(FaultPlan.of(Fault.CUT).at(at).onRequests(1, 3, 5));
            assertMended(simulator, PATIENT, 3);
        }
    }

    static Stream<FaultPlan> faults() {
        return Stream.concat(faultsOfAnyNumber(), Stream.of(FaultPlan.of(Fault.OTHER_TARGET)));
    }

    /** Those that are retried however often they come; what comes twice in the same other shape is not. */
    private static Stream<FaultPlan> faultsOfAnyNumber() {
        return Stream.concat(
                Stream.of(
                                Fault.HTTP_500,
                                Fault.BAD_GATEWAY_HTML,
                                Fault.INTERNAL_50000,
                                Fault.IN_FLIGHT_LIMIT,
                                Fault.PER_MINUTE_LIMIT,
                                Fault.HTTP_500_WITH_20000,
                                Fault.BROKEN_JSON,
                                Fault.HTML_WITH_200,
                                Fault.EMPTY_TASKS,
                                Fault.GARBAGE_AFTER_END,
                                Fault.UNAVAILABLE_50303,
                                Fault.RESET_BEFORE_ANSWER,
                                Fault.NAN)
                        .map(FaultPlan::of),
                Stream.of(FaultPlan.code(40101), FaultPlan.envelopeCode(50301)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void faultsOfThreeAnswersCostOneRequestEach(FaultPlan fault) {
        try (BacklinksSimulator simulator = simulator(ROWS, true)) {
            simulator.fail(fault.onRequests(2, 4, 6));
            assertMended(simulator, PATIENT, 3);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.98})
    void aServerThatStandsStillIsLeftAndAskedAgain(double at) {
        try (BacklinksSimulator simulator = simulator(ROWS, true)) {
            simulator.fail(FaultPlan.of(Fault.STALL).at(at).onRequest(2));
            assertMended(simulator, IMPATIENT, 1);
        }
    }

    @Test
    void twoHundredMixesOfFaultsGiveTheSameRows() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        RetryPolicy patient = RetryPolicy.DEFAULT.withMaxAttempts(30).withBudget(RetryBudget.UNLIMITED);
        List<FaultPlan> plans = faultsOfAnyNumber().toList();
        List<String> fewer = expectedRows(FEWER);
        for (int mix = 0; mix < 200; mix++) {
            try (BacklinksSimulator simulator = simulator(FEWER, random.nextBoolean())) {
                for (int i = 0; i < 4; i++) {
                    FaultPlan plan = random.nextInt(3) == 0
                            ? FaultPlan.of(Fault.CUT).at(random.nextDouble())
                            : plans.get(random.nextInt(plans.size()));
                    simulator.fail(plan.withProbability(random.nextDouble() * 0.25, random.nextLong()));
                }
                assertThat(harvest(simulator, SMALL, PATIENT, patient).equals(fewer))
                        .as("seed %s, mix %s", seed, mix)
                        .isTrue();
            }
        }
    }
}
