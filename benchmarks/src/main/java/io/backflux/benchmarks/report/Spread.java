package io.backflux.benchmarks.report;

import io.backflux.benchmarks.Result;
import java.util.List;

/**
 * How the samples of a result lie.
 *
 * @param best the least, or the most of what is counted by the second
 * @param width from the least to the most, as a part of the least; NaN of a single sample
 */
record Spread(double best, double median, double width, double least, double most) {

    static Spread of(Result result) {
        List<Double> sorted = result.samples().stream().sorted().toList();
        double least = sorted.get(0);
        double most = sorted.get(sorted.size() - 1);
        double best = moreIsBetter(result.unit()) ? most : least;
        return new Spread(best, median(sorted), width(sorted), least, most);
    }

    private static double median(List<Double> sorted) {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static double width(List<Double> sorted) {
        double least = sorted.get(0);
        return sorted.size() == 1 ? Double.NaN : (sorted.get(sorted.size() - 1) - least) / least;
    }

    static boolean moreIsBetter(String unit) {
        return unit.endsWith("/s");
    }
}
