package io.backflux.benchmarks;

import io.backflux.ParseLimits;
import io.backflux.wire.PageFormat;
import io.backflux.wire.PageReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.async.ByteArrayFeeder;
import tools.jackson.core.json.JsonFactory;

/** Nanoseconds a row, from bytes in memory: the reader between the tokens alone, which are its floor. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Answer.ROWS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(2)
public class ReaderBenchmark {

    private final PageFormat format = new PageFormat(ParseLimits.DEFAULT);
    private final JsonFactory json = new JsonFactory();

    @Param({"true", "false"})
    public boolean pretty;

    @Param({"16384"})
    public int chunk;

    private byte[] answer = {};

    @Setup
    public void serve() throws IOException, InterruptedException {
        answer = Answer.bytes(pretty);
    }

    @Benchmark
    public void rowsFromChunks(Blackhole hole) {
        try (PageReader reader = format.newReader()) {
            for (int from = 0; from < answer.length; from += chunk) {
                reader.feed(ByteBuffer.wrap(answer, from, Math.min(chunk, answer.length - from)));
                drain(reader, hole);
            }
            reader.endOfInput();
            drain(reader, hole);
        }
    }

    private static void drain(PageReader reader, Blackhole hole) {
        for (Object row = reader.poll(); row != null; row = reader.poll()) {
            hole.consume(row);
        }
    }

    @Benchmark
    public int blockingTokensOnly() {
        int tokens = 0;
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), answer)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }

    @Benchmark
    public int asyncTokensOnlyFromChunks() {
        int tokens = 0;
        try (JsonParser parser = json.createNonBlockingByteArrayParser(ObjectReadContext.empty())) {
            ByteArrayFeeder feeder = (ByteArrayFeeder) parser.nonBlockingInputFeeder();
            for (int from = 0; from < answer.length; from += chunk) {
                feeder.feedInput(answer, from, Math.min(from + chunk, answer.length));
                while (parser.nextToken() != JsonToken.NOT_AVAILABLE) {
                    tokens++;
                }
            }
            feeder.endOfInput();
        }
        return tokens;
    }
}
