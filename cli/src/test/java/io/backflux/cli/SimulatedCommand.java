package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.simulator.BacklinksSimulator;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the command against a simulator of their own. */
abstract class SimulatedCommand {

    @TempDir
    Path folder;

    BacklinksSimulator simulator;

    /** Of the last run. */
    String messages = "";

    SimulatedCommand(BacklinksSimulator.Builder builder) {
        simulator = builder.start();
    }

    /** Without limits that would slow a test down. */
    static BacklinksSimulator.Builder fast(int rows) {
        return CommandRun.simulator().rows(rows).requestsPerMinute(1_000_000).gzip(false);
    }

    void restart(BacklinksSimulator.Builder builder) {
        simulator.close();
        simulator = builder.start();
    }

    @AfterEach
    void close() {
        simulator.close();
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Runs the command; its exit code. */
    int harvest(String... words) {
        CommandRun run = new CommandRun();
        int exitCode = run.harvest(simulator, words);
        messages = run.messages();
        assertThat(messages).doesNotContain(CommandRun.SECRET).doesNotContain("\tat ");
        return exitCode;
    }

    /** The same into {@code rows.ndjson}, as fast as the simulator allows. */
    int harvestFast(String... words) {
        String[] more = {
            "--requests-per-minute", "1000000", "--out", file("rows.ndjson").toString()
        };
        return harvest(Stream.of(words, more).flatMap(Arrays::stream).toArray(String[]::new));
    }
}
