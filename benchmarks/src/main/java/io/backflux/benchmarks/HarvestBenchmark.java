package io.backflux.benchmarks;

import io.backflux.BacklinksQuery;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.Credentials;
import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.simulator.BacklinksSimulator;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Rows a second end to end over loopback. The simulator renders in the same process, and its work is in the figure. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(HarvestBenchmark.ROWS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 3)
@Fork(2)
public class HarvestBenchmark {

    static final int ROWS = 20_000;

    private static final QuotaLimits NO_LIMITS = new QuotaLimits(30, 100_000_000);

    private BacklinksSimulator simulator;
    private BacklinksClient client;

    @Setup
    public void start() {
        simulator = BacklinksSimulator.builder()
                .rows(ROWS)
                .recordRequests(false)
                .requestsPerMinute(NO_LIMITS.requestsPerMinute())
                .start();
        client = BacklinksClient.builder()
                .baseUrl(simulator.baseUrl())
                .credentials(Credentials.of(simulator.username(), simulator.password()))
                .quota(AccountQuota.local(NO_LIMITS))
                .build();
    }

    @Benchmark
    public Long backlinks() {
        return client.backlinks(BacklinksQuery.of("forbes.com")).count().block();
    }

    @Benchmark
    public Long pages() {
        return client.pages(BacklinksQuery.of("forbes.com")).count().block();
    }

    @TearDown
    public void stop() {
        client.close();
        simulator.close();
    }
}
