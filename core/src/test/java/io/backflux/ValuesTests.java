package io.backflux;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValuesTests {

    static Stream<Class<?>> read() {
        return Stream.of(
                HarvestSummary.class,
                HarvestProgress.class,
                HarvestProof.class,
                HarvestEstimate.class,
                ParallelEstimate.class,
                RemainingEstimate.class,
                RangeProgress.class,
                AccountStatus.class,
                BacklinksPage.class);
    }

    @ParameterizedTest
    @MethodSource("read")
    void whatIsOnlyReadCanGrow(Class<?> type) {
        assertThat(type.isSealed()).isTrue();
        assertThat(type.getConstructors()).isEmpty();
    }

    @Test
    void whatIsNotSetIsNothing() {
        HarvestProgress progress = HarvestProgress.builder("a.example").build();
        assertThat(progress.totalCount()).isNull();
        assertThat(progress.cost()).isZero();
        assertThat(progress.ranges()).isEmpty();
        HarvestSummary summary =
                HarvestSummary.builder(HarvestStatus.FAILED, progress).build();
        assertThat(summary.strategy()).isNull();
        assertThat(summary.proof().verdict()).isEqualTo(Verdict.UNPROVEN);
    }

    @Test
    void aCopyChangesWhatItIsToldAndNoMore() {
        HarvestProgress progress = HarvestProgress.builder("a.example")
                .totalCount(7L)
                .received(5)
                .pages(2)
                .requests(3)
                .retries(1)
                .cost(BigDecimal.ONE)
                .ranges(List.of(RangeProgress.builder(Instant.EPOCH).build()))
                .build();
        HarvestSummary summary = HarvestSummary.builder(HarvestStatus.COMPLETE, progress)
                .reason("all came")
                .strategy(Strategy.CHAIN)
                .strategyReason("why")
                .parallelism(4)
                .unexpectedValues(2)
                .unpriced(BigDecimal.TEN)
                .resumedFrom(progress)
                .build();
        assertThat(summary.toBuilder().build()).isEqualTo(summary).hasSameHashCodeAs(summary);
        assertThat(progress.toBuilder().build()).isEqualTo(progress);
        assertThat(progress.toBuilder().received(6).build()).isNotEqualTo(progress);
        assertThat(progress).hasToString(progress.toBuilder().build().toString());
        assertThat(summary.toString()).startsWith("HarvestSummary[status=COMPLETE");
    }

    @Test
    void aPagePrintsNoRows() {
        Checkpoint checkpoint = BeanSerialiserTests.CHECKPOINT;
        BacklinksPage page = BacklinksPage.builder(checkpoint)
                .items(List.of(Backlink.fromJson("{\"url_from\":\"https://secret.example/\"}")))
                .build();
        assertThat(page.toString()).contains("items=1").doesNotContain("secret");
    }
}
