package io.backflux.benchmarks.reader;

import io.backflux.benchmarks.Answer;
import io.backflux.benchmarks.ThreadCost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Nanoseconds a row for one way to read one form of page. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 7, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class ReadingBenchmark {

    @Param("backflux")
    public String subject = "";

    @Param("KIB_16")
    public Chunk chunk = Chunk.KIB_16;

    @Param({"pretty", "minified"})
    public String form = "";

    /** Where the page lies; empty where a simulator is to be asked for it. */
    @Param("")
    public String file = "";

    private PageReading reading = (page, rows) -> {};
    private byte[] page = {};
    private Consumer<Object> rows = row -> {};

    @Setup
    public void serve(Blackhole hole) throws IOException, InterruptedException {
        reading = Contender.of(subject).reading(chunk);
        page = file.isEmpty() ? Answer.bytes(form.equals("pretty")) : Files.readAllBytes(Path.of(file));
        rows = hole::consume;
    }

    @Benchmark
    @OperationsPerInvocation(Answer.ROWS)
    public void read(ThreadCost cost) {
        reading.read(page, rows);
        cost.done(Answer.ROWS);
    }
}
