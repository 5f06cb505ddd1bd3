package io.backflux.benchmarks.harvest;

import io.backflux.benchmarks.Result;
import io.backflux.benchmarks.RunOptions;
import io.backflux.benchmarks.Suite;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Harvests of 100,000 rows over loopback, page after page, by each contender. */
public final class HarvestSuite implements Suite {

    private static final String NAME = "harvest";
    private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-Xmx512m");
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long ROWS = (long) PageServer.RING * Site.PAGE_ROWS;
    private static final List<Site> SITES = List.of(
            new Site(ROWS, false, false),
            new Site(ROWS, true, false),
            new Site(ROWS, false, true),
            new Site(ROWS, true, true));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Result> run(RunOptions options) throws IOException, InterruptedException {
        List<Subject> subjects = Arrays.stream(Subject.values())
                .filter(subject -> options.only().matcher(subject.id()).find())
                .toList();
        Samples samples = new Samples(NAME);
        try (ServerProcess server = ServerProcess.start()) {
            for (int round = 1; round <= options.forks(); round++) {
                for (Site site : SITES) {
                    for (Subject subject : subjects) {
                        measure(plan(subject, server, site, options.quick()), samples);
                    }
                }
            }
        }
        return samples.results();
    }

    private static ForkPlan plan(Subject subject, ServerProcess server, Site site, boolean quick) {
        Duration warmUp = quick ? Duration.ofMillis(1) : Duration.ofSeconds(5);
        Duration measured = quick ? Duration.ofMillis(1) : Duration.ofSeconds(3);
        return new ForkPlan(subject, server.uri(), site, warmUp, site, measured, quick ? 1 : 3);
    }

    private static void measure(ForkPlan plan, Samples samples) throws IOException, InterruptedException {
        List<Timing> harvests = Fork.run(FLAGS, plan, LIMIT).harvests();
        String subject = plan.subject().id();
        String setting = plan.site().setting();
        // The best of a fork's harvests is the one that neighbours disturbed least.
        samples.add(subject, setting, "rows", "rows/s", -least(harvests, timing -> -timing.rowsPerSecond()));
        samples.add(subject, setting, "cpu", "s/100k rows", least(harvests, Timing::cpuSecondsPer100kRows));
        samples.add(subject, setting, "first row", "ms", least(harvests, Timing::firstRowMillis));
    }

    private static double least(List<Timing> harvests, ToDoubleFunction<Timing> figure) {
        return harvests.stream().mapToDouble(figure).min().orElseThrow();
    }
}
