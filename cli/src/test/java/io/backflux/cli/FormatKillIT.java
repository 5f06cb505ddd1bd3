package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.simulator.BacklinksSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** As {@link KillIT}, in each other format: the real command, killed, and where the disk is full or lets nothing be unpacked. */
class FormatKillIT {

    private static final int KILLS = 3;
    private static final long SEED = Long.getLong("backflux.seed", System.nanoTime());

    @TempDir
    private Path folder;

    private Path file(RowFormat format, String name) {
        return folder.resolve(name + format.ending());
    }

    static String[] words(RowFormat format, int page, Path out, String... more) {
        List<String> words = new ArrayList<>(List.of("a.com", "--page-size", Integer.toString(page)));
        words.addAll(List.of("--out", out.toString()));
        if (format == RowFormat.PARQUET) {
            words.addAll(List.of("--row-group", Integer.toString(2 * page)));
        }
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NDJSON", "DATASET"})
    @DisabledOnOs(OS.WINDOWS)
    void killedByASignalItHasTheRowsOfAnUndisturbedRun(RowFormat format) throws Exception {
        System.out.println("FormatKillIT seed " + SEED);
        try (BacklinksSimulator large =
                CommandRun.simulator().rows(2_000).requestsPerMinute(1_000_000).start()) {
            Path whole = file(format, "whole");
            assertThat(process(format, large, whole).exitCode()).isZero();
            Instants instants = new Instants(new Random(SEED), large, (int) (Files.size(whole) / KILLS));
            large.resetCounters();
            Path out = file(format, "rows");
            int kills = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                kills += process(format, large, out).killWhen(instants.next(out)) ? 1 : 0;
            }
            CommandProcess last = process(format, large, out);
            assertThat(last.exitCode()).as(last.messages()).isZero();
            assertThat(large.requestCount()).as("seed %d", SEED).isBetween(20, 20 + kills);
            try (Duck duck = new Duck()) {
                assertThat(duck.rows(Duck.select(format, out)))
                        .as("seed %d", SEED)
                        .hasSize(2_000)
                        .isEqualTo(duck.rows(Duck.select(format, whole)));
            }
        }
    }

    private CommandProcess process(RowFormat format, BacklinksSimulator large, Path out) throws IOException {
        return CommandProcess.harvest(large, folder.resolve("messages.txt"), words(format, 100, out, "--resume"));
    }

    /** The limit is above the size of Zstandard's own library, which is unpacked into a file. */
    @ParameterizedTest
    @EnumSource(names = {"NDJSON_ZST", "CSV", "PARQUET"})
    @DisabledOnOs(OS.WINDOWS)
    void aFullDiskIsOneAndCanBeResumedFrom(RowFormat format) throws Exception {
        try (BacklinksSimulator large =
                CommandRun.simulator().rows(20_000).requestsPerMinute(1_000_000).start()) {
            Path out = file(format, "rows");
            CommandProcess full = CommandProcess.harvestAfter(
                    "ulimit -f 2000", large, folder.resolve("messages.txt"), "a.com", "--out", out.toString());
            assertThat(full.exitCode()).as(full.messages()).isEqualTo(1);
            assertThat(full.messages()).contains("backflux: cannot write " + out + ": File too large");
            CommandProcess resumed = CommandProcess.harvest(
                    large, folder.resolve("messages.txt"), "a.com", "--out", out.toString(), "--resume");
            assertThat(resumed.exitCode()).as(resumed.messages()).isZero();
            assertThat(large.requestCount()).isBetween(20, 21);
            try (Duck duck = new Duck()) {
                duck.view(format, out);
                assertThat(duck.rows("SELECT count(*), count(DISTINCT (url_from, url_to)) FROM links"))
                        .containsExactly("20000|20000");
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whereZstandardCannotBeLoadedNothingIsBought() throws Exception {
        try (BacklinksSimulator simulator = CommandRun.simulator().rows(110).start()) {
            for (RowFormat format : List.of(RowFormat.NDJSON_ZST, RowFormat.PARQUET)) {
                CommandProcess limited = CommandProcess.harvestAfter(
                        "ulimit -f 60",
                        simulator,
                        folder.resolve("messages.txt"),
                        words(format, 100, file(format, "rows")));
                assertThat(limited.exitCode()).as(limited.messages()).isEqualTo(2);
                assertThat(limited.messages()).contains(format.word() + " needs Zstandard, which can't be loaded here");
            }
            assertThat(simulator.requestCount()).isZero();
        }
    }
}
