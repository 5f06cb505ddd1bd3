package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.Backlink;
import io.backflux.BacklinkColumn;
import io.backflux.BacklinksPage;
import io.backflux.BacklinksQuery;
import io.backflux.Checkpoint;
import io.backflux.RowOrder;
import io.backflux.Verdict;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.Bursts;
import io.backflux.simulator.Fault;
import io.backflux.simulator.FaultPlan;
import io.backflux.simulator.RowIdentity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Harvests that read a few columns of each row. */
class SelectedColumnsIT {

    private static final long SEED = Long.getLong("backflux.seed", System.nanoTime());
    private static final BacklinksQuery QUERY = BacklinksQuery.of(ParallelRun.TARGET);
    private static final int ROWS = 9_500;

    private static Set<BacklinkColumn> some(Random random) {
        List<BacklinkColumn> columns = new ArrayList<>(Arrays.asList(BacklinkColumn.values()));
        Collections.shuffle(columns, random);
        return EnumSet.copyOf(columns.subList(0, 1 + random.nextInt(4)));
    }

    @ParameterizedTest
    @CsvSource({"1, STABLE", "8, STABLE", "8, ANY"})
    void eachRowComesOnceAndIsProvenThroughFaults(int slots, RowOrder order) {
        Random random = new Random(SEED);
        for (int round = 0; round < 3; round++) {
            Set<BacklinkColumn> columns = some(random);
            try (BacklinksSimulator simulator = ParallelRun.simulator(ROWS)
                            .bursts(Bursts.of(0.3, 0.1))
                            .start();
                    BacklinksClient client = ParallelRun.client(simulator)) {
                simulator.fail(FaultPlan.of(Fault.CUT).at(0.5).onRequests(2, 3, 9));
                ParallelRun run = ParallelRun.of(client.harvest(QUERY)
                        .columns(columns)
                        .parallelism(slots)
                        .order(order));

                assertThat(run.identities().equals(ParallelRun.rowsNow(simulator)))
                        .as("seed %d, %s", SEED, columns)
                        .isTrue();
                assertThat(run.rows().size()).isEqualTo(ROWS);
                assertThat(run.summary().proof().verdict())
                        .as("seed %d, %s", SEED, columns)
                        .isEqualTo(Verdict.PROVEN);
            }
        }
    }

    @Test
    void theRowsHoldWhatIsSelectedAndNoMore() {
        try (BacklinksSimulator simulator = ParallelRun.simulator(1_500).start();
                BacklinksClient client = ParallelRun.client(simulator)) {
            Harvest whole = client.harvest(QUERY).order(RowOrder.STABLE);
            List<Backlink> all = whole.backlinks().collectList().blockOptional().orElseThrow();
            List<Backlink> some = whole.columns(EnumSet.of(BacklinkColumn.RANK, BacklinkColumn.DOFOLLOW))
                    .backlinks()
                    .collectList()
                    .blockOptional()
                    .orElseThrow();

            assertThat(some.stream().map(Backlink::rank))
                    .isEqualTo(all.stream().map(Backlink::rank).toList());
            assertThat(some).allMatch(row -> row.pageFromTitle() == null && row.domainFrom() == null);
            assertThat(some.get(0).toJson())
                    .isEqualTo("{\"rank\":" + all.get(0).rank() + ",\"dofollow\":"
                            + all.get(0).dofollow() + "}");
        }
    }

    @Test
    void aHarvestThatIsResumedAgainAndAgainBringsEachRowOnce() {
        Random random = new Random(SEED);
        try (BacklinksSimulator simulator = ParallelRun.simulator(ROWS).start();
                BacklinksClient client = ParallelRun.client(simulator)) {
            List<RowIdentity> kept = new ArrayList<>();
            Checkpoint reached = null;
            while (reached == null || !reached.isComplete()) {
                Harvest harvest =
                        from(client.harvest(QUERY).columns(some(random)).parallelism(4), reached);
                List<BacklinksPage> pages = harvest.pages()
                        .take(1 + random.nextInt(3))
                        .collectList()
                        .blockOptional()
                        .orElseThrow();
                if (pages.isEmpty()) {
                    break;
                }
                for (BacklinksPage page : pages) {
                    page.items().forEach(row -> kept.add(ParallelRun.identity(row)));
                    reached = page.checkpoint();
                }
            }
            assertThat(kept.size()).as("seed %d", SEED).isEqualTo(ROWS);
            assertThat(new HashSet<>(kept).equals(ParallelRun.rowsNow(simulator)))
                    .as("seed %d", SEED)
                    .isTrue();
        }
    }

    private static Harvest from(Harvest harvest, @Nullable Checkpoint checkpoint) {
        return checkpoint == null ? harvest : harvest.resumeFrom(checkpoint);
    }

    @Test
    void noColumnIsRefused() {
        try (BacklinksSimulator simulator = ParallelRun.simulator(1).start();
                BacklinksClient client = ParallelRun.client(simulator)) {
            Harvest harvest = client.harvest(QUERY);
            assertThatThrownBy(() -> harvest.columns(Set.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("columns must not be empty, was empty");
        }
    }
}
