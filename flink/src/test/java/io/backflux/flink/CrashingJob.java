package io.backflux.flink;

import io.backflux.Backlink;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.reactor.transport.Credentials;
import io.backflux.simulator.BacklinksSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * A job in a mini cluster that writes a line for each row into files, exactly once, while tasks and the enumerator crash as planned.
 */
final class CrashingJob {

    /** What crashes when; outside of the job, as a job that restarts forgets. */
    private static final Map<String, Plan> PLANS = new ConcurrentHashMap<>();

    /** Counts over all attempts. */
    private static final class Plan {

        private final List<Long> taskCrashes;
        private final List<Integer> enumeratorCrashes;
        private final AtomicLong rows = new AtomicLong();
        private final AtomicInteger events = new AtomicInteger();

        Plan(List<Long> taskCrashes, List<Integer> enumeratorCrashes) {
            this.taskCrashes = taskCrashes;
            this.enumeratorCrashes = enumeratorCrashes;
        }
    }

    private final BacklinksSimulator api;
    private final Path folder;
    private final String name;
    private int parallelism = 4;
    private Duration checkpoints = Duration.ofMillis(200);
    private Plan plan = new Plan(List.of(), List.of());

    CrashingJob(BacklinksSimulator api, Path folder) {
        this.api = api;
        this.folder = folder;
        this.name = folder.toString();
    }

    CrashingJob parallelism(int readers) {
        this.parallelism = readers;
        return this;
    }

    CrashingJob checkpoints(Duration every) {
        this.checkpoints = every;
        return this;
    }

    /**
     * A task crashes when so many rows have come to it and its likes, and the enumerator with the so-manieth report of a reader or
     * checkpoint.
     */
    CrashingJob crashes(List<Long> atRows, List<Integer> atEvents) {
        this.plan = new Plan(atRows, atEvents);
        return this;
    }

    int crashes() {
        return plan.taskCrashes.size() + plan.enumeratorCrashes.size();
    }

    static BacklinksSourceBuilder sourceOf(BacklinksSimulator api) {
        URI url = api.baseUrl();
        return BacklinksSource.builder()
                .client(() ->
                        BacklinksClient.builder().baseUrl(url).credentials(Credentials.of("simulator", "simulator")))
                .limits(new QuotaLimits(30, 100_000));
    }

    Path report() {
        return folder.resolve("report.ndjson");
    }

    /** Runs to the end. */
    void run(BacklinksSourceBuilder builder) throws Exception {
        PLANS.put(name, plan);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration());
        env.enableCheckpointing(checkpoints.toMillis());
        Source<Backlink, ?, ?> source = new CrashingSource<>(
                builder.reportTo(report().toUri().toString()).build(), name);
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "backlinks", BacklinkTypeInfo.INSTANCE)
                .map(new CrashingMap(name))
                .sinkTo(FileSink.forRowFormat(
                                new org.apache.flink.core.fs.Path(
                                        folder.resolve("rows").toUri()),
                                new SimpleStringEncoder<String>())
                        .withRollingPolicy(OnCheckpointRollingPolicy.build())
                        .build());
        env.execute();
        PLANS.remove(name);
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1000);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
        configuration.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(1));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32));
        return configuration;
    }

    /** The lines of all files that are finished. */
    List<String> lines() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("rows"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .flatMap(CrashingJob::linesOf)
                    .sorted()
                    .toList();
        }
    }

    private static Stream<String> linesOf(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines that there should be. */
    List<String> truth(List<String> targets) {
        return targets.stream()
                .flatMap(api::rowsNow)
                .map(row -> row.urlFrom() + ' ' + row.urlTo())
                .sorted()
                .toList();
    }

    private record CrashingMap(String job) implements MapFunction<Backlink, String> {

        @Override
        public String map(Backlink row) {
            Plan plan = Objects.requireNonNull(PLANS.get(job));
            long number = plan.rows.incrementAndGet();
            if (plan.taskCrashes.contains(number)) {
                throw new IllegalStateException("the task crashes at row " + number);
            }
            return row.urlFrom() + ' ' + row.urlTo();
        }
    }

    /** Called by the enumerator's decorator. */
    static void enumeratorActs(String job) {
        Plan plan = PLANS.get(job);
        int number = plan == null ? 0 : plan.events.incrementAndGet();
        if (plan != null && plan.enumeratorCrashes.contains(number)) {
            throw new IllegalStateException("the enumerator crashes at its act " + number);
        }
    }
}
