package io.backflux.benchmarks.quota;

import io.backflux.benchmarks.ThreadCost;
import io.backflux.reactor.quota.AccountQuota;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import reactor.core.CoreSubscriber;

/** A permit taken and given back while nobody else wants one. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class OnePermitBenchmark {

    private final AccountQuota quota = Quotas.boundless();

    @Benchmark
    public boolean permit(ThreadCost cost) {
        Exchange exchange = new Exchange();
        quota.withPermit(exchange).subscribe((CoreSubscriber<Object>) exchange);
        exchange.end();
        cost.done(1);
        return exchange.hasEnded();
    }
}
