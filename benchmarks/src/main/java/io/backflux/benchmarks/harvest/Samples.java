package io.backflux.benchmarks.harvest;

import io.backflux.benchmarks.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures of one suite as its forks bring them, one after another. */
final class Samples {

    private final String suite;
    private final Map<Figure, List<Double>> samples = new LinkedHashMap<>();

    Samples(String suite) {
        this.suite = suite;
    }

    void add(String subject, String setting, String metric, String unit, double sample) {
        samples.computeIfAbsent(new Figure(subject, setting, metric, unit), figure -> new ArrayList<>())
                .add(sample);
    }

    List<Result> results() {
        List<Result> results = new ArrayList<>();
        samples.forEach((figure, values) -> results.add(new Result(
                suite, figure.subject(), figure.setting(), figure.metric(), figure.unit(), List.copyOf(values))));
        return results;
    }

    private record Figure(String subject, String setting, String metric, String unit) {}
}
