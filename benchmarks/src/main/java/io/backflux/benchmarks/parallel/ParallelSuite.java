package io.backflux.benchmarks.parallel;

import io.backflux.Verdict;
import io.backflux.benchmarks.Result;
import io.backflux.benchmarks.RunOptions;
import io.backflux.benchmarks.Suite;
import io.backflux.partition.trial.Dates;
import io.backflux.partition.trial.Index;
import io.backflux.partition.trial.Latencies;
import io.backflux.partition.trial.Outcome;
import io.backflux.partition.trial.VirtualApi;
import io.backflux.partition.trial.VirtualHarvest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Time and money of a harvest against the slots that it has, in virtual time; a seed for each fork. */
public final class ParallelSuite implements Suite {

    private static final String NAME = "parallel";
    private static final List<Integer> SLOTS = List.of(1, 2, 4, 8, 16, 30);
    private static final int ALL = 30;
    private static final String IN_ORDER = ALL + " slots, in order";
    private static final List<Integer> ROWS = List.of(20_000, 100_000, 1_000_000, 10_000_000);
    private static final List<Integer> ROWS_IF_QUICK = List.of(20_000, 100_000, 1_000_000);
    private static final double ROWS_A_PAGE = 1_000;

    private final Map<Figure, List<Double>> samples = new LinkedHashMap<>();

    private record Figure(String slots, String rows, String metric, String unit) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Result> run(RunOptions options) {
        samples.clear();
        for (int rows : options.quick() ? ROWS_IF_QUICK : ROWS) {
            for (int seed = 1; seed <= options.forks(); seed++) {
                System.err.printf("parallel: %d rows, seed %d of %d%n", rows, seed, options.forks());
                measure(Index.of(Dates.bursty(rows, seed)), seed, options);
            }
        }
        List<Result> results = new ArrayList<>();
        samples.forEach((figure, values) -> results.add(
                new Result(NAME, figure.slots(), figure.rows(), figure.metric(), figure.unit(), List.copyOf(values))));
        return results;
    }

    private void measure(Index index, long seed, RunOptions options) {
        for (int slots : SLOTS) {
            String subject = slots == 1 ? "1 slot" : slots + " slots";
            if (options.only().matcher(subject).find()) {
                VirtualHarvest harvest =
                        new VirtualHarvest(new VirtualApi(index), slots, new Latencies(seed), row -> {});
                add(slots, subject, index.size(), proven(harvest.run()));
            }
        }
        if (options.only().matcher(IN_ORDER).find()) {
            VirtualHarvest harvest = VirtualHarvest.inOrder(new VirtualApi(index), ALL, new Latencies(seed), row -> {});
            add(ALL, IN_ORDER, index.size(), proven(harvest.run()));
        }
    }

    /** A figure of a harvest that is not whole would be none. */
    private static Outcome proven(Outcome outcome) {
        if (outcome.finding().verdict() != Verdict.PROVEN) {
            throw new IllegalStateException(outcome.finding().words());
        }
        return outcome;
    }

    private void add(int slots, String subject, int rows, Outcome outcome) {
        String setting = rows + " rows";
        add(subject, setting, "time", "s", outcome.seconds());
        add(subject, setting, "rate", "rows/s", rows / outcome.seconds());
        add(subject, setting, "limit", "rows/s", slots * ROWS_A_PAGE * 1e9 / Latencies.MEAN);
        add(subject, setting, "speed", "times", outcome.timesAsFast(rows));
        add(subject, setting, "busy", "of 1", outcome.occupancy().overall());
        add(subject, setting, "requests", "requests", outcome.requests());
        add(subject, setting, "cost", "USD", outcome.dollars());
        add(subject, setting, "dearer", "of 1", outcome.dearer(rows));
    }

    private void add(String slots, String rows, String metric, String unit, double sample) {
        samples.computeIfAbsent(new Figure(slots, rows, metric, unit), first -> new ArrayList<>())
                .add(sample);
    }
}
