package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.Fault;
import io.backflux.simulator.FaultPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real command, killed. More rounds by hand: {@code -Dbackflux.rounds=50}, and {@code -Dbackflux.seed} for those of an
 * earlier time.
 */
@DisabledOnOs(OS.WINDOWS)
class KillIT {

    private static final int PAGES = 20;
    private static final int FIFTH = 5;
    private static final int KILLS = 3;
    private static final int ROUNDS = Integer.getInteger("backflux.rounds", 1);
    private static final long SEED = Long.getLong("backflux.seed", System.nanoTime());

    @TempDir
    private Path folder;

    private final BacklinksSimulator simulator = CommandRun.simulator()
            .rows(PAGES * 100L)
            .requestsPerMinute(1_000_000)
            .latency(Duration.ofMillis(1), Duration.ofMillis(30))
            .start();

    private byte[] whole = {};

    @BeforeEach
    void harvestUndisturbed() throws IOException {
        Path out = folder.resolve("whole.ndjson");
        int exitCode = new CommandRun()
                .harvest(
                        simulator,
                        "a.com",
                        "--page-size",
                        "100",
                        "--requests-per-minute",
                        "1000000",
                        "--out",
                        out.toString());
        assertThat(exitCode).isZero();
        whole = Files.readAllBytes(out);
        simulator.resetCounters();
    }

    @AfterEach
    void close() {
        simulator.close();
    }

    private Path messages() {
        return folder.resolve("messages.txt");
    }

    private CommandProcess resume(Path out) throws IOException {
        return CommandProcess.harvest(
                simulator, messages(), "a.com", "--page-size", "100", "--resume", "--out", out.toString());
    }

    /** The fifth page comes in a hundred pieces, so long apart: whoever asked for it is met before its end. */
    private static FaultPlan slowly(Duration apart) {
        return FaultPlan.of(Fault.SLOW_DRIP).pause(apart).onRequest(FIFTH);
    }

    private void assertNoSecretIsTold() throws IOException {
        assertThat(Files.readString(messages()))
                .doesNotContain(CommandRun.SECRET)
                .doesNotContain("eyJDdXJyZW50T2Zmc2V0") // How each token of the simulator begins.
                .doesNotContain("Basic ");
    }

    @Test
    void killedAtRandomInstantsItGoesOnByteForByte() throws Exception {
        System.out.println("KillIT seed " + SEED + ", rounds " + ROUNDS);
        Instants instants = new Instants(new Random(SEED), simulator, whole.length / 3);
        int kills = 0;
        int again = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            Path out = folder.resolve("rows-" + round + ".ndjson");
            simulator.resetCounters();
            int killsOfRound = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                killsOfRound += resume(out).killWhen(instants.next(out)) ? 1 : 0;
                assertBeginningIsThere(out, round);
            }
            CommandProcess last = resume(out);
            assertThat(last.exitCode()).as(last.messages()).isZero();
            assertThat(out).as("seed %d, round %d", SEED, round).hasBinaryContent(whole);
            assertThat(simulator.requestCount())
                    .as("seed %d, round %d", SEED, round)
                    .isBetween(PAGES, PAGES + killsOfRound);
            kills += killsOfRound;
            again += simulator.requestCount() - PAGES;
            Files.delete(out);
        }
        System.out.println("KillIT: " + kills + " kills in " + ROUNDS + " rounds, " + again + " pages bought again");
        assertNoSecretIsTold();
    }

    private void assertBeginningIsThere(Path out, int round) throws IOException {
        byte[] rows = Files.exists(out) ? Files.readAllBytes(out) : new byte[0];
        assertThat(rows)
                .as("seed %d, round %d", SEED, round)
                .isEqualTo(Arrays.copyOf(whole, Math.min(rows.length, whole.length)));
        for (Path state :
                new Path[] {StateFile.pathOf(out), out.resolveSibling(out.getFileName() + ".checkpoint.tmp")}) {
            if (Files.exists(state)) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void interruptedItSaysSoAndGoesOn() throws Exception {
        Path out = folder.resolve("rows.ndjson");
        simulator.fail(slowly(Duration.ofSeconds(1)));
        CommandProcess first = resume(out);
        assertThat(first.awaitUnlessOver(() -> simulator.requestCount() >= FIFTH))
                .isTrue();
        first.signal("INT");
        assertThat(first.exitCode()).isEqualTo(130);
        assertThat(first.messages()).contains("a.com: limited, interrupted", "resume with --resume");
        assertThat(Files.readString(StateFile.pathOf(out))).contains("\"reason\":\"interrupted\"");
        assertThat(resume(out).exitCode()).isZero();
        assertThat(out).hasBinaryContent(whole);
        assertThat(simulator.requestCount()).isBetween(PAGES, PAGES + 1);
        assertNoSecretIsTold();
    }

    @Test
    void fullDiskIsOneAndCanBeGoneOnFrom() throws Exception {
        Path out = folder.resolve("rows.ndjson");
        CommandProcess full = CommandProcess.harvestAfter(
                "ulimit -f 1000", simulator, messages(), "a.com", "--page-size", "100", "--out", out.toString());
        assertThat(full.exitCode()).isEqualTo(1);
        assertThat(full.messages())
                .contains("backflux: cannot write " + out + ": File too large", "resume with --resume");
        long pages = Files.readAllLines(out).size() / 100;
        assertThat(pages).isPositive();
        assertThat(Files.readAllLines(out)).hasSize((int) pages * 100);
        assertThat(resume(out).exitCode()).isZero();
        assertThat(out).hasBinaryContent(whole);
        assertThat(simulator.requestCount()).isEqualTo(PAGES + 1);
        assertNoSecretIsTold();
    }

    @Test
    void twoProcessesNeverWriteOneFile() throws Exception {
        Path out = folder.resolve("rows.ndjson");
        simulator.fail(slowly(Duration.ofMillis(20)));
        CommandProcess first = resume(out);
        assertThat(first.awaitUnlessOver(() -> simulator.requestCount() >= FIFTH))
                .isTrue();
        first.signal("STOP"); // So that it surely still writes the file when the other one comes.
        CommandRun second = new CommandRun();
        assertThat(second.harvest(
                        simulator, "a.com", "--requests-per-minute", "1000000", "--force", "--out", out.toString()))
                .isEqualTo(1);
        assertThat(second.messages()).contains("another backflux is writing it");
        first.signal("CONT");
        assertThat(first.exitCode()).isZero();
        assertThat(out).hasBinaryContent(whole);
        assertThat(simulator.requestCount()).isEqualTo(PAGES);
    }
}
