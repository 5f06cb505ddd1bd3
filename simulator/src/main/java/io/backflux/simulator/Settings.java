package io.backflux.simulator;

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
        Latency latency,
        boolean slotsOutliveClients,
        int maxInFlight,
        int requestsPerMinute,
        String username,
        String password,
        Prices prices,
        EndStyle end,
        boolean reportTotal,
        LongSupplier nanoTime,
        @Nullable IndexChanges changes,
        InstantSource clock,
        Bursts bursts) {

    DataSet data(String target) {
        return new DataSet(seed, target, rowsByTarget.getOrDefault(target, rows), bursts);
    }

    Index index(Scheduler slowWork) {
        return changes == null ? new FixedIndex(this, slowWork) : new ChangingIndex(this, changes, slowWork);
    }
}
