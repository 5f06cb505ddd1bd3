package io.backflux.benchmarks.quota;

import io.backflux.benchmarks.Case;
import io.backflux.benchmarks.Result;
import io.backflux.benchmarks.Rounds;
import io.backflux.benchmarks.RunOptions;
import io.backflux.benchmarks.Suite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** Permits of a local quota that never binds, one at a time and thirty at once. */
public final class QuotaSuite implements Suite {

    private static final double NANOS_A_SECOND = 1e9;

    @Override
    public String name() {
        return "quota";
    }

    @Override
    public List<Result> run(RunOptions options) throws RunnerException {
        List<Case> cases = List.of(
                new Case("backflux", "one at a time", OnePermitBenchmark.class, Map.of(), "permit"),
                new Case(
                        "backflux", "thirty at once, three threads", ThirtyPermitsBenchmark.class, Map.of(), "permit"));
        List<Result> results = new ArrayList<>();
        for (Result result : new Rounds(name(), cases, options).run(options)) {
            if (result.metric().equals("wall")) {
                results.add(permitsASecond(result));
            } else {
                results.add(result);
            }
        }
        return results;
    }

    private Result permitsASecond(Result wall) {
        List<Double> samples =
                wall.samples().stream().map(nanos -> NANOS_A_SECOND / nanos).toList();
        return new Result(name(), wall.subject(), wall.setting(), "permits", "permits/s", samples);
    }
}
