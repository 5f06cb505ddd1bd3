package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.RetryPolicy;
import io.backflux.error.BacklinksException;
import io.backflux.reactor.transport.Timeouts;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.Fault;
import io.backflux.simulator.FaultPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code docs/reliability.md} says of each fault and of each code is what happens. */
class ReliabilityIT {

    private static final Path TABLES = Path.of("../docs/reliability.md");
    private static final int ROWS = 250;
    private static final int PAGES = 3;
    private static final int ATTEMPTS = 3;
    private static final Set<Fault> STANDING = Set.of(Fault.STALL, Fault.NO_ANSWER);
    private static final BacklinksQuery QUERY =
            BacklinksQuery.builder("site.example").limit(100).build();

    /** How a harvest went. */
    private record Run(
            List<String> rows,
            int requests,
            HarvestSummary summary,
            @Nullable Throwable error) {}

    private static List<List<String>> table(int columns) throws IOException {
        return Files.readAllLines(TABLES).stream()
                .filter(line -> line.startsWith("| "))
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(cell -> cell.replace("`", "").strip())
                        .toList())
                .filter(cells -> cells.size() == columns)
                .skip(1)
                .toList();
    }

    static Stream<Arguments> faults() throws IOException {
        return table(4).stream().map(cells -> Arguments.of(Fault.valueOf(cells.get(0)), cells.get(2), cells.get(3)));
    }

    static Stream<Arguments> codes() throws IOException {
        return table(3).stream()
                .flatMap(cells -> Arrays.stream(cells.get(0).split(", "))
                        .map(code -> switch (code) {
                            case "another 5xxxx" -> 59_999;
                            case "another 4xxxx" -> 49_999;
                            default -> Integer.parseInt(code);
                        })
                        .map(code ->
                                Arguments.of(code, cells.get(1), !cells.get(2).equals("never"))));
    }

    @Test
    void everyFaultStandsInTheTable() throws IOException {
        Set<Fault> told =
                table(4).stream().map(cells -> Fault.valueOf(cells.get(0))).collect(Collectors.toSet());
        Set<Fault> codes = Set.of(Fault.TASK_CODE, Fault.ENVELOPE_CODE);
        assertThat(Fault.values()).allMatch(fault -> told.contains(fault) != codes.contains(fault));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsWhatTheTableSays(Fault fault, String once, String always) {
        FaultPlan plan = fault == Fault.CONTENT_LENGTH_TOO_SHORT
                ? FaultPlan.of(fault).at(0.5)
                : FaultPlan.of(fault).pause(Duration.ofMillis(1));
        assertOutcome(once, 1, harvest(plan.onPage(2).times(1), fault));
        int retries = fault == Fault.OTHER_TARGET ? 1 : ATTEMPTS - 1; // A shape that came twice is not asked for again.
        assertOutcome(always, retries, harvest(plan.onPage(2), fault));
    }

    private static void assertOutcome(String told, int retries, Run run) {
        HarvestStatus status = run.summary().status();
        switch (told) {
            case "mended" -> {
                assertThat(run.error()).isNull();
                assertThat(run.rows()).isEqualTo(undisturbed());
                assertThat(run.requests()).isEqualTo(PAGES + 1);
            }
            case "right" -> {
                assertThat(run.error()).isNull();
                assertThat(run.rows()).hasSize(ROWS);
                assertThat(run.requests()).isEqualTo(PAGES);
            }
            default -> {
                assertThat(run.error()).isInstanceOf(BacklinksException.class);
                BacklinksException error = (BacklinksException) Objects.requireNonNull(run.error());
                assertThat(error.getClass().getSimpleName()).isEqualTo(told);
                assertThat(status).isEqualTo(HarvestStatus.FAILED);
                assertThat(run.requests()).isEqualTo(2 + (error.isTransient() ? retries : 0));
                assertThat(run.rows()).startsWith(undisturbed().subList(0, 100).toArray(new String[0]));
                assertThat(Objects.requireNonNull(error.checkpoint()).received())
                        .isEqualTo(run.rows().size());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("codes")
    void aCodeIsWhatTheTableSays(int code, String error, boolean sentAgain) {
        for (FaultPlan plan : List.of(FaultPlan.code(code), FaultPlan.envelopeCode(code))) {
            Run run = harvest(plan.onPage(2), Fault.TASK_CODE);
            assertThat(Objects.requireNonNull(run.error()).getClass().getSimpleName())
                    .isEqualTo(error);
            assertThat(((BacklinksException) run.error()).code()).isEqualTo(code);
            assertThat(run.requests()).isEqualTo(1 + (sentAgain ? ATTEMPTS : 1));
            assertThat(run.rows()).isEqualTo(undisturbed().subList(0, 100));
        }
    }

    private static Run harvest(FaultPlan plan, Fault fault) {
        Timeouts usual = Timeouts.DEFAULT;
        Duration shortly = Duration.ofMillis(700);
        Timeouts timeouts =
                STANDING.contains(fault) ? new Timeouts(usual.connect(), shortly, shortly, usual.wholeAnswer()) : usual;
        AtomicReference<HarvestSummary> summary = new AtomicReference<>();
        List<String> rows = new ArrayList<>();
        try (BacklinksSimulator simulator =
                        BacklinksSimulator.builder().rows(ROWS).fault(plan).start();
                BacklinksClient client = SimulatedApi.builder(simulator)
                        .quota(new Unhurried())
                        .timer(new Hasty())
                        .timeouts(timeouts)
                        .retryPolicy(RetryPolicy.DEFAULT.withMaxAttempts(ATTEMPTS))
                        .build()) {
            Throwable error = client.harvest(QUERY)
                    .listener(new HarvestListener() {
                        @Override
                        public void onSummary(HarvestSummary heard) {
                            summary.set(heard);
                        }
                    })
                    .backlinks()
                    .doOnNext(row -> rows.add(row.toJson()))
                    .then()
                    .materialize()
                    .mapNotNull(end -> end.getThrowable())
                    .block(Duration.ofSeconds(60));
            return new Run(rows, simulator.requestCount(), Objects.requireNonNull(summary.get()), error);
        }
    }

    private static List<String> undisturbed() {
        try (BacklinksSimulator simulator =
                BacklinksSimulator.builder().rows(ROWS).start()) {
            return IntStream.range(0, ROWS)
                    .mapToObj(row -> Backlink.fromJson(simulator.expectedRow("site.example", row))
                            .toJson())
                    .toList();
        }
    }
}
