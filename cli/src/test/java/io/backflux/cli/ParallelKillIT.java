package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.simulator.BacklinksSimulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As {@link KillIT}, with several pages under way: more rounds by the same properties. */
@DisabledOnOs(OS.WINDOWS)
class ParallelKillIT {

    private static final int SLOTS = 8;
    private static final int KILLS = 3;
    private static final int ROUNDS = Integer.getInteger("backflux.rounds", 1);
    private static final long SEED = Long.getLong("backflux.seed", System.nanoTime());

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"2000, 100, offsets", "25000, 500, offsets from both ends", "41500, 500, blocks of offsets"})
    void killedAtRandomInstantsItGoesOnWithEachRowOnce(int rows, int pageSize, String way) throws Exception {
        System.out.println("ParallelKillIT seed " + SEED + ", rounds " + ROUNDS + ", " + way);
        try (BacklinksSimulator simulator = CommandRun.simulator()
                .rows(rows)
                .requestsPerMinute(1_000_000)
                .latency(Duration.ofMillis(1), Duration.ofMillis(30))
                .gzip(false)
                .start()) {
            Path whole = folder.resolve("whole.ndjson");
            CommandProcess undisturbed = harvest(simulator, pageSize, whole);
            assertThat(undisturbed.exitCode()).as(undisturbed.messages()).isZero();
            assertThat(undisturbed.messages())
                    .contains("  strategy  " + way + ", up to 8 at once", "  proof     proven: all");
            int requests = simulator.requestCount();
            long[] lines = lines(whole);
            assertThat(lines).hasSize(rows).doesNotHaveDuplicates();
            Instants instants = new Instants(new Random(SEED), simulator, (int) (Files.size(whole) / KILLS));
            Files.delete(whole);
            Tally tally = new Tally(simulator, requests);
            for (int round = 1; round <= ROUNDS; round++) {
                killAndGoOn(instants, tally, pageSize, lines, round);
            }
            System.out.println("ParallelKillIT: " + way + ", " + requests + " requests undisturbed, " + tally);
        }
    }

    private void killAndGoOn(Instants instants, Tally tally, int pageSize, long[] lines, int round) throws Exception {
        BacklinksSimulator simulator = instants.simulator();
        Path out = folder.resolve("rows-" + round + ".ndjson");
        simulator.resetCounters();
        int kills = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            kills += harvest(simulator, pageSize, out).killWhen(instants.next(out)) ? 1 : 0;
        }
        CommandProcess last = harvest(simulator, pageSize, out);
        assertThat(last.exitCode()).as(last.messages()).isZero();
        assertThat(lines(out)).as("seed %d, round %d", SEED, round).isEqualTo(lines);
        tally.add(kills);
        assertThat(tally.boughtAgain).as("seed %d, round %d", SEED, round).isLessThanOrEqualTo(SLOTS * kills);
        assertThat(last.messages()).doesNotContain(CommandRun.SECRET).doesNotContain("Basic ");
        Files.delete(out);
        Files.delete(StateFile.pathOf(out));
    }

    /** What the rounds came to. */
    private static final class Tally {
        private final BacklinksSimulator simulator;
        private final int undisturbed;
        private int boughtAgain;
        private int allKills;
        private int allAgain;
        private double worst;

        Tally(BacklinksSimulator simulator, int undisturbed) {
            this.simulator = simulator;
            this.undisturbed = undisturbed;
        }

        void add(int kills) {
            boughtAgain = simulator.requestCount() - undisturbed;
            allKills += kills;
            allAgain += boughtAgain;
            worst = kills == 0 ? worst : Math.max(worst, (double) boughtAgain / kills);
        }

        @Override
        public String toString() {
            return allKills + " kills, " + allAgain + " pages bought again, at most " + worst + " a kill";
        }
    }

    private CommandProcess harvest(BacklinksSimulator simulator, int pageSize, Path out) throws IOException {
        return CommandProcess.harvest(
                simulator,
                folder.resolve("messages.txt"),
                "a.com",
                "--page-size",
                Integer.toString(pageSize),
                "--parallel",
                Integer.toString(SLOTS),
                "--resume",
                "--out",
                out.toString());
    }

    /** Each line as a number, sorted. */
    private static long[] lines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.mapToLong(ParallelKillIT::number).sorted().toArray();
        }
    }

    private static long number(String line) {
        CRC32C checksum = new CRC32C();
        checksum.update(line.getBytes(StandardCharsets.UTF_8));
        return checksum.getValue() << 32 | Integer.toUnsignedLong(line.hashCode());
    }
}
