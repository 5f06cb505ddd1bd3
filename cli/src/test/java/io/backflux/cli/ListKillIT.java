package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.RecordedRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A list of targets of real-world sizes, harvested in a small heap and killed. By hand with 5,000 targets and 400,000 rows:
 * {@code -Dbackflux.targets=5000}, and {@code -Dbackflux.seed} for the kills of an earlier time.
 */
@DisabledOnOs(OS.WINDOWS)
class ListKillIT {

    private static final int TARGETS = Integer.getInteger("backflux.targets", 60);
    private static final boolean WHOLE = TARGETS >= 5_000;
    private static final int LARGEST = WHOLE ? 100_000 : 6_000;
    private static final double EXPONENT = 1.2625;
    private static final int KILLS = 3;
    private static final int SLOTS = 30;
    private static final long SEED = Long.getLong("backflux.seed", System.nanoTime());

    /** Target, status, rows, cost, unsettled: their places in a report. */
    private static final int TARGET = 1;

    private static final int STATUS = 2;
    private static final int ROWS = 3;
    private static final int COST = 4;
    private static final int UNSETTLED = 6;

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final Map<String, Integer> sizes = sizes();

    private Map<String, Integer> sizes() {
        Map<String, Integer> all = new HashMap<>();
        for (int k = 1; k <= TARGETS; k++) {
            all.put("t" + k + ".example", (int) Math.max(1, Math.round(LARGEST / Math.pow(k, EXPONENT))));
        }
        return all;
    }

    private int size(String target) {
        return Objects.requireNonNull(sizes.get(target));
    }

    private BacklinksSimulator start() {
        BacklinksSimulator.Builder builder = CommandRun.simulator()
                .requestsPerMinute(1_000_000)
                .maxInFlight(SLOTS)
                .latency(Duration.ofMillis(50))
                .gzip(false);
        sizes.forEach(builder::rows);
        return builder.start();
    }

    private Path list() throws IOException {
        List<String> targets = new ArrayList<>(sizes.keySet());
        Collections.sort(targets);
        Collections.shuffle(targets, random);
        return Files.write(folder.resolve("targets.txt"), targets);
    }

    private CommandProcess resume(BacklinksSimulator simulator, Path list, Path out) throws IOException {
        return CommandProcess.harvestIn(
                "128m",
                simulator,
                folder.resolve("messages.txt"),
                "--targets",
                list.toString(),
                "--out",
                out + "/",
                "--max-in-flight",
                Integer.toString(SLOTS),
                "--resume",
                "--report",
                folder.resolve("report.csv").toString());
    }

    @Test
    void killedThreeTimesEachRowIsThereOnceAndTheReportAddsUpToWhatWasBilled() throws Exception {
        System.out.println("ListKillIT seed " + SEED + ", " + TARGETS + " targets, "
                + sizes.values().stream().mapToInt(Integer::intValue).sum() + " rows");
        Path list = list();
        try (BacklinksSimulator simulator = start()) {
            int undisturbed = undisturbed(simulator, list);
            simulator.resetCounters();
            simulator.balance(new BigDecimal("1000"));
            Path out = folder.resolve("rows");
            long begun = System.nanoTime();
            int kills = 0;
            for (int kill = 1; kill <= KILLS; kill++) {
                kills += resume(simulator, list, out).killWhen(after(simulator, kill * undisturbed / (KILLS + 1)))
                        ? 1
                        : 0;
                awaitIdle(simulator);
            }
            CommandProcess last = resume(simulator, list, out);
            assertThat(last.exitCode()).as(last.messages()).isZero();
            long seconds = (System.nanoTime() - begun) / 1_000_000_000;
            assertThat(kills).isEqualTo(KILLS);
            assertRows(out);
            int again = simulator.requestCount() - undisturbed;
            System.out.println("ListKillIT: " + undisturbed + " requests undisturbed, " + again + " more with " + kills
                    + " kills, " + seconds + " s, billed $" + simulator.billed());
            assertThat(again).isLessThanOrEqualTo(KILLS * SLOTS);
            assertReport(simulator, kills);
        }
    }

    private int undisturbed(BacklinksSimulator simulator, Path list) throws Exception {
        Path out = folder.resolve("undisturbed");
        CommandProcess process = resume(simulator, list, out);
        assertThat(process.exitCode()).as(process.messages()).isZero();
        assertRows(out);
        assertReport(simulator, 0);
        assertThat(simulator.peakInFlight()).isLessThanOrEqualTo(SLOTS);
        return simulator.requestCount();
    }

    private BooleanSupplier after(BacklinksSimulator simulator, int requests) {
        int more = random.nextInt(Math.max(1, requests / 10));
        return () -> simulator.requestCount() >= requests + more;
    }

    /** What the server still works on though its client is gone is billed before the next run begins. */
    private static void awaitIdle(BacklinksSimulator simulator) {
        while (simulator.inFlight() > 0) {
            Thread.onSpinWait();
        }
    }

    private void assertRows(Path out) throws IOException {
        Map<String, Path> files = new HashMap<>();
        try (Stream<Path> all = Files.walk(out)) {
            all.filter(file -> file.toString().endsWith(".ndjson"))
                    .forEach(file -> files.put(file.getFileName().toString().replace(".ndjson", ""), file));
        }
        assertThat(files.keySet()).isEqualTo(sizes.keySet());
        for (Map.Entry<String, Path> file : files.entrySet()) {
            long[] lines = lines(file.getValue());
            assertThat(lines).as(file.getKey()).hasSize(size(file.getKey()));
            assertThat(Arrays.stream(lines).distinct().count())
                    .as(file.getKey())
                    .isEqualTo(lines.length);
        }
    }

    private static long[] lines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.mapToLong(line -> {
                        CRC32C checksum = new CRC32C();
                        checksum.update(line.getBytes(StandardCharsets.UTF_8));
                        return checksum.getValue() << 32 | Integer.toUnsignedLong(line.hashCode());
                    })
                    .toArray();
        }
    }

    /** A line for each target, and one for what kills have lost: together, to the cent and below, what the simulator billed. */
    private void assertReport(BacklinksSimulator simulator, int kills) throws IOException {
        Map<String, BigDecimal> billed = new HashMap<>();
        for (RecordedRequest request : simulator.requests()) {
            billed.merge(String.valueOf(request.task().get("target")), request.cost(), BigDecimal::add);
        }
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal known = BigDecimal.ZERO;
        int unsettled = 0;
        int targets = 0;
        List<String> lines = Files.readAllLines(folder.resolve("report.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            BigDecimal cost = new BigDecimal(cells[COST]);
            sum = sum.add(cost);
            if (cells[STATUS].equals("lost")) {
                continue;
            }
            targets++;
            known = known.add(cost);
            assertThat(cells[STATUS]).isEqualTo("complete");
            assertThat(cells[ROWS]).isEqualTo(Integer.toString(size(cells[TARGET])));
            unsettled += Integer.parseInt(cells[UNSETTLED]);
            if (cells[UNSETTLED].equals("0")) {
                assertThat(cost).as(cells[TARGET]).isEqualByComparingTo(billed.get(cells[TARGET]));
            } else {
                assertThat(cost).as(cells[TARGET]).isLessThanOrEqualTo(billed.get(cells[TARGET]));
            }
        }
        System.out.println("ListKillIT: report $" + sum + ", of it $" + sum.subtract(known) + " lost by " + unsettled
                + " requests that were in flight at a kill");
        assertThat(targets).isEqualTo(TARGETS);
        assertThat(unsettled).isLessThanOrEqualTo(kills * SLOTS);
        assertThat(sum).isEqualByComparingTo(simulator.billed());
    }
}
