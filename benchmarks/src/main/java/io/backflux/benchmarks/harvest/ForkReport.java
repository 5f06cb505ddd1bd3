package io.backflux.benchmarks.harvest;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What a fork found, as it prints it.
 *
 * @param harvests those that were measured, in order
 * @param peakHeap most bytes that were in use right after a full garbage collection while it measured; 0 if it did not
 *     watch, or there was none
 */
record ForkReport(List<Timing> harvests, long peakHeap) {

    /** Harvests in a row, to smooth a clock of the CPU that ticks every 10 ms. */
    private static final int WINDOW = 4;

    /** The figure of the harvest that neighbours disturbed least. */
    double least(ToDoubleFunction<Timing> figure) {
        return harvests.stream().mapToDouble(figure).min().orElseThrow();
    }

    /** As {@link #least}, of several harvests in a row taken as one. */
    double leastInARow(ToDoubleFunction<Timing> figure) {
        int window = Math.min(WINDOW, harvests.size());
        return IntStream.rangeClosed(0, harvests.size() - window)
                .mapToObj(from -> Timing.sum(harvests.subList(from, from + window)))
                .mapToDouble(figure)
                .min()
                .orElseThrow();
    }

    /** All harvests taken as one. */
    Timing all() {
        return Timing.sum(harvests);
    }

    double peakHeapMebibytes() {
        return peakHeap / (1024.0 * 1024.0);
    }
}
