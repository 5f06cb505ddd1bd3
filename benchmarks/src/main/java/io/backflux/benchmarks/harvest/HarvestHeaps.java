package io.backflux.benchmarks.harvest;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The least heap with which each contender harvests at all. It repeats, so it is searched for once. */
final class HarvestHeaps {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final long ROWS = 100_000;
    private static final long ROWS_IF_QUICK = 10_000;

    private final URI server;
    private final long rows;
    private final Samples samples;

    HarvestHeaps(URI server, boolean quick, Samples samples) {
        this.server = server;
        this.rows = quick ? ROWS_IF_QUICK : ROWS;
        this.samples = samples;
    }

    void measure(List<Subject> subjects) throws IOException, InterruptedException {
        System.err.println("harvest: least heap");
        LeastHeap heap = new LeastHeap(UnpackedClasses.classPath(), server, LIMIT);
        for (Site site : List.of(new Site(rows, false, false), new Site(rows, true, false))) {
            for (Subject subject : subjects) {
                heap.search(subject, site)
                        .ifPresent(least -> samples.add(subject.id(), site.setting(), "heap", "MiB", least));
            }
        }
    }
}
