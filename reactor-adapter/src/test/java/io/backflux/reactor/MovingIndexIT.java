package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.HarvestProof;
import io.backflux.HarvestSummary;
import io.backflux.RowOrder;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.IndexChanges;
import io.backflux.simulator.RowIdentity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An index in which rows are found, lost and moved between two pages. */
class MovingIndexIT {

    private static final String TARGET = "site.example";

    /** What came of the rows that were there from the beginning to the end. */
    private record Reading(int lost, int twice, HarvestProof proof) {}

    private static Reading read(long seed, boolean stable) {
        AtomicReference<HarvestSummary> summary = new AtomicReference<>();
        try (BacklinksSimulator simulator = BacklinksSimulator.builder()
                        .seed(seed)
                        .rows(5_000)
                        .changing(new IndexChanges(5, 5, 20))
                        .start();
                BacklinksClient client =
                        SimulatedApi.builder(simulator).quota(new Unhurried()).build()) {
            Set<RowIdentity> stayed = simulator.rowsNow(TARGET).collect(Collectors.toCollection(HashSet::new));
            Harvest harvest = client.harvest(
                            BacklinksQuery.builder(TARGET).limit(100).build())
                    .listener(new HarvestListener() {
                        @Override
                        public void onSummary(HarvestSummary heard) {
                            summary.set(heard);
                        }
                    });
            List<RowIdentity> came = (stable ? harvest.order(RowOrder.STABLE) : harvest)
                    .backlinks()
                    .map(MovingIndexIT::identity)
                    .collectList()
                    .blockOptional()
                    .orElseThrow();
            stayed.retainAll(simulator.rowsNow(TARGET).collect(Collectors.toSet()));
            List<RowIdentity> again = new ArrayList<>(came);
            new HashSet<>(came).forEach(again::remove);
            Set<RowIdentity> lost = new HashSet<>(stayed);
            came.forEach(lost::remove);
            return new Reading(
                    lost.size(),
                    again.size(),
                    Objects.requireNonNull(summary.get()).proof());
        }
    }

    private static RowIdentity identity(Backlink row) {
        return new RowIdentity(Objects.requireNonNull(row.urlFrom()), Objects.requireNonNull(row.urlTo()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theStableOrderLosesAndRepeatsNone(long seed) {
        Reading reading = read(seed, true);
        assertThat(reading.lost()).isZero();
        assertThat(reading.twice()).isZero();
        assertThat(reading.proof().repeated()).isZero();
    }

    @Test
    void theDefaultOrderDoesAndTheProofTells() {
        Reading reading = read(1, false);
        assertThat(reading.lost()).isPositive();
        assertThat(reading.twice()).isPositive();
        assertThat(reading.proof().repeated()).isEqualTo(reading.twice());
        assertThat(reading.proof().sample()).isEqualTo(1);
    }
}
