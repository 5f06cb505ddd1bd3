package io.backflux.benchmarks.harvest;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Rows a second, CPU and the wait for the first row, warm: a fork for each contender in turn, round after round. */
final class HarvestTimes {

    private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-Xmx512m");
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long ROWS = (long) PageServer.RING * Site.PAGE_ROWS;
    private static final List<Site> SITES = List.of(
            new Site(ROWS, false, false),
            new Site(ROWS, true, false),
            new Site(ROWS, false, true),
            new Site(ROWS, true, true));

    private final Fork fork = new Fork(Jvm.OWN_CLASS_PATH, FLAGS, LIMIT);
    private final URI server;
    private final boolean quick;
    private final Samples samples;

    HarvestTimes(URI server, boolean quick, Samples samples) {
        this.server = server;
        this.quick = quick;
        this.samples = samples;
    }

    void measure(List<Subject> subjects, int rounds) throws IOException, InterruptedException {
        for (int round = 1; round <= rounds; round++) {
            System.err.println("harvest: round " + round + " of " + rounds);
            for (Site site : SITES) {
                for (Subject subject : subjects) {
                    fork.run(plan(subject, site)).ifPresent(report -> add(report, subject.id(), site.setting()));
                }
            }
        }
    }

    private ForkPlan plan(Subject subject, Site site) {
        Duration warmUp = quick ? Duration.ofMillis(1) : Duration.ofSeconds(5);
        Duration measured = quick ? Duration.ofMillis(1) : Duration.ofSeconds(3);
        return new ForkPlan(subject, server, site, warmUp, site, measured, 1, false);
    }

    private void add(ForkReport report, String subject, String setting) {
        samples.add(subject, setting, "rows", "rows/s", 1e9 / report.least(Timing::nanosPerRow));
        samples.add(subject, setting, "cpu", "s/100k rows", report.leastInARow(Timing::cpuSecondsPer100kRows));
        samples.add(subject, setting, "first row", "ms", report.least(Timing::firstRowMillis));
    }
}
