package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.RowOrder;
import io.backflux.simulator.BacklinksSimulator;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Little memory, and subscribers that stop: a JVM of its own with a small heap, and the server outside of it. */
class StalledReadersIT {

    static final int ROWS = 1_000;

    private static final Pattern HEAP = Pattern.compile("heap (\\d+) kB");

    @Test
    void sixtySubscribersThatStopFitIntoASmallHeapAndOthersAreServed() throws Exception {
        heapsAfter(48, 60, 0, 1);
    }

    /** By hand: {@code -Dbackflux.stalled=300} for so many seconds. */
    @Test
    @EnabledIfSystemProperty(named = "backflux.stalled", matches = "\\d+")
    void fourHundredSubscribersThatStopLeaveTheHeapFlat() throws Exception {
        List<Integer> heaps = heapsAfter(256, 400, Integer.getInteger("backflux.stalled"), 60);

        System.out.println("kB of heap after each collection: " + heaps);
        int half = heaps.size() / 2;
        double earlier = heaps.subList(0, half).stream()
                .mapToInt(Integer::intValue)
                .average()
                .orElseThrow();
        double later = heaps.subList(half, heaps.size()).stream()
                .mapToInt(Integer::intValue)
                .average()
                .orElseThrow();
        assertThat(later).isLessThan(earlier * 1.1);
    }

    private static List<Integer> heapsAfter(int heap, int readers, int seconds, int stalledAfter)
            throws IOException, InterruptedException {
        try (BacklinksSimulator simulator = BacklinksSimulator.builder()
                .rows(ROWS)
                .maxInFlight(1_000)
                .requestsPerMinute(1_000_000)
                .recordRequests(false)
                .start()) {
            String said = SmallJvm.run(simulator, heap, StalledReaders.class, readers, seconds, stalledAfter);
            return HEAP.matcher(said)
                    .results()
                    .map(MatchResult::group)
                    .map(found -> Integer.valueOf(found.replaceAll("\\D", "")))
                    .toList();
        }
    }

    /** Pages of 3.3 MB where the server doesn't pack; each is a twentieth of the heap, and there are thirty at once. */
    @ParameterizedTest
    @CsvSource({"false, ANY, false, 1", "false, STABLE, false, 256", "true, ANY, true, 1"})
    void thirtySlotsOfLargePagesFitIntoSixtyFourMegabytes(boolean gzip, RowOrder order, boolean pages, int demand)
            throws Exception {
        try (BacklinksSimulator simulator = ParallelRun.simulator(30_000)
                .pretty(true)
                .gzip(gzip)
                .recordRequests(false)
                .start()) {
            assertThat(SmallJvm.run(simulator, 64, ManySlots.class, order, pages, demand))
                    .contains("30000 rows, 30000 of them once, held 0");
        }
    }

    @ParameterizedTest
    @CsvSource({"STABLE, 8, 1", "STABLE, 30, 3000000", "ANY, 8, 1", "ANY, 30, 3000000"})
    void noHarvestStandsInItsOwnWayHoweverLittleMemoryThereIs(RowOrder order, int slots, long bytes) {
        try (BacklinksSimulator simulator = ParallelRun.simulator(30_000).start();
                BacklinksClient client = SimulatedApi.builder(simulator)
                        .quota(new Unhurried())
                        .waitingLimits(new WaitingLimits(bytes, Duration.ofMinutes(1)))
                        .build()) {
            ParallelRun run =
                    ParallelRun.of(client.harvest(Clients.QUERY).order(order).parallelism(slots));

            assertThat(run.rows()).hasSize(30_000);
            assertThat(client.waitingBytes()).isZero();
        }
    }
}
