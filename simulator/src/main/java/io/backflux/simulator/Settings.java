package io.backflux.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/** All that a simulator was built with. */
record Settings(
        long seed,
        int rows,
        Map<String, Integer> rowsByTarget,
        boolean pretty,
        boolean gzip,
        Duration minLatency,
        Duration maxLatency,
        int maxInFlight,
        int requestsPerMinute,
        String username,
        String password,
        Prices prices,
        EndStyle end,
        boolean reportTotal,
        LongSupplier nanoTime) {

    DataSet data(String target) {
        return new DataSet(seed, target, rowsByTarget.getOrDefault(target, rows));
    }

    /** How long this request takes: anywhere between the two, by the seed and the request's number. */
    long latencyNanos(int number) {
        long least = minLatency.toNanos();
        long range = maxLatency.toNanos() - least;
        return range == 0 ? least : least + Math.floorMod(Mix.of(seed ^ 0x1A7E, number), range + 1);
    }
}
