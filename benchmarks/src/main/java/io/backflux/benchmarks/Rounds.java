package io.backflux.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Cases measured round by round, each in a fork of its own in each round, so that what disturbs the machine for a minute
 * disturbs all of them. What a neighbour does is in one sample or two and not in the least of them.
 */
public final class Rounds {

    private final String suite;
    private final List<Case> cases;
    private final Map<Case, List<Forked>> forks = new LinkedHashMap<>();

    public Rounds(String suite, List<Case> cases, RunOptions options) {
        this.suite = suite;
        this.cases = cases.stream()
                .filter(one -> options.only().matcher(one.subject()).find())
                .toList();
    }

    /** What each case costs: {@code cpu}, {@code wall} and {@code allocated}. */
    public List<Result> run(RunOptions options) throws RunnerException {
        for (int round = 1; round <= options.forks(); round++) {
            for (Case one : cases) {
                tell(one, round, options.forks());
                Forked fork = Forked.run(one.benchmark(), one.params(), options.quick());
                forks.computeIfAbsent(one, first -> new ArrayList<>()).add(fork);
            }
        }
        List<Result> results = new ArrayList<>();
        forks.forEach((one, samples) -> results.addAll(results(one, samples)));
        return results;
    }

    private void tell(Case one, int round, int rounds) {
        System.err.printf("%s, round %d of %d: %s, %s%n", suite, round, rounds, one.subject(), one.setting());
    }

    private List<Result> results(Case one, List<Forked> samples) {
        return List.of(
                result(one, "cpu", "ns/", samples.stream().map(Forked::cpu).toList()),
                result(one, "wall", "ns/", samples.stream().map(Forked::wall).toList()),
                result(
                        one,
                        "allocated",
                        "B/",
                        samples.stream().map(Forked::allocated).toList()));
    }

    private Result result(Case one, String metric, String unit, List<Double> samples) {
        return new Result(suite, one.subject(), one.setting(), metric, unit + one.per(), samples);
    }
}
