package io.backflux.benchmarks.harvest;

/**
 * What one harvest took.
 *
 * @param nanos on the wall
 * @param cpuNanos of all threads of the process, the garbage collector's and the compiler's too
 * @param firstRowNanos from its start to its first row
 */
record Timing(long rows, long nanos, long cpuNanos, long firstRowNanos) {

    double rowsPerSecond() {
        return rows * 1e9 / nanos;
    }

    double cpuSecondsPer100kRows() {
        return cpuNanos / 1e9 * 100_000 / rows;
    }

    double firstRowMillis() {
        return firstRowNanos / 1e6;
    }
}
