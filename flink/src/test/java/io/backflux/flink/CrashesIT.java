package io.backflux.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.FaultPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole jobs whose tasks and enumerators crash. */
class CrashesIT {

    private static final int SMALL = 6;
    private static final int ROWS = 3_000;
    private static final int LARGE_ROWS = 30_000;
    private static final int ROWS_PER_RANGE = 5_000;

    @TempDir
    Path folder;

    private static List<String> targets() {
        List<String> targets = new ArrayList<>(IntStream.range(0, SMALL)
                .mapToObj(i -> "small" + i + ".example")
                .toList());
        targets.add(2, "large.example");
        return targets;
    }

    private static BacklinksSimulator.Builder api() {
        return BacklinksSimulator.builder()
                .rows(ROWS)
                .rows("large.example", LARGE_ROWS)
                .requestsPerMinute(100_000)
                .latency(Duration.ofMillis(20));
    }

    private static BacklinksSourceBuilder sourceOf(BacklinksSimulator api) {
        return CrashingJob.sourceOf(api)
                .targets(targets().toArray(new String[0]))
                .rowsPerRange(ROWS_PER_RANGE);
    }

    private static int pages() {
        return SMALL * ROWS / 1000 + LARGE_ROWS / 1000;
    }

    @Test
    void withoutCrashesEachPageIsBoughtOnceAndTheWholeIsProven() throws Exception {
        try (BacklinksSimulator api = api().start()) {
            CrashingJob job = new CrashingJob(api, folder);

            job.run(sourceOf(api));

            assertThat(job.lines()).isEqualTo(job.truth(targets()));
            assertThat(Files.readAllLines(job.report()))
                    .hasSize(targets().size())
                    .allMatch(line -> line.contains("\"verdict\":\"PROVEN\""));
            long whole = api.requests().stream()
                    .filter(request -> request.rows() > 1)
                    .count();
            int ranges = LARGE_ROWS / ROWS_PER_RANGE;
            assertThat(whole)
                    .as("pages, and the first one of the large target once more")
                    .isLessThanOrEqualTo(pages() + 1 + ranges);
            assertThat(api.requestCount() - whole).as("looks").isLessThanOrEqualTo(ranges + 3L);
        }
    }

    @Test
    void throughCrashesEachRowIsInTheFilesOnceAndAPageOfASplitIsBoughtAgainAtMost() throws Exception {
        long seed = Long.getLong("backflux.seed", System.nanoTime());
        System.out.println("backflux.seed=" + seed);
        Random random = new Random(seed);
        try (BacklinksSimulator api = api().start()) {
            CrashingJob job = new CrashingJob(api, folder)
                    .crashes(
                            random.longs(3, 1, SMALL * ROWS + LARGE_ROWS)
                                    .boxed()
                                    .toList(),
                            random.ints(3, 1, 80).boxed().toList());

            job.run(sourceOf(api).waitForCheckpoints(true));

            assertThat(job.lines()).isEqualTo(job.truth(targets()));
            assertThat(Files.readAllLines(job.report()))
                    .hasSize(targets().size())
                    .allMatch(line -> line.contains("\"verdict\":\"PROVEN\""));
            int ranges = LARGE_ROWS / ROWS_PER_RANGE;
            int splits = targets().size() + ranges;
            assertThat(pagesBought(api)).isLessThanOrEqualTo(pages() + 1 + ranges + (long) splits * job.crashes());
            assertThat(api.requestCount() - pagesBought(api))
                    .as("looks")
                    .isLessThanOrEqualTo((ranges + 3L) * (1 + job.crashes()));
        }
    }

    @Test
    void aTargetThatIsRefusedIsReportedAndTheOthersGoOn() throws Exception {
        try (BacklinksSimulator api = api().start()) {
            api.fail(FaultPlan.code(40501).onRequest(1));
            CrashingJob job = new CrashingJob(api, folder).parallelism(1);

            job.run(CrashingJob.sourceOf(api)
                    .targets("small0.example", "small1.example")
                    .splitsAtOnce(1)
                    .keepGoing(true));

            assertThat(job.lines()).isEqualTo(job.truth(List.of("small1.example")));
            assertThat(Files.readAllLines(job.report()))
                    .satisfiesExactly(
                            first -> assertThat(first).contains("\"status\":\"failed\"", "40501"),
                            second -> assertThat(second).contains("\"verdict\":\"PROVEN\""));
        }
    }

    @Test
    void aTargetThatIsRefusedLaterHasInTheReportWhatWasPaidForIt() throws Exception {
        try (BacklinksSimulator api = api().start()) {
            api.fail(FaultPlan.code(40501).onRequest(2));
            CrashingJob job = new CrashingJob(api, folder).parallelism(1);

            job.run(CrashingJob.sourceOf(api).targets("small0.example").keepGoing(true));

            assertThat(job.lines()).hasSize(1_000);
            assertThat(Files.readString(job.report()))
                    .contains("\"status\":\"failed\"", "\"rows\":1000")
                    .doesNotContain("\"requests\":0", "\"cost\":0,");
        }
    }

    @Test
    void anAccountThatIsRefusedFailsTheJobForGood() throws Exception {
        try (BacklinksSimulator api = api().start()) {
            api.fail(FaultPlan.code(40200).onRequest(1));
            CrashingJob job = new CrashingJob(api, folder).parallelism(1);

            assertThatThrownBy(() -> job.run(
                            CrashingJob.sourceOf(api).targets("small0.example").keepGoing(true)))
                    .hasStackTraceContaining("40200");
            assertThat(api.requestCount()).isEqualTo(1);
        }
    }

    @Test
    void aParallelismThatCanNotBeDividedFailsTheJobForGood() throws Exception {
        try (BacklinksSimulator api = api().start()) {
            CrashingJob job = new CrashingJob(api, folder).parallelism(2);

            assertThatThrownBy(() -> job.run(
                            CrashingJob.sourceOf(api).targets("a.example").limits(new QuotaLimits(2, 100))))
                    .hasStackTraceContaining("set the source's parallelism to at most 1")
                    .hasStackTraceContaining("not recoverable");
            assertThat(api.requestCount()).isZero();
        }
    }

    @Test
    void readersTogetherStayWithinTheAccountsLimits() throws Exception {
        try (BacklinksSimulator api = api().start()) {
            CrashingJob parts = new CrashingJob(api, folder.resolve("parts"));
            parts.run(sourceOf(api).limits(new QuotaLimits(10, 100_000)));
            assertThat(api.peakInFlight()).isLessThanOrEqualTo(10);

            api.resetCounters();
            CrashingJob shared = new CrashingJob(api, folder.resolve("shared"));
            shared.run(sourceOf(api)
                    .splitsAtOnce(4)
                    .quota(() -> AccountQuota.shared("shared by readers", new QuotaLimits(3, 100_000))));
            assertThat(api.peakInFlight()).isLessThanOrEqualTo(3);
            assertThat(shared.lines()).isEqualTo(shared.truth(targets()));
        }
    }

    static long pagesBought(BacklinksSimulator api) {
        return api.requests().stream()
                .filter(request -> !"1".equals(String.valueOf(request.task().get("limit"))))
                .count();
    }
}
