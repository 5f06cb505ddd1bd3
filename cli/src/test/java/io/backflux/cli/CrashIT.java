package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.simulator.BacklinksSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of the process at each step that changes what is on disk. */
class CrashIT {

    private static final int PAGES = 4;
    private static final int ENOUGH = 1000;

    @TempDir
    private Path folder;

    private final BacklinksSimulator simulator =
            CommandRun.simulator().rows(70).requestsPerMinute(1_000_000).start();

    private byte[] whole = {};

    @BeforeEach
    void harvestUndisturbed() throws IOException {
        assertThat(harvest(Disk.REAL, file("whole"))).isZero();
        whole = Files.readAllBytes(file("whole"));
        simulator.resetCounters();
    }

    @AfterEach
    void close() {
        simulator.close();
    }

    private Path file(String name) {
        return folder.resolve(name + ".ndjson");
    }

    private int harvest(Disk disk, Path out, String... more) {
        String[] words = new String[7 + more.length];
        System.arraycopy(
                new String[] {"a.com", "--page-size", "20", "--requests-per-minute", "1000000", "--out", out.toString()
                },
                0,
                words,
                0,
                7);
        System.arraycopy(more, 0, words, 7, more.length);
        CommandRun run = new CommandRun().withDisk(disk);
        int exitCode = run.harvest(simulator, words);
        assertThat(run.messages()).doesNotContain(CommandRun.SECRET);
        return exitCode;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whereverItIsKilledItGoesOnWithOnePageBoughtAgainAtMost(boolean powerCut) throws IOException {
        for (int step = 1; step < ENOUGH; step++) {
            CrashingDisk disk = new CrashingDisk(step, powerCut);
            Path out = file("rows-" + step);
            simulator.resetCounters();
            int exitCode = harvest(disk, out);
            if (!disk.hasCrashed()) {
                assertThat(exitCode).isZero();
                assertThat(step).isGreaterThan(PAGES * 8);
                return;
            }
            assertThat(harvest(Disk.REAL, out, "--resume")).as("step %d", step).isZero();
            assertThat(out).as("step %d", step).hasBinaryContent(whole);
            assertThat(simulator.requestCount()).as("step %d", step).isBetween(PAGES, PAGES + 1);
            assertThat(StateFile.pathOf(out)
                            .resolveSibling(StateFile.pathOf(out).getFileName() + ".tmp"))
                    .doesNotExist();
        }
    }

    @Test
    void killedAgainAndAgainItStillGoesOn() throws IOException {
        long seed = System.nanoTime();
        System.out.println("CrashIT seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            Path out = file("again-" + round);
            simulator.resetCounters();
            int crashes = 0;
            CrashingDisk disk = new CrashingDisk(1 + random.nextInt(40), random.nextBoolean());
            while (harvest(disk, out, "--resume") != 0) {
                crashes++;
                assertThat(disk.hasCrashed())
                        .as("seed %d, round %d", seed, round)
                        .isTrue();
                disk = new CrashingDisk(1 + random.nextInt(60), random.nextBoolean());
            }
            assertThat(out).as("seed %d, round %d", seed, round).hasBinaryContent(whole);
            assertThat(simulator.requestCount())
                    .as("seed %d, round %d", seed, round)
                    .isBetween(PAGES, PAGES + crashes);
        }
    }

    @Test
    void whatIsReplacedIsThereOrItsSuccessorGoesOn() throws IOException {
        harvest(Disk.REAL, file("old"), "--order-by", "first_seen,asc");
        byte[] old = Files.readAllBytes(file("old"));
        byte[] oldState = Files.readAllBytes(StateFile.pathOf(file("old")));
        assertThat(old).isNotEqualTo(whole);
        boolean wasThere = false;
        boolean isReplaced = false;
        for (int step = 1; step < ENOUGH; step++) {
            Path out = file("forced-" + step);
            Files.write(out, old);
            Files.write(StateFile.pathOf(out), oldState);
            CrashingDisk disk = new CrashingDisk(step, false);
            harvest(disk, out, "--force");
            int exitCode = harvest(Disk.REAL, out, "--resume");
            boolean refused = exitCode == 2; // Still the other query.
            assertThat(out).as("step %d", step).hasBinaryContent(refused ? old : whole);
            wasThere |= refused;
            isReplaced |= !refused;
            if (!disk.hasCrashed()) {
                assertThat(wasThere && isReplaced).isTrue();
                return;
            }
        }
    }
}
