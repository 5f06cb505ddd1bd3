package io.backflux.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results in the making: the figures of round after round, each a sample more. */
public final class Samples {

    private record Figure(String subject, String setting, String metric, String unit) {}

    private final String suite;
    private final Map<Figure, List<Double>> samples = new LinkedHashMap<>();

    public Samples(String suite) {
        this.suite = suite;
    }

    public void add(String subject, String setting, String metric, String unit, double sample) {
        samples.computeIfAbsent(new Figure(subject, setting, metric, unit), figure -> new ArrayList<>())
                .add(sample);
    }

    public List<Result> results() {
        List<Result> results = new ArrayList<>();
        samples.forEach((figure, all) -> results.add(new Result(
                suite, figure.subject(), figure.setting(), figure.metric(), figure.unit(), List.copyOf(all))));
        return results;
    }
}
