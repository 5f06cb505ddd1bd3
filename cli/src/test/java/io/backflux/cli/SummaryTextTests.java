package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.HarvestProgress;
import io.backflux.HarvestProof;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.Strategy;
import io.backflux.Verdict;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTextTests {

    @TempDir
    private Path folder;

    private static HarvestProgress progress(long rows) {
        return HarvestProgress.builder("a.com")
                .totalCount(5000L)
                .received(rows)
                .pages(4)
                .requests(5)
                .retries(1)
                .cost(new BigDecimal("0.20"))
                .build();
    }

    private static Outcome outcome(
            HarvestStatus status, String reason, HarvestProof proof, @Nullable HarvestProgress before) {
        HarvestSummary summary = HarvestSummary.builder(status, progress(4000))
                .reason(reason)
                .strategy(Strategy.CHAIN)
                .proof(proof)
                .unpriced(new BigDecimal("0.05"))
                .resumedFrom(before)
                .build();
        return new Outcome(
                "rows.ndjson", summary, 0, Duration.ofSeconds(2), null, true, Standing.RESUMABLE, null, null, null);
    }

    private static List<String> lines(Outcome... outcomes) {
        return new SummaryText(new Report(List.of(outcomes), Duration.ofSeconds(2)), false, false).lines();
    }

    private static HarvestProof proof(long repeated, long sample, long totalAtEnd, long missing) {
        return HarvestProof.builder()
                .received(4000)
                .distinct(4000 - repeated)
                .repeated(repeated)
                .sample(sample)
                .totalAtStart(5000L)
                .totalAtEnd(totalAtEnd)
                .missing(missing)
                .finding("it ended early")
                .build();
    }

    @Test
    void shortHarvestSaysSoPlainly() throws IOException {
        Outcome shortOne =
                outcome(HarvestStatus.COMPLETE, "no token for a further page", proof(12, 4, 5010, 1000), null);
        assertThat(lines(shortOne))
                .containsExactly(
                        "a.com: complete, no token for a further page",
                        "  rows      4,000 of 5,000 in rows.ndjson",
                        "  proof     unproven: it ended early",
                        "  counted   3,988 different, 12 repeated, reckoned from a sample of 1/4",
                        "  total     5,000 at the start, 5,010 at the end",
                        "  requests  5 for 4 pages, 1 retry",
                        "  cost      $0.20, and up to $0.05 by answers that never named their price",
                        "  time      2.0 s, 2,000 rows/s",
                        "  note      1,000 rows short: the server promised 5,000");
        Path file = folder.resolve("summary.json");
        Files.write(file, SummaryJson.bytes(new Report(List.of(shortOne), Duration.ofSeconds(2))));
        assertThat(file)
                .content()
                .contains("\"missing\" : 1000", "\"distinct\" : 3988", "\"repeated\" : 12", "\"repeated_sample\" : 4")
                .contains("\"total_count\" : 5000", "\"total_count_at_end\" : 5010", "\"unpriced\" : 0.05")
                .contains("\"resumed_from\" : null");
    }

    @Test
    void earlierRunsAreTold() throws IOException {
        Outcome resumed = outcome(HarvestStatus.LIMITED, "interrupted", proof(0, 1, 5000, 0), progress(3000));
        assertThat(lines(resumed))
                .contains(
                        "  before    of these, 3,000 rows, 5 requests and $0.20 by earlier runs",
                        "  counted   4,000 different, 0 repeated",
                        "  time      2.0 s, 500 rows/s, by this run",
                        "  note      resume with --resume");
        Path file = folder.resolve("summary.json");
        Files.write(file, SummaryJson.bytes(new Report(List.of(resumed), Duration.ofSeconds(2))));
        assertThat(file).content().contains("\"resumed_from\" : {", "\"received\" : 3000");
    }

    @Test
    void proofOfRowsThatAreNotInTheFileIsNotTold() {
        HarvestProof ofMore = HarvestProof.builder()
                .received(5000)
                .distinct(5000)
                .totalAtStart(5000L)
                .totalAtEnd(5000L)
                .verdict(Verdict.PROVEN)
                .finding("")
                .build();
        assertThat(lines(outcome(HarvestStatus.FAILED, "disk full", ofMore, null)))
                .noneMatch(line -> line.contains("different"));
    }

    @Test
    void eachTargetThatIsShortIsNamed() {
        Outcome whole = outcome(HarvestStatus.COMPLETE, "all came", proof(0, 1, 5000, 0), null);
        Outcome shortOne = outcome(HarvestStatus.COMPLETE, "an empty page", proof(3, 1, 5000, 1000), null);
        Outcome limited = outcome(HarvestStatus.LIMITED, "maxCost of $1", proof(0, 1, 5000, 0), null);
        assertThat(lines(whole, shortOne, limited))
                .contains(
                        "  counted   11,997 different, 3 repeated",
                        "  note      1,000 rows short: the server promised 5,000: a.com",
                        "  note      resume with --resume --max-cost MORE");
    }

    private static Outcome complete(Verdict verdict, String finding, Strategy strategy) {
        return complete(verdict, finding, strategy, null);
    }

    private static Outcome complete(Verdict verdict, String finding, Strategy strategy, @Nullable String why) {
        HarvestProof proof = HarvestProof.builder()
                .received(4000)
                .distinct(4000)
                .totalAtStart(4000L)
                .totalAtEnd(4000L)
                .verdict(verdict)
                .finding(finding)
                .build();
        HarvestSummary summary = HarvestSummary.builder(HarvestStatus.COMPLETE, progress(4000))
                .reason("all came")
                .strategy(strategy)
                .strategyReason(why)
                .parallelism(30)
                .proof(proof)
                .build();
        return new Outcome(
                "rows.ndjson", summary, 0, Duration.ofSeconds(2), null, true, Standing.RESUMABLE, null, null, null);
    }

    @Test
    void verdictAndWayAreALineEach() throws IOException {
        Outcome proven = complete(Verdict.PROVEN, "all 4,000 rows of total_count, each once", Strategy.RANGES);
        assertThat(lines(proven))
                .contains(
                        "  proof     proven: all 4,000 rows of total_count, each once",
                        "  strategy  ranges of first_seen, up to 30 at once");
        String gap = "1,200 rows are missing, in the range from 2023-02-10T16:15:27Z to 2024-02-10T16:15:27Z";
        assertThat(lines(complete(Verdict.GAP, gap, Strategy.CHAIN)))
                .contains("  proof     gap: 1,200 rows are missing, in the range from 2023-02-10T16:15:27Z to"
                        + " 2024-02-10T16:15:27Z")
                .noneMatch(line -> line.startsWith("  strategy"));
        Path file = folder.resolve("summary.json");
        Files.write(file, SummaryJson.bytes(new Report(List.of(proven), Duration.ofSeconds(2))));
        assertThat(file)
                .content()
                .contains("\"verdict\" : \"proven\"", "\"strategy\" : \"ranges\"", "\"strategy_reason\" : null")
                .contains("\"finding\" : \"all 4,000 rows of total_count, each once\"");
    }

    @Test
    void aChainIsToldWhereAnotherWayWasWanted() {
        Report plain = new Report(List.of(complete(Verdict.PROVEN, "", Strategy.CHAIN)), Duration.ofSeconds(2));
        assertThat(new SummaryText(plain, false, true).lines()).contains("  proof     proven", "  strategy  one chain");
        assertThat(lines(complete(Verdict.PROVEN, "", Strategy.CHAIN, "the query has an offset of its own")))
                .contains("  strategy  one chain: the query has an offset of its own");
    }

    @Test
    void ofSeveralTargetsThoseThatAreNotProvenAreNamed() throws IOException {
        Outcome proven = complete(Verdict.PROVEN, "all came", Strategy.CHAIN);
        Outcome drifted = complete(Verdict.DRIFTED, "between 4,000 and 4,010 rows", Strategy.CHAIN);
        assertThat(lines(proven, drifted))
                .anyMatch(line -> line.matches("a\\.com +complete +proven .*"))
                .anyMatch(line -> line.matches("a\\.com +complete +drifted .*"))
                .anyMatch(line -> line.matches("all 2 +complete +drifted .*"))
                .containsOnlyOnce("  note      a.com: drifted: between 4,000 and 4,010 rows");
        Path file = folder.resolve("summary.json");
        Files.write(file, SummaryJson.bytes(new Report(List.of(proven, drifted), Duration.ofSeconds(2))));
        assertThat(file).content().contains("\"verdict\" : \"drifted\"", "\"finding\" : null");
    }

    @Test
    void aVerdictOfSeveralTargetsIsALineAndNamesThem() {
        Outcome drifted = complete(Verdict.DRIFTED, "between 4,000 and 4,010 rows", Strategy.CHAIN);
        Outcome gap = complete(Verdict.GAP, "1 row is missing", Strategy.CHAIN);
        assertThat(lines(drifted, gap, drifted).stream().filter(line -> line.startsWith("  note")))
                .containsExactly(
                        "  note      a.com, a.com: drifted: between 4,000 and 4,010 rows",
                        "  note      a.com: gap: 1 row is missing");
    }

    @Test
    void whatWasWholeIsALineAndItsVerdict() {
        HarvestSummary summary = outcome(HarvestStatus.COMPLETE, "all came", proof(0, 1, 5000, 0), progress(4000))
                .summary();
        Instant since = Instant.parse("2026-11-23T15:48:25Z");
        Outcome whole = new Outcome(
                "rows.ndjson", summary, 0, Duration.ZERO, null, true, Standing.RESUMABLE, null, null, since);
        assertThat(lines(whole))
                .containsExactly(
                        "a.com: complete since 2026-11-23T15:48:25Z, 4,000 rows in rows.ndjson; nothing was bought",
                        "  proof     unproven: it ended early");
    }
}
