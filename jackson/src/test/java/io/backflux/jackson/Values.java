package io.backflux.jackson;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import io.backflux.Checkpoint;
import io.backflux.HarvestProgress;
import io.backflux.HarvestProof;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.RangeProgress;
import io.backflux.Strategy;
import io.backflux.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Values that are written and read. */
final class Values {

    static final String TOKEN = "dG9rZW4";

    static final Checkpoint CHECKPOINT =
            Checkpoint.fromJson("{\"version\":1,\"target\":\"forbes.com\",\"query\":\"00\",\"limit\":1000,\"page\":2,"
                    + "\"token\":\"" + TOKEN + "\",\"served\":1000,\"total\":3300,\"received\":1000,\"pages\":1,"
                    + "\"requests\":1,\"retries\":0,\"cost\":\"0.05\",\"unpriced\":\"0\",\"dearest\":\"0.05\","
                    + "\"repeated\":0,\"unexpectedValues\":0,\"missing\":0,\"totalAtStart\":3300,\"totalAtEnd\":3300}");

    /** What a row may hold, each line one. */
    static final List<Backlink> ROWS = List.of(
                    "{}",
                    "{\"url_from\":null,\"rank\":7,\"is_new\":true,\"links_count\":9007199254740993}",
                    "{\"first_seen\":\"2023-02-10 16:15:27 +00:00\",\"last_seen\":null,\"prev_seen\":\"yesterday\"}",
                    "{\"attributes\":[\"ugc\",\"nofollow\"],\"domain_from_platform_type\":[],\"rank\":12.0}",
                    "{\"rank\":\"12\",\"new_field\":[1,{\"a\":1.50,\"b\":[[]]},-0,1e5,12345678901234567890],\"next\":{}}",
                    "{\"ranked_keywords_info\":{\"page_from_keywords_count_top_3\":1,\"page_from_keywords_count_top_10\":null}}",
                    "{\"indirect_link_path\":[{\"type\":\"redirect\",\"status_code\":301,\"url\":\"https://a.example/\"}]}",
                    "{\"anchor\":\"caf\u00e9 \ud83d\ude00 \u2028 \\u0000 \\\\ / \\\" <b>\",\"\u00e9\":\"\u0085\"}")
            .stream()
            .map(Backlink::fromJson)
            .toList();

    static final BacklinksPage PAGE = BacklinksPage.builder(CHECKPOINT)
            .number(3)
            .items(ROWS)
            .totalCount(3_300L)
            .cost(new BigDecimal("0.050"))
            .taskId("11231200-0001")
            .last(true)
            .build();

    static final HarvestProgress PROGRESS = HarvestProgress.builder("forbes.com")
            .totalCount(90_000L)
            .received(45_000)
            .pages(45)
            .requests(47)
            .retries(2)
            .cost(new BigDecimal("2.35"))
            .ranges(List.of(
                    RangeProgress.builder(Instant.parse("2024-01-01T00:00:00Z"))
                            .received(5)
                            .expected(7L)
                            .build(),
                    RangeProgress.builder(Instant.parse("2026-01-01T00:00:00Z"))
                            .from(Instant.parse("2024-01-01T00:00:00Z"))
                            .ended(true)
                            .build()))
            .build();

    static final HarvestSummary SUMMARY = HarvestSummary.builder(HarvestStatus.LIMITED, PROGRESS)
            .reason("enough")
            .strategy(Strategy.CHAIN)
            .strategyReason("a grouping mode")
            .parallelism(4)
            .proof(HarvestProof.builder()
                    .received(45_000)
                    .distinct(44_990)
                    .repeated(10)
                    .sample(4)
                    .totalAtStart(90_000L)
                    .totalAtEnd(90_001L)
                    .missing(3)
                    .verdict(Verdict.GAP)
                    .finding("rows are missing")
                    .build())
            .unexpectedValues(6)
            .unpriced(new BigDecimal("0.06"))
            .resumedFrom(PROGRESS.toBuilder().received(5).build())
            .checkpoint(CHECKPOINT)
            .build();

    private Values() {}
}
