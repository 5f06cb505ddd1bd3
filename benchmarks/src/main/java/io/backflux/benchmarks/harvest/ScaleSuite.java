package io.backflux.benchmarks.harvest;

import io.backflux.benchmarks.Result;
import io.backflux.benchmarks.RunOptions;
import io.backflux.benchmarks.Suite;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Harvests of very different sizes in one small heap: time a row and heap in use must not grow with the rows. */
public final class ScaleSuite implements Suite {

    private static final String NAME = "scale";
    private static final Subject SUBJECT = Subject.BACKFLUX;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final List<Long> SIZES = List.of(10_000L, 100_000L, 1_000_000L, 10_000_000L);
    private static final List<Long> SIZES_IF_QUICK = List.of(10_000L, 100_000L, 1_000_000L);
    private static final Site WARM_UP = new Site(100_000, false, false);
    /** Harvests that are smaller are repeated until they have as many rows together. */
    private static final long LEAST_ROWS = 1_000_000;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Result> run(RunOptions options) throws IOException, InterruptedException {
        Samples samples = new Samples(NAME);
        if (options.only().matcher(SUBJECT.id()).find()) {
            measure(options, samples);
        }
        return samples.results();
    }

    private static void measure(RunOptions options, Samples samples) throws IOException, InterruptedException {
        String classPath = UnpackedClasses.classPath();
        Fork small = new Fork(classPath, flags(16), LIMIT);
        Fork smallest = new Fork(classPath, flags(8), LIMIT);
        try (ServerProcess server = ServerProcess.start()) {
            for (int round = 1; round <= options.forks(); round++) {
                System.err.println("scale: round " + round + " of " + options.forks());
                for (long rows : options.quick() ? SIZES_IF_QUICK : SIZES) {
                    measure(small, plan(server.uri(), rows, options.quick()), rows + " rows", samples);
                }
                measure(smallest, plan(server.uri(), 100_000, options.quick()), "100000 rows in 8 MiB", samples);
            }
        }
    }

    private static List<String> flags(int mebibytes) {
        return List.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Xmx" + mebibytes + "m");
    }

    private static ForkPlan plan(URI server, long rows, boolean quick) {
        Duration warmUp = quick ? Duration.ofSeconds(2) : Duration.ofSeconds(10);
        int harvests = (int) Math.max(1, LEAST_ROWS / rows);
        return new ForkPlan(
                SUBJECT, server, WARM_UP, warmUp, new Site(rows, false, false), Duration.ZERO, harvests, true);
    }

    private static void measure(Fork fork, ForkPlan plan, String setting, Samples samples)
            throws IOException, InterruptedException {
        fork.run(plan).ifPresent(report -> add(report, setting, samples));
    }

    private static void add(ForkReport report, String setting, Samples samples) {
        samples.add(SUBJECT.id(), setting, "time", "ns/row", report.all().nanosPerRow());
        samples.add(SUBJECT.id(), setting, "cpu", "ns/row", report.all().cpuNanosPerRow());
        if (report.peakHeap() > 0) {
            samples.add(SUBJECT.id(), setting, "heap", "MiB", report.peakHeapMebibytes());
        }
    }
}
