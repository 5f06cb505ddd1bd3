package io.backflux.benchmarks.harvest;

import io.backflux.benchmarks.Result;
import io.backflux.benchmarks.RunOptions;
import io.backflux.benchmarks.Suite;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Harvests over loopback, page after page, by each contender: what they take, and the heap that they need. */
public final class HarvestSuite implements Suite {

    static final String NAME = "harvest";

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
            new HarvestTimes(server.uri(), options.quick(), samples).measure(subjects, options.forks());
            new HarvestHeaps(server.uri(), options.quick(), samples).measure(subjects);
        }
        return samples.results();
    }
}
