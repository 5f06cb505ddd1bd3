package io.backflux.benchmarks.emission;

import io.backflux.benchmarks.Case;
import io.backflux.benchmarks.Result;
import io.backflux.benchmarks.Rounds;
import io.backflux.benchmarks.RunOptions;
import io.backflux.benchmarks.Suite;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** A harvest without a network less the reading of the same bytes: what handing a row on costs. */
public final class EmissionSuite implements Suite {

    private static final String HARVEST = "harvest";
    private static final String READER = "reader alone";
    private static final String DIFFERENCE = "difference";

    @Override
    public String name() {
        return "emission";
    }

    @Override
    public List<Result> run(RunOptions options) throws RunnerException {
        List<Result> measured = new Rounds(name(), cases(), options).run(options);
        List<Result> results = new ArrayList<>(measured);
        for (Result harvest : measured) {
            measured.stream()
                    .filter(reader -> isReaderOf(harvest, reader))
                    .forEach(reader -> results.add(difference(harvest, reader)));
        }
        return results;
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Feed feed : Feed.values()) {
            cases.add(running(READER, feed.toString(), Demand.UNBOUNDED, feed));
            for (Demand demand : Demand.values()) {
                cases.add(running(HARVEST, feed + ", " + demand, demand, feed));
            }
        }
        return cases;
    }

    private static Case running(String subject, String setting, Demand demand, Feed feed) {
        Map<String, String> params = Map.of(
                "harvest", String.valueOf(subject.equals(HARVEST)),
                "demand", demand.name(),
                "feed", feed.name());
        return new Case(subject, setting, EmissionBenchmark.class, params, "row");
    }

    private static boolean isReaderOf(Result harvest, Result reader) {
        return harvest.subject().equals(HARVEST)
                && reader.subject().equals(READER)
                && harvest.setting().startsWith(reader.setting() + ",")
                && harvest.metric().equals(reader.metric());
    }

    /** Of the least of each: what disturbs would be in a difference twice. */
    private Result difference(Result harvest, Result reader) {
        double difference = Collections.min(harvest.samples()) - Collections.min(reader.samples());
        return new Result(name(), DIFFERENCE, harvest.setting(), harvest.metric(), harvest.unit(), List.of(difference));
    }
}
