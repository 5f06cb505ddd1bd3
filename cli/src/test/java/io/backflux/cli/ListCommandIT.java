package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.simulator.FaultPlan;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListCommandIT extends SimulatedCommand {

    ListCommandIT() {
        super(fast(300));
    }

    private Path list(String... lines) throws IOException {
        return Files.write(file("targets.txt"), List.of(lines));
    }

    private int run(String... words) {
        return harvest(Stream.concat(
                        Stream.of(
                                "--targets",
                                file("targets.txt").toString(),
                                "--out",
                                file("rows") + "/",
                                "--requests-per-minute",
                                "1000000"),
                        Stream.of(words))
                .toArray(String[]::new));
    }

    private List<String> report() throws IOException {
        return Files.readAllLines(file("report.csv"));
    }

    @Test
    void eachTargetHasAFileAndALineInTheReport() throws IOException {
        list("a.com", "b.com", "https://c.com/page");
        assertThat(run("--report", file("report.csv").toString())).isZero();
        assertThat(Files.readAllLines(file("rows/a.com.ndjson"))).hasSize(300);
        assertThat(report()).hasSize(4);
        assertThat(report().get(0))
                .isEqualTo("line,target,status,rows,cost,requests,unsettled_requests,verdict,code,reason,file");
        assertThat(report())
                .contains("1,a.com,complete,300,0.029,1,0,proven,,all pages came," + file("rows/a.com.ndjson"));
        assertThat(messages)
                .contains(
                        "3 of 3 targets complete", "  rows      900 in ", "  proof     3 proven", "  cost      $0.087")
                .doesNotContain("Next:");
        assertThat(simulator.billed()).isEqualByComparingTo("0.087");
    }

    @Test
    void whatIsCompleteIsNotBoughtAgain() throws IOException {
        list("a.com", "b.com");
        assertThat(run()).isZero();
        list("a.com", "b.com", "c.com");
        assertThat(run("--resume", "--report", file("report.csv").toString())).isZero();
        assertThat(simulator.requestCount()).isEqualTo(3);
        assertThat(messages).contains("  before    2 targets complete by earlier runs; nothing was bought for them");
        assertThat(report())
                .hasSize(4)
                .allMatch(line -> line.startsWith("line") || line.contains(",0.029,1,0,proven,"));
    }

    @Test
    void aTargetWithoutRowsIsCompleteAndNotBoughtAgain() throws IOException {
        restart(fast(300).rows("none.com", 0));
        list("a.com", "none.com");
        assertThat(run()).isZero();
        assertThat(run("--resume")).isZero();
        assertThat(simulator.requestCount()).isEqualTo(2);
        assertThat(messages).contains("2 targets complete by earlier runs");
    }

    @Test
    void onesThatFailLeaveTheOthersGoOnAndAreRetriedWhenResumed() throws IOException {
        list("a.com", "b.com", "c.com", "d.com");
        simulator.fail(FaultPlan.code(40501).onRequest(2));
        assertThat(run("--max-in-flight", "1", "--report", file("report.csv").toString()))
                .isEqualTo(2);
        assertThat(report()).hasSize(5).anyMatch(line -> line.contains(",failed,0,0,1,0,unproven,40501,"));
        assertThat(messages)
                .contains(
                        "3 of 4 targets complete, 1 failed",
                        "backflux: b.com: ",
                        "Next: backflux harvest",
                        " --resume");
        assertThat(run(
                        "--max-in-flight",
                        "1",
                        "--resume",
                        "--report",
                        file("report.csv").toString()))
                .isZero();
        assertThat(simulator.requestCount()).isEqualTo(5);
        assertThat(report()).anyMatch(line -> line.startsWith("2,b.com,complete,300,0.029,2,0,proven"));
    }

    @Test
    void failFastBeginsNoMore() throws IOException {
        list("a.com", "b.com", "c.com", "d.com");
        simulator.fail(FaultPlan.code(40501).onRequest(2));
        assertThat(run(
                        "--max-in-flight",
                        "1",
                        "--fail-fast",
                        "--report",
                        file("report.csv").toString()))
                .isEqualTo(2);
        assertThat(simulator.requestCount()).isEqualTo(2);
        assertThat(messages).contains("1 of 4 targets complete, 1 failed, 2 not begun");
        assertThat(report()).anyMatch(line -> line.startsWith("4,d.com,not_begun,,0,0,0,,,"));
    }

    @Test
    void aRefusedAccountEndsTheList() throws IOException {
        list("a.com", "b.com", "c.com", "d.com");
        simulator.fail(FaultPlan.code(40210));
        assertThat(run("--max-in-flight", "1")).isEqualTo(3);
        assertThat(simulator.requestCount()).isEqualTo(1);
        assertThat(messages).contains("1 failed, 3 not begun", "mend the account or its credentials first");
    }

    @Test
    void maxCostHoldsOverTheListAndItsRuns() throws IOException {
        list("a.com", "b.com", "c.com");
        assertThat(run("--max-cost", "0.08")).isZero();
        assertThat(simulator.billed()).isLessThanOrEqualTo(new BigDecimal("0.08"));
        assertThat(messages).contains("1 of 3 targets complete", "with a larger --max-cost");
        assertThat(run("--max-cost", "0.08", "--resume")).isZero();
        assertThat(simulator.requestCount()).isEqualTo(1);
        assertThat(run("--max-cost", "1", "--resume")).isZero();
        assertThat(simulator.requestCount()).isEqualTo(3);
        assertThat(messages).contains("3 of 3 targets complete");
    }

    @Test
    void aLargeTargetIsCutWhereSlotsAreIdle() throws IOException {
        restart(fast(300).rows("large.com", 12_000).latency(Duration.ofMillis(100)));
        list("large.com", "a.com");
        assertThat(run()).isZero();
        assertThat(Files.readAllLines(file("rows/large.com.ndjson"))).hasSize(12_000);
        assertThat(messages).contains("  proof     2 proven");
        assertThat(simulator.peakInFlight()).isGreaterThan(2);
    }

    @Test
    void inAnOrderThatWasAskedForATargetIsNotCut() throws IOException {
        restart(fast(3_000));
        list("a.com");
        assertThat(run("--order", "stable")).isZero();
        assertThat(simulator.peakInFlight()).isEqualTo(1);
        assertThat(simulator.requestCount()).isEqualTo(3);
    }

    @Test
    void manyTargetsAreSpreadOverFoldersAndStayThere() throws IOException {
        restart(fast(1));
        String[] targets =
                IntStream.range(0, 1_001).mapToObj(i -> "t" + i + ".com").toArray(String[]::new);
        list(targets);
        assertThat(run()).isZero();
        try (Stream<Path> files = Files.list(file("rows"))) {
            assertThat(files.filter(Files::isDirectory)).hasSize(256);
        }
        list("t0.com", "new.com");
        assertThat(run("--resume")).isZero();
        assertThat(simulator.requestCount()).isEqualTo(1_002);
    }

    @Test
    void whatIsInTheWayIsSaidBeforeAnythingIsBought() throws IOException {
        list("a.com", "b.com");
        assertThat(run()).isZero();
        assertThat(run()).isEqualTo(2);
        assertThat(messages).contains("rows/a.com.ndjson and 1 more file are there already; --resume resumes them");
        assertThat(run("--resume", "--report", file("rows/a.com.ndjson").toString()))
                .isEqualTo(2);
        assertThat(messages).contains("--report would overwrite", "which isn't a report");
        assertThat(run("--resume", "--report", file("report.txt").toString())).isEqualTo(2);
        assertThat(messages).contains("--report must end in .ndjson or .csv");
        assertThat(simulator.requestCount()).isEqualTo(2);
    }

    @Test
    void aReportInPlaceOfATargetsRowsIsRefused() throws IOException {
        list("a.com", "b.com");
        Files.createDirectories(file("rows"));
        assertThat(run("--report", file("rows/b.com.ndjson").toString())).isEqualTo(2);
        assertThat(messages).contains("--report must be another file than that of the rows of b.com");
        assertThat(simulator.requestCount()).isZero();
    }

    @Test
    void optionsThatDoNotGoTogetherAreRefused() throws IOException {
        list("a.com");
        assertThat(run("b.com")).isEqualTo(2);
        assertThat(messages).contains("--targets FILE and targets one by one exclude each other");
        assertThat(harvest("a.com", "--out", file("x").toString(), "--report", "x.csv"))
                .isEqualTo(2);
        assertThat(messages).contains("--report goes with --targets FILE");
        assertThat(harvest("--targets", file("targets.txt").toString(), "--out", "-"))
                .isEqualTo(2);
        assertThat(messages).contains("--out must be a folder");
        assertThat(harvest("--targets", file("targets.txt").toString())).isEqualTo(2);
        assertThat(messages).contains("Add --out DIR/");
        assertThat(simulator.requestCount()).isZero();
    }

    @Test
    void aListIsEstimatedAsAWhole() throws IOException {
        list("a.com", "b.com", "c.com");
        CommandRun run = new CommandRun();
        assertThat(run.run(
                        simulator,
                        "estimate",
                        "--targets",
                        file("targets.txt").toString(),
                        "--summary",
                        file("s.json").toString()))
                .isZero();
        assertThat(run.messages())
                .contains(
                        "3 of 3 targets estimated",
                        "  rows      900 of 900",
                        "  cost      about $0.09",
                        "  paid      $0.06009");
        assertThat(file("s.json")).content().contains("\"rows\" : 900", "\"requests\" : 3");
        assertThat(simulator.requestCount()).isEqualTo(3);
    }

    @Test
    void standardInputCanBeAList() {
        CommandRun run =
                new CommandRun().withStandardInput("{\"target\":\"a.com\",\"limit\":100}\n{\"target\":\"b.com\"}\n");
        assertThat(run.harvest(simulator, "--targets", "-", "--out", file("rows") + "/"))
                .isZero();
        assertThat(simulator.requestCount())
                .as("3 pages that share rows, and one")
                .isBetween(4, 6);
        assertThat(run.messages()).contains("2 of 2 targets complete");
    }
}
