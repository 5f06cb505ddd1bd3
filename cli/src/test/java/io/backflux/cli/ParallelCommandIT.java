package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.simulator.FaultPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelCommandIT extends SimulatedCommand {

    ParallelCommandIT() {
        super(fast(20_000));
    }

    /** The same lines as of a chain, in whatever order. Buys them once more. */
    private void assertWhole(int rows) throws IOException {
        String whole = file("whole.ndjson").toString();
        assertThat(new CommandRun()
                        .harvest(simulator, "a.com", "--requests-per-minute", "1000000", "--force", "--out", whole))
                .isZero();
        List<String> expected = sortedLines("whole.ndjson");
        assertThat(expected.size()).isEqualTo(rows);
        assertThat(sortedLines("rows.ndjson").equals(expected)).isTrue();
    }

    private List<String> sortedLines(String name) throws IOException {
        try (Stream<String> lines = Files.lines(file(name))) {
            return lines.sorted().toList();
        }
    }

    @Test
    void twentyThousandRowsTakeTwentyRequests() throws IOException {
        String summary = file("summary.json").toString();
        assertThat(harvestFast("a.com", "--parallel", "30", "--summary", summary))
                .isZero();
        assertThat(simulator.requestCount()).isBetween(20, 21);
        assertWhole(20_000);
        assertThat(messages.lines())
                .contains(
                        "  proof     proven: all 20,000 rows of total_count, each once",
                        "  strategy  offsets, up to 30 at once");
        assertThat(file("summary.json"))
                .content()
                .contains("\"verdict\" : \"proven\"", "\"strategy\" : \"offsets\"")
                .contains("\"finding\" : \"all 20,000 rows of total_count, each once\"");
    }

    @Test
    void asManyRequestsAreInFlightAsWereAskedFor() throws IOException {
        restart(fast(12_000).latency(Duration.ofMillis(500)));
        assertThat(harvestFast("a.com", "--parallel", "30", "--page-size", "100"))
                .isZero();
        assertThat(simulator.peakInFlight()).isEqualTo(30);
        restart(fast(12_000)); // The same rows, and nothing to wait for.
        assertWhole(12_000);
    }

    @Test
    void targetsSideBySideStayWithinTheRequestsInFlight() {
        restart(fast(3000).latency(Duration.ofMillis(20)));
        CommandRun run = new CommandRun();
        int exitCode = run.harvest(
                simulator,
                "a.com",
                "b.com",
                "c.com",
                "--parallel",
                "4",
                "--max-in-flight",
                "8",
                "--page-size",
                "100",
                "--requests-per-minute",
                "1000000",
                "--out",
                folder + "/");
        assertThat(exitCode).isZero();
        assertThat(simulator.peakInFlight()).isLessThanOrEqualTo(8);
        assertThat(run.messages().lines())
                .anyMatch(line -> line.matches("b\\.com +complete +proven +3,000 .*"))
                .anyMatch(line -> line.startsWith("all 3 targets are complete"));
    }

    @Test
    void anOrderIsGivenUpOnlyWhereThatIsSaid() throws IOException {
        restart(fast(2500));
        assertThat(harvestFast("a.com", "--parallel", "4", "--order-by", "rank,desc"))
                .isEqualTo(2);
        assertThat(messages).contains("--order any gives up that of --order-by");
        assertThat(simulator.requestCount()).isZero();
        assertThat(harvestFast("a.com", "--parallel", "4", "--order-by", "rank,desc", "--order", "any"))
                .isZero();
        assertThat(messages).contains("  strategy  offsets, up to 4 at once");
        assertWhole(2500);
    }

    @ParameterizedTest
    @ValueSource(ints = {6000, 21_500})
    void inOrderTheFileIsThatOfTheStableOrder(int rows) throws IOException {
        restart(fast(rows));
        assertThat(harvestFast("a.com", "--order", "stable")).isZero();
        byte[] chain = Files.readAllBytes(file("rows.ndjson"));
        assertThat(harvestFast("a.com", "--parallel", "8", "--order", "stable", "--force"))
                .isZero();
        assertThat(messages).contains("  strategy  ", "up to 8 at once");
        assertThat(Arrays.equals(Files.readAllBytes(file("rows.ndjson")), chain))
                .isTrue();
    }

    @Test
    void whatCannotBeParallelIsAChainAndSaysWhy() {
        restart(fast(2500));
        assertThat(harvestFast("a.com", "--parallel", "4", "--mode", "one_per_domain"))
                .isZero();
        assertThat(messages).contains("  strategy  one chain: a grouping mode may be applied before or after a filter");
        assertThat(simulator.peakInFlight()).isEqualTo(1);
    }

    @Test
    void aChainInTheStableOrderGoesOnInParallel() throws IOException {
        restart(fast(6000));
        assertThat(harvestFast("a.com", "--order", "stable", "--max", "1500")).isZero();
        byte[] begun = Files.readAllBytes(file("rows.ndjson"));
        assertThat(harvestFast("a.com", "--resume", "--parallel", "8")).isZero();
        assertThat(Arrays.copyOf(Files.readAllBytes(file("rows.ndjson")), begun.length))
                .isEqualTo(begun);
        assertWhole(6000);
    }

    @Test
    void aChainInAnotherOrderGoesOnAsOne() throws IOException {
        restart(fast(6000));
        simulator.fail(FaultPlan.code(50000).onRequest(3));
        assertThat(harvestFast("a.com")).isEqualTo(5);
        simulator.clearFaults();
        assertThat(harvestFast("a.com", "--resume", "--parallel", "8")).isZero();
        assertThat(messages).contains("  strategy  one chain: the checkpoint is of a chain in another order");
        assertWhole(6000);
    }

    @Test
    void aParallelHarvestGoesOnWithoutBeingOne() throws IOException {
        restart(fast(10_000));
        simulator.fail(FaultPlan.code(50000).onRequest(5));
        assertThat(harvestFast("a.com", "--parallel", "4")).isEqualTo(5);
        assertThat(messages).contains("resume with --resume");
        byte[] begun = Files.readAllBytes(file("rows.ndjson"));
        simulator.clearFaults();
        assertThat(harvestFast("a.com", "--resume")).isZero();
        assertThat(Arrays.copyOf(Files.readAllBytes(file("rows.ndjson")), begun.length))
                .isEqualTo(begun);
        assertWhole(10_000);
        simulator.resetCounters();
        assertThat(harvestFast("a.com", "--resume", "--parallel", "4")).isZero();
        assertThat(simulator.requestCount()).isZero();
        assertThat(messages).startsWith("a.com: complete since");
    }

    @Test
    void aCheckpointOfManyRangesCanBeGoneOnFrom() throws IOException {
        restart(fast(41_000).latency(Duration.ofMillis(20)));
        simulator.fail(FaultPlan.code(50000).onRequest(250));
        assertThat(harvestFast("a.com", "--parallel", "30", "--page-size", "100"))
                .isEqualTo(5);
        String state = Files.readString(file("rows.ndjson.checkpoint"));
        assertThat(state.split("\\\\\"stop\\\\\"").length).isGreaterThan(8);
        simulator.clearFaults();
        assertThat(harvestFast("a.com", "--resume", "--parallel", "30", "--page-size", "100"))
                .isZero();
        assertThat(messages).contains("  strategy  blocks of offsets, up to 30 at once");
        restart(fast(41_000));
        assertWhole(41_000);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whereTheMemoryIsShortItIsLoweredWithAWord() throws Exception {
        restart(fast(6000));
        CommandProcess small = CommandProcess.harvest(
                simulator,
                file("messages.txt"),
                "a.com",
                "--parallel",
                "30",
                "--out",
                file("rows.ndjson").toString());
        assertThat(small.exitCode()).as(small.messages()).isZero();
        assertThat(small.messages())
                .contains("backflux: --parallel 30 is lowered to ", "a heap of", "offsets, up to 4 at once");
        assertWhole(6000);
    }
}
