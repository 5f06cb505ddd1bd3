package io.backflux.simulator;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
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
        BigDecimal balance,
        EndStyle end,
        boolean reportTotal,
        LongSupplier nanoTime,
        @Nullable IndexChanges changes,
        InstantSource clock,
        Bursts bursts,
        Set<Quirk> quirks) {

    DataSet data(String target) {
        return new DataSet(seed, target, rowsByTarget.getOrDefault(target, rows), bursts);
    }

    Index index(Scheduler slowWork) {
        return changes == null ? new FixedIndex(this, slowWork) : new ChangingIndex(this, changes, slowWork);
    }

    /** What {@code total_count} says of so many rows; null when it says nothing. */
    @Nullable Long total(int count) {
        if (!reportTotal) {
            return null;
        }
        long tenth = (count + 9L) / 10;
        long less = quirks.contains(Quirk.TOTAL_TOO_SMALL) ? tenth : 0;
        long more = quirks.contains(Quirk.TOTAL_TOO_LARGE) ? tenth : 0;
        return count - less + more;
    }
}
