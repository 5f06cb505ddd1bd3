package io.backflux.reactor;

import io.backflux.Backlink;
import io.backflux.Checkpoint;
import io.backflux.HarvestSummary;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.RowIdentity;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** What one run of a harvest came to. */
record ParallelRun(List<Backlink> rows, HarvestSummary summary) {

    static final String TARGET = "site.example";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    static BacklinksClient client(BacklinksSimulator simulator) {
        return SimulatedApi.builder(simulator).quota(new Unhurried()).build();
    }

    static BacklinksSimulator.Builder simulator(int rows) {
        return BacklinksSimulator.builder()
                .rows(rows)
                .pretty(false)
                .gzip(false)
                .maxInFlight(1000)
                .requestsPerMinute(1_000_000);
    }

    static ParallelRun of(Harvest harvest) {
        AtomicReference<HarvestSummary> summary = new AtomicReference<>();
        List<Backlink> rows = harvest.listener(HarvestListener.onSummary(summary::set))
                .backlinks()
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();
        return new ParallelRun(rows, Objects.requireNonNull(summary.get()));
    }

    Checkpoint checkpoint() {
        return Objects.requireNonNull(summary.checkpoint());
    }

    static RowIdentity identity(Backlink row) {
        return new RowIdentity(Objects.requireNonNull(row.urlFrom()), Objects.requireNonNull(row.urlTo()));
    }

    Set<RowIdentity> identities() {
        Set<RowIdentity> all = new HashSet<>();
        rows.forEach(row -> all.add(identity(row)));
        return all;
    }

    static Set<RowIdentity> rowsNow(BacklinksSimulator simulator) {
        Set<RowIdentity> all = new HashSet<>();
        simulator.rowsNow(TARGET).forEach(all::add);
        return all;
    }
}
