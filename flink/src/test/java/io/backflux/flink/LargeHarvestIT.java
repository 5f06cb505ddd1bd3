package io.backflux.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.simulator.BacklinksSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** By hand, some minutes: as many rows as a night has, and what ranges bring. It prints what came out. */
@EnabledIfSystemProperty(named = "backflux.flink.large", matches = "true")
class LargeHarvestIT {

    private static final String LARGE = "large.example";
    private static final int LARGE_ROWS = 300_000;

    @TempDir
    Path folder;

    private static BacklinksSimulator api(Duration latency) {
        return BacklinksSimulator.builder()
                .rows(50_000)
                .rows(LARGE, LARGE_ROWS)
                .requestsPerMinute(100_000)
                .latency(latency)
                .start();
    }

    @Test
    void eightTargetsAndALargeOneThroughCrashes() throws Exception {
        long seed = Long.getLong("backflux.seed", System.nanoTime());
        System.out.println("backflux.seed=" + seed);
        Random random = new Random(seed);
        List<String> targets = new ArrayList<>(
                IntStream.range(0, 8).mapToObj(i -> "target" + i + ".example").toList());
        targets.add(LARGE);
        try (BacklinksSimulator api = api(Duration.ofMillis(200))) {
            CrashingJob job = new CrashingJob(api, folder)
                    .checkpoints(Duration.ofMillis(500))
                    .crashes(
                            random.longs(4, 1, 700_000).boxed().toList(),
                            random.ints(4, 1, 150).boxed().toList());
            long began = System.nanoTime();

            job.run(CrashingJob.sourceOf(api).waitForCheckpoints(true).targets(targets.toArray(new String[0])));

            List<String> report = Files.readAllLines(job.report());
            report.forEach(System.out::println);
            System.out.printf(
                    "%d requests, of these %d looks, %d crashes, %d s%n",
                    api.requestCount(),
                    api.requestCount() - CrashesIT.pagesBought(api),
                    job.crashes(),
                    secondsSince(began));
            assertThat(job.lines()).isEqualTo(job.truth(targets));
            assertThat(report).hasSize(9).allMatch(line -> line.contains("\"verdict\":\"PROVEN\""));
        }
    }

    @Test
    void theLargeOneByOneReaderAndByFour() throws Exception {
        try (BacklinksSimulator api = api(Duration.ofMillis(500))) {
            long alone = secondsOf(api, "alone", 1, 0);
            long four = secondsOf(api, "four", 4, 20_000);
            System.out.printf("%d s alone, %d s by four readers: %.2f%n", alone, four, (double) four / alone);
        }
    }

    private long secondsOf(BacklinksSimulator api, String name, int readers, int rowsPerRange) throws Exception {
        CrashingJob job =
                new CrashingJob(api, folder.resolve(name)).parallelism(readers).checkpoints(Duration.ofSeconds(2));
        api.resetCounters();
        long began = System.nanoTime();
        job.run(CrashingJob.sourceOf(api).targets(LARGE).rowsPerRange(rowsPerRange));
        long seconds = secondsSince(began);
        System.out.printf("%s: %d s, %d requests%n", name, seconds, api.requestCount());
        assertThat(job.lines()).hasSize(LARGE_ROWS);
        return seconds;
    }

    private static long secondsSince(long began) {
        return Duration.ofNanos(System.nanoTime() - began).toSeconds();
    }
}
