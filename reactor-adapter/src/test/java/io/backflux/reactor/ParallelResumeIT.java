package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.BacklinksPage;
import io.backflux.BacklinksQuery;
import io.backflux.Checkpoint;
import io.backflux.HarvestSummary;
import io.backflux.RowOrder;
import io.backflux.Strategy;
import io.backflux.Verdict;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.IndexChanges;
import io.backflux.simulator.RowIdentity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A parallel harvest that is left again and again, and gone on with each time. */
class ParallelResumeIT {

    private static final long SEED = Long.getLong("backflux.seed", System.nanoTime());
    private static final int SLOTS = 8;
    private static final BacklinksQuery QUERY =
            BacklinksQuery.builder(ParallelRun.TARGET).limit(1000).build();

    private static Harvest from(Harvest harvest, @Nullable Checkpoint checkpoint) {
        return checkpoint == null ? harvest : harvest.resumeFrom(Checkpoint.fromJson(checkpoint.toJson()));
    }

    @ParameterizedTest
    @ValueSource(ints = {9_500, 25_300, 47_000})
    void pagesThatWereKeptAreNeverBoughtAgain(int rows) {
        Random random = new Random(SEED);
        try (BacklinksSimulator simulator = ParallelRun.simulator(rows).start();
                BacklinksClient client = ParallelRun.client(simulator)) {
            ParallelRun.of(client.harvest(QUERY).parallelism(SLOTS));
            int undisturbed = simulator.requestCount();
            simulator.resetCounters();
            List<RowIdentity> kept = new ArrayList<>();
            Checkpoint reached = null;
            int runs = 0;
            while (reached == null || !reached.isComplete()) {
                runs++;
                int slots = runs % 5 == 4 ? 1 : SLOTS; // Also by one chain at a time.
                List<BacklinksPage> pages = from(client.harvest(QUERY).parallelism(slots), reached)
                        .pages()
                        .take(1 + random.nextInt(9))
                        .collectList()
                        .blockOptional()
                        .orElseThrow();
                if (pages.isEmpty()) {
                    break; // The last page came while the row at the end was in flight.
                }
                for (BacklinksPage page : pages) {
                    page.items().forEach(row -> kept.add(ParallelRun.identity(row)));
                    reached = page.checkpoint();
                }
            }
            assertThat(kept).as("seed %d", SEED).hasSize(rows);
            assertThat(new HashSet<>(kept).equals(ParallelRun.rowsNow(simulator)))
                    .as("seed %d", SEED)
                    .isTrue();
            assertThat(simulator.requestCount())
                    .as("seed %d, %d runs", SEED, runs)
                    .isLessThanOrEqualTo(undisturbed + (runs - 1) * (SLOTS + 1) + 12);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {9_500, 25_300, 47_000})
    void rowsThatWereHandedOnNeverComeAgain(int rows) throws Exception {
        Random random = new Random(SEED);
        try (BacklinksSimulator simulator = ParallelRun.simulator(rows).start();
                BacklinksClient client = ParallelRun.client(simulator)) {
            List<RowIdentity> kept = new ArrayList<>();
            Checkpoint reached = null;
            while (reached == null || !reached.isComplete()) {
                CompletableFuture<HarvestSummary> summary = new CompletableFuture<>();
                from(client.harvest(QUERY).parallelism(SLOTS), reached)
                        .listener(HarvestListener.onSummary(summary::complete))
                        .backlinks()
                        .take(1 + random.nextInt(rows / 4))
                        .doOnNext(row -> kept.add(ParallelRun.identity(row)))
                        .blockLast();
                HarvestSummary heard = summary.get(10, TimeUnit.SECONDS); // A cancel is heard of a little later.
                Checkpoint next = heard.checkpoint();
                if (next != null) {
                    // What a cancelled subscriber had not taken out of a page is not covered; what it had beyond it
                    // comes again.
                    while (kept.size() > next.received()) {
                        kept.remove(kept.size() - 1);
                    }
                    reached = next;
                } else {
                    kept.clear();
                }
            }
            assertThat(kept).as("seed %d", SEED).hasSize(rows);
            assertThat(new HashSet<>(kept)).as("seed %d", SEED).hasSize(rows);
            HarvestSummary whole =
                    ParallelRun.of(from(client.harvest(QUERY), reached)).summary();
            assertThat(whole.proof().verdict()).as(whole.proof().finding()).isEqualTo(Verdict.PROVEN);
        }
    }

    @ParameterizedTest
    @CsvSource({"9500, 2500", "25300, 7300", "47000, 2500", "47000, 30300"})
    void leftWithinPagesItIsStillProven(int rows, int taken) throws Exception {
        try (BacklinksSimulator simulator = ParallelRun.simulator(rows).start();
                BacklinksClient client = ParallelRun.client(simulator)) {
            Harvest harvest = client.harvest(QUERY).parallelism(SLOTS);
            CompletableFuture<HarvestSummary> left = new CompletableFuture<>();
            harvest.listener(HarvestListener.onSummary(left::complete))
                    .backlinks()
                    .take(taken)
                    .blockLast();
            Checkpoint reached =
                    Objects.requireNonNull(left.get(10, TimeUnit.SECONDS).checkpoint());
            ParallelRun rest = ParallelRun.of(from(harvest, reached));
            assertThat(rest.rows().size()).isEqualTo(rows - (int) reached.received());
            assertThat(rest.summary().proof().verdict())
                    .as(rest.summary().proof().finding())
                    .isEqualTo(Verdict.PROVEN);
        }
    }

    @Test
    void anIndexThatMovedBetweenTwoRunsLosesNoRow() {
        for (int rows : new int[] {9_500, 25_300, 47_000}) {
            try (BacklinksSimulator simulator = ParallelRun.simulator(rows)
                            .changing(IndexChanges.NONE)
                            .start();
                    BacklinksClient client = ParallelRun.client(simulator)) {
                Set<RowIdentity> stayed = ParallelRun.rowsNow(simulator);
                List<RowIdentity> kept = new ArrayList<>();
                List<BacklinksPage> pages = client.harvest(QUERY)
                        .parallelism(SLOTS)
                        .pages()
                        .take(5)
                        .collectList()
                        .blockOptional()
                        .orElseThrow();
                pages.forEach(page -> page.items().forEach(row -> kept.add(ParallelRun.identity(row))));
                simulator.change(ParallelRun.TARGET, new IndexChanges(100, 300, 300));
                ParallelRun rest = ParallelRun.of(from(
                        client.harvest(QUERY).parallelism(SLOTS), pages.get(4).checkpoint()));
                rest.rows().forEach(row -> kept.add(ParallelRun.identity(row)));
                stayed.retainAll(ParallelRun.rowsNow(simulator));
                assertThat(new HashSet<>(kept)).as("%d rows, none twice", rows).hasSameSizeAs(kept);
                kept.forEach(stayed::remove);
                assertThat(stayed).as("%d rows", rows).isEmpty();
                assertThat(rest.summary().proof().verdict())
                        .as(rest.summary().proof().finding())
                        .isEqualTo(Verdict.DRIFTED);
            }
        }
    }

    @Test
    void aChainInTheStableOrderIsGoneOnWithInParallel() {
        try (BacklinksSimulator simulator = ParallelRun.simulator(60_000).start();
                BacklinksClient client = ParallelRun.client(simulator)) {
            List<BacklinksPage> pages = client.harvest(QUERY)
                    .order(RowOrder.STABLE)
                    .pages()
                    .take(3)
                    .collectList()
                    .blockOptional()
                    .orElseThrow();
            ParallelRun rest = ParallelRun.of(
                    from(client.harvest(QUERY).parallelism(SLOTS), pages.get(2).checkpoint()));
            Set<RowIdentity> all = rest.identities();
            pages.forEach(page -> page.items().forEach(row -> all.add(ParallelRun.identity(row))));
            assertThat(all.equals(ParallelRun.rowsNow(simulator))).isTrue();
            assertThat(rest.rows()).hasSize(57_000);
            assertThat(rest.summary().strategy()).isEqualTo(Strategy.RANGES);
            assertThat(rest.summary().proof().verdict())
                    .as(rest.summary().proof().finding())
                    .isEqualTo(Verdict.PROVEN);
        }
    }
}
