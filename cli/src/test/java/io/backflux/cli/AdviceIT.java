package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.FaultPlan;
import io.backflux.simulator.Quirk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is advised after a failure is done here, and works. */
class AdviceIT {

    private static final String NEW_HARVEST = "note      begin anew with --force";

    @TempDir
    private Path folder;

    private BacklinksSimulator simulator = simulator(3000).start();
    private String messages = "";

    private static BacklinksSimulator.Builder simulator(int rows) {
        return CommandRun.simulator().rows(rows).requestsPerMinute(1_000_000).gzip(false);
    }

    private void restart(BacklinksSimulator.Builder builder) {
        simulator.close();
        simulator = builder.start();
    }

    @AfterEach
    void close() {
        simulator.close();
    }

    private Path file() {
        return folder.resolve("rows.ndjson");
    }

    private int harvest(String... words) {
        CommandRun run = new CommandRun();
        String[] more = {"a.com", "--requests-per-minute", "1000000", "--out", file().toString()};
        int exitCode = run.harvest(
                simulator, Stream.of(more, words).flatMap(Arrays::stream).toArray(String[]::new));
        messages = run.messages();
        return exitCode;
    }

    private void assertHasRows(int rows) {
        assertThat(file()).content().hasLineCount(rows);
    }

    @Test
    void aServerThatIgnoresFiltersIsHarvestedAnewByOneChain() {
        restart(simulator(43_000).quirk(Quirk.TIME_FILTER_IGNORED));
        assertThat(harvest("--parallel", "8")).isEqualTo(5);
        assertThat(messages)
                .contains("begin a new one without --parallel", NEW_HARVEST + " and without --parallel")
                .contains("--resume would fail again")
                .doesNotContain("resume with --resume");
        assertThat(harvest("--resume")).isEqualTo(5);
        assertThat(messages).contains(NEW_HARVEST + " and without --parallel");

        assertThat(harvest("--force")).isZero();
        assertHasRows(43_000);
    }

    @Test
    void aTokenThatIsNoLongerTakenTakesANewHarvest() {
        assertThat(harvest("--max", "1000")).isZero();
        simulator.fail(FaultPlan.code(40501).onPage(2));
        assertThat(harvest("--resume")).isEqualTo(2);
        assertThat(messages)
                .contains("the checkpoint's token is no longer taken", NEW_HARVEST + "; --resume would fail again")
                .doesNotContain("resume with --resume");

        simulator.clearFaults();
        assertThat(harvest("--force")).isZero();
        assertHasRows(3000);
    }

    @Test
    void whatAServerRefusesOfAParallelHarvestIsNotAskedByOneChain() {
        simulator.fail(FaultPlan.code(40501).onRequest(2));
        assertThat(harvest("--parallel", "4")).isEqualTo(2);
        assertThat(messages)
                .contains(
                        "note      resume with --resume; where that is refused again, begin anew with --force and without"
                                + " --parallel");
        simulator.clearFaults();
        assertThat(harvest("--resume")).isZero();
        assertHasRows(3000);
    }

    @Test
    void anAccountThatIsSharedIsAskedLess() {
        restart(simulator(3000).maxInFlight(1).latency(Duration.ofMillis(200)));
        assertThat(harvest("--parallel", "4", "--page-size", "100")).isEqualTo(5);
        assertThat(messages)
                .contains("note      resume with --resume")
                .contains("a smaller --max-in-flight or --requests-per-minute leaves room");
        assertThat(harvest("--page-size", "100", "--resume", "--max-in-flight", "1"))
                .isZero();
        assertHasRows(3000);
    }

    @Test
    void ofSeveralTargetsTheOneThatNeedsANewHarvestIsNamed() {
        CommandRun first = new CommandRun();
        assertThat(first.harvest(simulator, "a.com", "b.com", "--max", "1000", "--out", folder + "/"))
                .isZero();
        simulator.fail(FaultPlan.code(40501).onPage(2).times(1));
        CommandRun second = new CommandRun();
        assertThat(second.harvest(simulator, "a.com", "b.com", "--resume", "--out", folder + "/"))
                .isEqualTo(2);
        assertThat(second.messages())
                .containsPattern("note      [ab]\\.com: begin anew with --force; --resume would fail again");
    }
}
