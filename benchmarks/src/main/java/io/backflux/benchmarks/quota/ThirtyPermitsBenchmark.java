package io.backflux.benchmarks.quota;

import io.backflux.benchmarks.ThreadCost;
import io.backflux.reactor.quota.AccountQuota;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import reactor.core.CoreSubscriber;

/** Three threads that hold ten permits each at once, all that there are. */
@State(Scope.Benchmark)
@Threads(ThirtyPermitsBenchmark.THREADS)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class ThirtyPermitsBenchmark {

    static final int THREADS = 3;

    private static final int A_THREAD = Quotas.MOST_AT_ONCE / THREADS;

    private final AccountQuota quota = Quotas.boundless();

    @Benchmark
    @OperationsPerInvocation(A_THREAD)
    public void permits(ThreadCost cost) {
        Exchange[] exchanges = new Exchange[A_THREAD];
        for (int i = 0; i < A_THREAD; i++) {
            exchanges[i] = new Exchange();
            quota.withPermit(exchanges[i]).subscribe((CoreSubscriber<Object>) exchanges[i]);
        }
        for (Exchange exchange : exchanges) {
            exchange.end();
        }
        for (Exchange exchange : exchanges) {
            while (!exchange.hasEnded()) {
                Thread.yield(); // Another thread serves the queue, and may wait for a processor.
            }
        }
        cost.done(A_THREAD);
    }
}
