package io.backflux.benchmarks.harvest;

import java.util.List;

/**
 * What one harvest took, or several in a row.
 *
 * @param nanos on the wall
 * @param cpuNanos of all threads of the process, the garbage collector's and the compiler's too
 * @param firstRowNanos from the start of a harvest to its first row
 */
record Timing(long rows, long nanos, long cpuNanos, long firstRowNanos) {

    static Timing sum(List<Timing> harvests) {
        return new Timing(
                harvests.stream().mapToLong(Timing::rows).sum(),
                harvests.stream().mapToLong(Timing::nanos).sum(),
                harvests.stream().mapToLong(Timing::cpuNanos).sum(),
                harvests.stream().mapToLong(Timing::firstRowNanos).sum());
    }

    double nanosPerRow() {
        return (double) nanos / rows;
    }

    double cpuNanosPerRow() {
        return (double) cpuNanos / rows;
    }

    double cpuSecondsPer100kRows() {
        return cpuNanosPerRow() * 100_000 / 1e9;
    }

    double firstRowMillis() {
        return firstRowNanos / 1e6;
    }
}
