package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.Fault;
import io.backflux.simulator.FaultPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResumeIT {

    @TempDir
    private Path folder;

    @TempDir
    private static Path undisturbed;

    private static final BacklinksSimulator SIMULATOR =
            CommandRun.simulator().rows(4500).start();

    private static byte[] whole = {};

    private final BacklinksSimulator simulator = SIMULATOR;
    private String messages = "";

    @BeforeAll
    static void harvestUndisturbed() throws IOException {
        Path out = undisturbed.resolve("rows.ndjson");
        assertThat(new CommandRun().harvest(SIMULATOR, "a.com", "--out", out.toString()))
                .isZero();
        whole = Files.readAllBytes(out);
    }

    @AfterAll
    static void close() {
        SIMULATOR.close();
    }

    @BeforeEach
    void forgetOtherTests() {
        simulator.clearFaults();
        simulator.resetCounters();
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private String out() {
        return file("rows.ndjson").toString();
    }

    private int harvest(String... words) {
        CommandRun run = new CommandRun();
        int exitCode = run.harvest(simulator, words);
        messages = run.messages();
        assertThat(messages + run.rows())
                .doesNotContain(CommandRun.SECRET)
                .doesNotContain("\tat ")
                .doesNotContain("eyJDdXJyZW50T2Zmc2V0") // How each token of the simulator begins.
                .doesNotContain("Basic ");
        return exitCode;
    }

    private void assertWhole() {
        assertThat(file("rows.ndjson")).hasBinaryContent(whole);
    }

    @ParameterizedTest
    @CsvSource({"40200, 3", "40210, 3", "40207, 3", "40104, 3", "40203, 3", "40501, 2"})
    void refusalOnPageTwoKeepsPageOneAndGoesOnOnceItIsMended(int code, int exitCode) throws IOException {
        simulator.fail(FaultPlan.code(code).onPage(2));
        String summary = file("summary.json").toString();
        assertThat(harvest("a.com", "--out", out(), "--summary", summary)).isEqualTo(exitCode);
        assertThat(simulator.requestCount()).isEqualTo(2);
        assertThat(file("rows.ndjson")).content().hasLineCount(1000);
        assertThat(file("summary.json")).content().contains("\"failed\"").doesNotContain("\"complete\"");
        assertThat(messages).contains("--resume");

        simulator.clearFaults();
        assertThat(harvest("a.com", "--out", out(), "--resume")).isZero();
        assertThat(simulator.requestCount()).isEqualTo(2 + 4);
        assertWhole();
    }

    @Test
    void failureOfTheFirstPageIsSummedUp() {
        simulator.fail(FaultPlan.code(40200));
        assertThat(harvest("a.com", "--out", out())).isEqualTo(3);
        assertThat(messages)
                .contains("a.com: failed", "rows      0", "requests  1 for 0 pages", "cost      $")
                .contains("backflux: ")
                .doesNotContain("--resume");
    }

    @Test
    void alwaysPassedItBeginsGoesOnAndEnds() throws IOException {
        simulator.fail(FaultPlan.of(Fault.CUT).onRequest(3));
        assertThat(harvest("a.com", "--out", out(), "--resume")).isEqualTo(5);
        assertThat(file("rows.ndjson")).content().hasLineCount(2000);
        assertThat(harvest("a.com", "--out", out(), "--resume")).isZero();
        assertWhole();
        assertThat(simulator.requestCount()).isEqualTo(6);

        assertThat(harvest("a.com", "--out", out(), "--resume")).isZero();
        assertThat(simulator.requestCount()).isEqualTo(6);
        assertThat(messages.lines()).hasSize(2);
        assertThat(messages)
                .startsWith("a.com: complete since 20")
                .contains("  proof     unproven: as many rows came as total_count promised, but in this order")
                .contains("4,500 rows in " + out())
                .contains("nothing was bought");
        assertWhole();
    }

    @Test
    void maximumMayGrow() throws IOException {
        assertThat(harvest("a.com", "--out", out(), "--max", "1500")).isZero();
        assertThat(messages).contains("--resume").contains("--max");
        simulator.resetCounters();
        assertThat(harvest("a.com", "--out", out(), "--resume", "--max", "1500"))
                .isZero();
        assertThat(harvest("a.com", "--out", out(), "--resume", "--max", "1000"))
                .isZero();
        assertThat(simulator.requestCount()).isZero();
        assertThat(file("rows.ndjson")).content().hasLineCount(1500);

        assertThat(harvest("a.com", "--out", out(), "--resume", "--max", "3000"))
                .isZero();
        assertThat(file("rows.ndjson")).content().hasLineCount(3000);
        assertThat(harvest("a.com", "--out", out(), "--resume")).isZero();
        assertWhole();
    }

    @Test
    void tenRowsFirstAndTheRestLaterCostARequestMore() {
        assertThat(harvest("a.com", "--out", out(), "--max", "10")).isZero();
        assertThat(messages)
                .contains("resume with --resume and a larger --max, or none: 4,490 more rows in 5 requests,"
                        + " about $0.24");
        simulator.resetCounters();
        assertThat(harvest("a.com", "--out", out(), "--resume")).isZero();
        assertThat(messages).doesNotContain("backflux: ");
        assertThat(simulator.requestCount()).isEqualTo(5);
        assertWhole();
    }

    @Test
    void pagesThatATokenKeepsSmallAreToldBeforeTheyAreBought() {
        assertThat(harvest("a.com", "--out", out(), "--max", "1500")).isZero();
        assertThat(messages)
                .contains(
                        "resume with --resume and a larger --max, or none, in pages of 750 rows: 3,000 more rows in 4 requests, about $0.17");
        simulator.resetCounters();
        assertThat(harvest("a.com", "--out", out(), "--resume", "--max-cost", "0.08"))
                .isZero();
        assertThat(messages)
                .startsWith(
                        "backflux: a.com: the checkpoint's token binds pages of 750 rows: 3,000 more rows in 4 requests,"
                                + " about $0.17; a new harvest would take 5 requests, about $0.24");
        assertThat(simulator.requestCount()).isZero();
        assertThat(harvest("a.com", "--out", out(), "--resume")).isZero();
        assertThat(simulator.requestCount()).isEqualTo(4);
        assertWhole();
    }

    @Test
    void pagesThatTakeNoMoreRequestsAreNotWorthAWord() {
        assertThat(harvest("a.com", "--out", out(), "--max", "1500")).isZero();
        assertThat(harvest("a.com", "--out", out(), "--resume", "--max", "3000"))
                .isZero();
        assertThat(messages).doesNotContain("backflux: ");
    }

    @Test
    void whatForceDidNotReplaceIsNotToBeResumed() throws IOException {
        assertThat(harvest("a.com", "--out", out(), "--max", "1000")).isZero();
        byte[] rows = Files.readAllBytes(file("rows.ndjson"));
        assertThat(harvest("a.com", "--out", out(), "--force", "--max-cost", "0.01"))
                .isZero();
        assertNotToBeResumed("a larger --max-cost is needed for a first page");

        CommandRun interrupted = new CommandRun();
        interrupted.interrupt.request();
        assertThat(interrupted.harvest(simulator, "a.com", "--out", out(), "--force"))
                .isEqualTo(130);
        messages = interrupted.messages();
        assertNotToBeResumed("interrupted");

        simulator.fail(FaultPlan.code(40200));
        assertThat(harvest("a.com", "--out", out(), "--force")).isEqualTo(3);
        assertNotToBeResumed("failed");
        assertThat(file("rows.ndjson")).hasBinaryContent(rows);
    }

    private void assertNotToBeResumed(String reason) {
        assertThat(messages)
                .contains(reason, out() + " is as it was before --force")
                .doesNotContain("--resume");
    }

    @Test
    void targetsWithoutAPageHaveNothingToResume() {
        CommandRun interrupted = new CommandRun();
        interrupted.interrupt.request();
        assertThat(interrupted.harvest(simulator, "a.com", "b.com", "--out", folder + "/"))
                .isEqualTo(130);
        assertThat(interrupted.messages()).contains("interrupted").doesNotContain("--resume");

        assertThat(harvest("a.com", "b.com", "--out", folder + "/", "--max-cost", "0.01"))
                .isZero();
        assertThat(messages).contains("larger --max-cost").doesNotContain("--resume", "before --force");

        simulator.fail(FaultPlan.code(50000));
        assertThat(harvest("a.com", "b.com", "--out", folder + "/")).isEqualTo(5);
        assertThat(messages).contains("2 of 2 targets failed").doesNotContain("--resume");
    }

    @Test
    void whatEarlierRunsBroughtIsResumedThoughThisOneBroughtNothing() {
        assertThat(harvest("a.com", "--out", out(), "--max", "1000")).isZero();
        simulator.fail(FaultPlan.code(40200));
        assertThat(harvest("a.com", "--out", out(), "--resume")).isEqualTo(3);
        assertThat(messages).contains("note      resume with --resume");
    }

    @Test
    void ofSeveralTargetsThoseThatForceDidNotReplaceAreNamed() {
        assertThat(harvest("b.com", "--out", folder + "/", "--max", "1000")).isZero();
        assertThat(harvest("a.com", "b.com", "--out", folder + "/", "--force", "--max-cost", "0.06"))
                .isZero();
        assertThat(messages)
                .contains("resume with --resume --max-cost MORE")
                .contains("b.com.ndjson is as it was before --force, so --resume would resume other rows there");
    }

    @ParameterizedTest
    @CsvSource({
        "--filter, '[\"rank\",\">\",80]'",
        "--mode, one_per_domain",
        "--status, all",
        "--page-size, 500",
        "--order-by, 'rank,desc'"
    })
    void anotherQueryIsRefused(String option, String value) throws IOException {
        assertThat(harvest("a.com", "--out", out(), "--max", "1000")).isZero();
        simulator.resetCounters();
        assertThat(harvest("a.com", "--out", out(), "--resume", option, value)).isEqualTo(2);
        assertThat(messages).contains("cannot resume " + out(), "the checkpoint is of another query", "--force");
        assertThat(simulator.requestCount()).isZero();
        assertThat(file("rows.ndjson")).content().hasLineCount(1000);
    }

    @Test
    void rowsAreNotOverwrittenUnasked() throws IOException {
        Files.writeString(file("rows.ndjson"), "bought before");
        assertThat(harvest("a.com", "--out", out())).isEqualTo(2);
        assertThat(messages).contains(out() + " is there already", "--force").doesNotContain("--resume");
        assertThat(harvest("a.com", "--out", out(), "--resume")).isEqualTo(2);
        assertThat(file("rows.ndjson")).hasContent("bought before");
        assertThat(simulator.requestCount()).isZero();

        assertThat(harvest("a.com", "--out", out(), "--force")).isZero();
        assertWhole();
    }

    @Test
    void refusalTellsHowManyTargetsItConcerns() throws IOException {
        Files.writeString(file("a.com.ndjson"), "bought before");
        Files.writeString(file("c.com.ndjson"), "bought before");
        assertThat(harvest("a.com", "b.com", "c.com", "--out", folder + "/")).isEqualTo(2);
        assertThat(messages).contains("a.com.ndjson is there already", "(and 1 more target can't either)");
        assertThat(simulator.requestCount()).isZero();
    }

    @Test
    void changedFileAndBrokenCheckpointAreRefused() throws IOException {
        assertThat(harvest("a.com", "--out", out(), "--max", "1000")).isZero();
        simulator.resetCounters();
        byte[] rows = Files.readAllBytes(file("rows.ndjson"));
        Files.write(file("rows.ndjson"), Arrays.copyOf(rows, rows.length - 1));
        assertThat(harvest("a.com", "--out", out(), "--resume")).isEqualTo(2);
        byte[] changed = rows.clone();
        changed[rows.length - 2]++;
        Files.write(file("rows.ndjson"), changed);
        assertThat(harvest("a.com", "--out", out(), "--resume")).isEqualTo(2);
        Files.write(file("rows.ndjson"), rows);
        Path state = file("rows.ndjson.checkpoint");
        Files.writeString(state, Files.readString(state).replace("\"version\":1,\"saved\"", "\"version\":9,\"saved\""));
        assertThat(harvest("a.com", "--out", out(), "--resume")).isEqualTo(2);
        assertThat(messages).contains(state.toString(), "version 9");
        assertThat(simulator.requestCount()).isZero();
        assertThat(file("rows.ndjson")).hasBinaryContent(rows);
    }

    @Test
    void rowsOfTheSimulatorAndOfAServerAreNotMixed() {
        CommandRun simulated = new CommandRun();
        assertThat(simulated.execute("harvest", "a.com", "--simulate", "4500", "--max", "1000", "--out", out()))
                .isZero();
        assertThat(harvest("a.com", "--out", out(), "--resume")).isEqualTo(2);
        assertThat(messages).contains("are of the simulator, not of " + simulator.baseUrl());
        assertThat(new CommandRun().execute("harvest", "a.com", "--simulate", "4500", "--out", out(), "--resume"))
                .isZero();
        assertThat(file("rows.ndjson")).content().hasLineCount(4500);
    }

    @Test
    void secondWriterOfAFileIsRefusedBeforeItBuysAnything() throws IOException {
        assertThat(harvest("a.com", "--out", out(), "--max", "1000")).isZero();
        simulator.resetCounters();
        try (DataFile first = DataFile.open(Disk.REAL, file("rows.ndjson"))) {
            for (String how : new String[] {"--resume", "--force"}) {
                assertThat(harvest("a.com", "--out", out(), how)).isEqualTo(1);
                assertThat(messages).contains("cannot write " + out() + ": another backflux is writing it");
            }
            assertThat(first.length()).isPositive();
        }
        assertThat(simulator.requestCount()).isZero();
        assertThat(harvest("a.com", "--out", out(), "--resume")).isZero();
        assertWhole();
    }

    @Test
    void eachTargetGoesOnForItself() throws IOException {
        simulator.fail(FaultPlan.code(50000).onRequest(7));
        int exitCode = harvest("a.com", "b.com", "--out", folder + "/rows/");
        assertThat(exitCode).isEqualTo(5);
        simulator.resetCounters();
        assertThat(harvest("a.com", "b.com", "--resume", "--out", folder + "/rows/"))
                .isZero();
        assertThat(simulator.requestCount()).isLessThan(10);
        assertThat(file("rows/a.com.ndjson")).hasBinaryContent(whole);
        assertThat(file("rows/b.com.ndjson")).content().hasLineCount(4500);
    }

    @Test
    void streamsHaveNoCheckpoint() {
        assertThat(harvest("a.com", "--out", "-", "--resume")).isEqualTo(2);
        assertThat(messages).contains("--resume needs a file");
        assertThat(simulator.requestCount()).isZero();
        assertThat(harvest("a.com", "--out", "/dev/null", "--max", "10")).isZero();
        assertThat(Path.of("/dev/null.checkpoint")).doesNotExist();
    }

    @Test
    void checkpointIsItsOwnersAlone() throws IOException {
        assertThat(harvest("a.com", "--out", out(), "--max", "1000")).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("rows.ndjson.checkpoint"))))
                .isEqualTo("rw-------");
        assertThat(file("rows.ndjson.checkpoint")).content().doesNotContain(CommandRun.SECRET);
    }

    @Test
    void emptyTargetIsCompleteToo() throws IOException {
        try (BacklinksSimulator empty = CommandRun.simulator().rows(0).start()) {
            CommandRun run = new CommandRun();
            assertThat(run.harvest(empty, "a.com", "--out", out())).isZero();
            assertThat(file("rows.ndjson")).isEmptyFile();
            assertThat(new CommandRun().harvest(empty, "a.com", "--out", out(), "--resume"))
                    .isZero();
            assertThat(empty.requestCount()).isEqualTo(1);
        }
    }
}
