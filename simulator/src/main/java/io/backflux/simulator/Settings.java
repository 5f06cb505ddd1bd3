package io.backflux.simulator;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

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
        LongSupplier nanoTime,
        @Nullable IndexChanges changes,
        InstantSource clock) {

    DataSet data(String target) {
        return new DataSet(seed, target, rowsByTarget.getOrDefault(target, rows));
    }

    Index index(Scheduler slowWork) {
        return changes == null ? new FixedIndex(this, slowWork) : new ChangingIndex(this, changes, slowWork);
    }

    /** How long this request takes: anywhere between the two, by the seed and the request's number. */
    long latencyNanos(int number) {
        long least = minLatency.toNanos();
        long range = maxLatency.toNanos() - least;
        return range == 0 ? least : least + Math.floorMod(Mix.of(seed ^ 0x1A7E, number), range + 1);
    }
}
