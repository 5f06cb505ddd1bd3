package io.backflux.benchmarks;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What one JVM of its own measured of one benchmark that has a {@link ThreadCost}.
 *
 * @param cpu CPU time of the threads that measure, ns a unit, of the best iteration: what disturbs only adds to it
 * @param wall time that passed, ns a unit, of the best iteration
 * @param allocated bytes a unit, of the best iteration
 */
public record Forked(double cpu, double wall, double allocated) {

    private static final TimeValue HALF_A_SECOND = TimeValue.milliseconds(500);

    /**
     * Runs one fork. It gets to compile in the foreground, so that its own thread's time holds no waiting for a compiler, and
     * a collector without threads of its own.
     *
     * @param benchmark the one class whose one benchmark runs
     * @param params its parameters
     * @param quick whether to warm up and measure for less time than the benchmark says
     */
    public static Forked run(Class<?> benchmark, Map<String, String> params, boolean quick) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + benchmark.getName().replace(".", "\\.") + "\\.")
                .forks(1)
                .jvmArgs("-Xbatch", "-XX:+UseSerialGC", "-Xms512m", "-Xmx512m")
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        if (quick) {
            options.warmupIterations(2)
                    .warmupTime(HALF_A_SECOND)
                    .measurementIterations(1)
                    .measurementTime(HALF_A_SECOND);
        }
        params.forEach(options::param);
        return of(new Runner(options.build()).runSingle());
    }

    private static Forked of(RunResult run) {
        Collection<IterationResult> iterations =
                run.getBenchmarkResults().iterator().next().getIterationResults();
        int threads = run.getParams().getThreads();
        return new Forked(
                least(iterations, iteration -> perUnit(iteration, "cpuNanos")),
                least(iterations, iteration -> iteration.getPrimaryResult().getScore() / threads),
                least(iterations, iteration -> perUnit(iteration, "allocatedBytes")));
    }

    private static double least(Collection<IterationResult> iterations, ToDoubleFunction<IterationResult> figure) {
        return iterations.stream().mapToDouble(figure).min().orElseThrow();
    }

    private static double perUnit(IterationResult iteration, String counter) {
        return counter(iteration, counter) / counter(iteration, "units");
    }

    private static double counter(IterationResult iteration, String name) {
        return Objects.requireNonNull(iteration.getSecondaryResults().get(name), name)
                .getScore();
    }
}
