package io.backflux.quota.redis;

import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.RecordedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Three processes of many harvests each that share one account by one Redis; the simulator judges. */
final class QuotaRace implements AutoCloseable {

    static final int PROCESSES = 3;
    static final int IN_FLIGHT = 30;

    private final RedisProcess redis = RedisProcess.start();
    private final BacklinksSimulator api;
    private final int perMinute;
    private final Duration lease;
    private final List<Process> workers = new ArrayList<>();
    private final List<Path> logs = new ArrayList<>();

    /**
     * @param pages of each harvest
     */
    QuotaRace(int pages, Duration latency, int perMinute, Duration lease) {
        this.perMinute = perMinute;
        this.lease = lease;
        this.api = BacklinksSimulator.builder()
                .rows((long) pages * RaceWorker.PAGE)
                .latency(latency.dividedBy(2), latency.multipliedBy(3).dividedBy(2))
                .maxInFlight(IN_FLIGHT)
                .requestsPerMinute(perMinute)
                .slotsOutliveClients(true)
                .gzip(false)
                .start();
    }

    RedisProcess redis() {
        return redis;
    }

    BacklinksSimulator api() {
        return api;
    }

    QuotaRace start() throws IOException {
        for (int number = 0; number < PROCESSES; number++) {
            workers.add(worker("worker" + number));
        }
        return this;
    }

    private Process worker(String name) throws IOException {
        Path log = Files.createTempFile(name, ".log");
        logs.add(log);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RaceWorker.class.getName(),
                        api.baseUrl().toString(),
                        redis.url(),
                        name,
                        Long.toString(lease.toMillis()),
                        Integer.toString(perMinute))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process.getOutputStream()
                .write((api.username() + "\n" + api.password() + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        return process;
    }

    /** With -9. */
    void kill(int number) {
        workers.get(number).destroyForcibly();
    }

    /** Looks every few milliseconds. */
    boolean await(Duration atMost, BooleanSupplier condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        return true;
    }

    void pass(Duration time) {
        await(time, () -> false);
    }

    /** Whether these come to their end. */
    boolean end(Duration atMost, int... numbers) {
        for (int number : numbers) {
            if (!await(atMost, () -> !workers.get(number).isAlive())
                    || workers.get(number).exitValue() != 0) {
                return false;
            }
        }
        return true;
    }

    /** Rows of all harvests of one worker that are complete. */
    long rows(int number) {
        try (Stream<String> lines = Files.lines(logs.get(number))) {
            return lines.filter(line -> line.startsWith("worker"))
                    .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String log(int number) {
        try {
            return Files.readString(logs.get(number));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Requests that arrived within this time. */
    long arrived(Instant from, Instant to) {
        return api.requests().stream()
                .map(RecordedRequest::receivedAt)
                .filter(at -> !at.isBefore(from) && at.isBefore(to))
                .count();
    }

    /** Requests that the API refused because there were too many. */
    long refused() {
        return api.requests().stream()
                .mapToInt(RecordedRequest::taskCode)
                .filter(code -> code == 40202 || code == 40209)
                .count();
    }

    @Override
    public void close() {
        workers.forEach(Process::destroyForcibly);
        api.close();
        redis.close();
        logs.forEach(log -> log.toFile().delete());
    }
}
