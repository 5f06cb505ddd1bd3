package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.HarvestProgress;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.Verdict;
import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.simulator.BacklinksSimulator;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParallelIT {

    private static final BacklinksQuery QUERY = BacklinksQuery.of("site.example");

    private static BacklinksClient client(BacklinksSimulator simulator) {
        return BacklinksClient.builder()
                .baseUrl(simulator.baseUrl())
                .credentials(Credentials.of(simulator.username(), simulator.password()))
                .quota(AccountQuota.local(new QuotaLimits(30, 1_000_000)))
                .build();
    }

    private static BacklinksSimulator.Builder simulator(int rows) {
        return BacklinksSimulator.builder().rows(rows).requestsPerMinute(1_000_000);
    }

    /** What a harvest came to. */
    private record Run(HarvestSummary summary, List<Backlink> rows) {

        Set<String> identities() {
            Set<String> all = new HashSet<>();
            rows.forEach(row -> all.add(row.urlFrom() + ' ' + row.urlTo() + ' ' + row.anchor()));
            return all;
        }
    }

    private static Run run(Harvest harvest) {
        AtomicReference<HarvestSummary> summary = new AtomicReference<>();
        List<Backlink> rows = harvest.listener(new HarvestListener() {
                    @Override
                    public void onProgress(HarvestProgress progress) {}

                    @Override
                    public void onSummary(HarvestSummary heard) {
                        summary.set(heard);
                    }
                })
                .backlinks()
                .collectList()
                .block(Duration.ofMinutes(2));
        return new Run(summary.get(), rows);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 30, 1, 1",
        "1, 30, 1, 1",
        "1000, 30, 1, 1",
        "1001, 30, 2, 2",
        "5500, 30, 6, 6",
        "20000, 30, 20, 20",
        "21000, 30, 21, 21",
        "21001, 30, 22, 23",
        "40000, 30, 40, 42",
        "42000, 30, 42, 42",
        "60000, 16, 60, 80"
    })
    void eachRowComesOnceForHardlyMoreRequestsThanAChain(int rows, int slots, int fewest, int most) {
        try (BacklinksSimulator simulator = simulator(rows).start();
                BacklinksClient client = client(simulator)) {
            Run run = run(client.harvest(QUERY).parallelism(slots));
            assertThat(run.identities()).hasSize(rows).hasSameSizeAs(run.rows());
            assertThat(simulator.requestCount()).isBetween(fewest, most);
            assertThat(run.summary().status()).isEqualTo(HarvestStatus.COMPLETE);
            assertThat(run.summary().proof().verdict())
                    .as(run.summary().proof().finding())
                    .isEqualTo(Verdict.PROVEN);
            assertThat(simulator.peakInFlight()).isLessThanOrEqualTo(slots);
        }
    }

    @Test
    void timing() {
        for (int[] c : new int[][] {{20000, 30}, {40000, 30}, {60000, 16}}) {
            try (BacklinksSimulator simulator = simulator(c[0])
                            .latency(Duration.ofSeconds(1))
                            .gzip(false)
                            .start();
                    BacklinksClient client = client(simulator)) {
                long t = System.nanoTime();
                Run run = run(client.harvest(QUERY).parallelism(c[1]));
                System.out.println(
                        "TIMING " + c[0] + " " + run.rows().size() + " " + (System.nanoTime() - t) / 1e9 + " requests "
                                + simulator.requestCount() + " " + run.summary().way());
            }
        }
    }
}
