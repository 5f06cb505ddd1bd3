package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.backflux.simulator.BacklinksSimulator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The end of the process at each step on disk, in each format, and what of it is damaged. */
class FormatCrashIT {

    private static final int PAGES = 6;
    private static final int ENOUGH = 1_000;
    private static final long SEED = Long.getLong("backflux.seed", System.nanoTime());

    @TempDir
    private Path folder;

    private final BacklinksSimulator simulator =
            CommandRun.simulator().rows(110).requestsPerMinute(1_000_000).start();

    @AfterEach
    void close() {
        simulator.close();
    }

    private Path file(RowFormat format, String name) {
        return folder.resolve(name + format.ending());
    }

    private int harvest(RowFormat format, Disk disk, Path out, String... more) {
        CommandRun run = new CommandRun().withDisk(disk);
        List<String> words = new ArrayList<>(List.of(FormatKillIT.words(format, 20, out, more)));
        words.addAll(List.of("--requests-per-minute", "1000000"));
        return run.harvest(simulator, words.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({
        "NDJSON_ZST, false",
        "NDJSON_ZST, true",
        "NDJSON_GZ, true",
        "CSV, false",
        "CSV, true",
        "PARQUET, false",
        "PARQUET, true"
    })
    void whereverItIsKilledItIsTheFileOfAnUndisturbedRunWithOnePageBoughtAgainAtMost(RowFormat format, boolean powerCut)
            throws IOException {
        assertThat(harvest(format, Disk.REAL, file(format, "whole"))).isZero();
        byte[] whole = Files.readAllBytes(file(format, "whole"));
        for (int step = 1; step < ENOUGH; step++) {
            CrashingDisk disk = new CrashingDisk(step, powerCut);
            Path out = file(format, "rows-" + step);
            simulator.resetCounters();
            int exitCode = harvest(format, disk, out);
            if (!disk.hasCrashed()) {
                assertThat(exitCode).isZero();
                assertThat(step).isGreaterThanOrEqualTo(PAGES * 8);
                return;
            }
            assertThat(harvest(format, Disk.REAL, out, "--resume"))
                    .as("step %d", step)
                    .isZero();
            assertThat(out).as("step %d", step).hasBinaryContent(whole);
            assertThat(simulator.requestCount()).as("step %d", step).isBetween(PAGES, PAGES + 1);
            assertThat(ParquetFile.waitingOf(out)).as("step %d", step).doesNotExist();
        }
    }

    @Test
    void killedAgainAndAgainParquetHasTheSameRows() throws IOException {
        System.out.println("FormatCrashIT seed " + SEED);
        Path undisturbed = file(RowFormat.PARQUET, "whole");
        assertThat(harvest(RowFormat.PARQUET, Disk.REAL, undisturbed)).isZero();
        Random random = new Random(SEED);
        for (int round = 0; round < 10; round++) {
            Path out = file(RowFormat.PARQUET, "again-" + round);
            simulator.resetCounters();
            int crashes = 0;
            CrashingDisk disk = new CrashingDisk(1 + random.nextInt(40), random.nextBoolean());
            while (harvest(RowFormat.PARQUET, disk, out, "--resume") != 0) {
                crashes++;
                disk = new CrashingDisk(1 + random.nextInt(60), random.nextBoolean());
            }
            assertThat(out).as("seed %d, round %d", SEED, round).hasSameBinaryContentAs(undisturbed);
            assertThat(simulator.requestCount())
                    .as("seed %d, round %d", SEED, round)
                    .isBetween(PAGES, PAGES + crashes);
        }
    }

    @Test
    void whatWaitsForParquetAndIsDamagedIsRefusedBeforeAnythingIsBought() throws IOException {
        try (BacklinksSimulator large =
                CommandRun.simulator().rows(1_000).requestsPerMinute(1_000_000).start()) {
            Path out = file(RowFormat.PARQUET, "rows");
            String[] words = {"a.com", "--page-size", "100", "--out", out.toString()};
            CommandRun killed = new CommandRun().withDisk(new CrashingDisk(60, false));
            assertThat(killed.harvest(large, words)).isNotZero();
            Path waiting = ParquetFile.waitingOf(out);
            byte[] bytes = Files.readAllBytes(waiting);
            assertThat(bytes.length).as("before its end").isGreaterThan(3 * 4_096);
            bytes[bytes.length / 3] ^= 1;
            Files.write(waiting, bytes);
            int bought = large.requestCount();

            CommandRun resumed = new CommandRun();
            assertThat(resumed.harvest(large, "a.com", "--page-size", "100", "--out", out.toString(), "--resume"))
                    .isEqualTo(2);

            assertThat(resumed.messages())
                    .contains(waiting + ", with rows that are not in the file yet, is damaged (")
                    .contains("put it back to resume; --force begins anew");
            assertThat(large.requestCount()).isEqualTo(bought);
        }
    }

    @Test
    void aBitThatTurnsInZstandardIsNoticed() throws IOException {
        Path out = file(RowFormat.NDJSON_ZST, "rows");
        assertThat(harvest(RowFormat.NDJSON_ZST, Disk.REAL, out)).isZero();
        byte[] whole = Files.readAllBytes(out);
        for (int place = 20; place < whole.length; place += 97) {
            byte[] turned = whole.clone();
            turned[place] ^= 4;
            assertThatThrownBy(() -> new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(turned)).readAllBytes())
                    .as("byte %d", place)
                    .isInstanceOf(IOException.class);
        }
    }
}
