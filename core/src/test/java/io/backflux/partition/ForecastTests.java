package io.backflux.partition;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.backflux.BacklinksQuery;
import io.backflux.HarvestEstimate;
import io.backflux.Mode;
import io.backflux.ParallelEstimate;
import io.backflux.RemainingEstimate;
import io.backflux.Strategy;
import io.backflux.paging.Plan;
import io.backflux.paging.PriceList;
import io.backflux.wire.CheckpointContent;
import io.backflux.wire.CheckpointContent.ChainPlace;
import io.backflux.wire.CheckpointContent.Counts;
import io.backflux.wire.CheckpointContent.Query;
import io.backflux.wire.PageContent;
import io.backflux.wire.SearchAfterToken;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastTests {

    private static final BacklinksQuery QUERY = BacklinksQuery.of("a.com");
    private static final BigDecimal PAID = new BigDecimal("0.024036");

    private static HarvestEstimate estimate(BacklinksQuery query, long total, int slots, @Nullable String obstacle) {
        return Forecast.of(query, Plan.ALL, slots, false, obstacle, total, PAID);
    }

    /** Means of up to 20 harvests by {@code VirtualHarvest}; answers are in its mean answer's time. */
    @ParameterizedTest
    @CsvSource({
        "60, 4, 65, 1.026, 19.8",
        "60, 8, 70, 1.053, 13.7",
        "60, 16, 73, 1.061, 11.5",
        "60, 30, 74, 1.060, 11.3",
        "100, 4, 105, 1.017, 30.0",
        "100, 8, 109, 1.034, 17.8",
        "100, 16, 115, 1.052, 13.2",
        "100, 30, 121, 1.058, 12.0",
        "250, 4, 256, 1.013, 68.9",
        "250, 8, 260, 1.016, 37.0",
        "250, 16, 267, 1.030, 22.4",
        "250, 30, 280, 1.049, 16.1",
        "1000, 4, 1006, 1.002, 260.9",
        "1000, 8, 1012, 1.007, 132.7",
        "1000, 16, 1021, 1.010, 70.0",
        "1000, 30, 1036, 1.018, 41.4",
        "10000, 4, 10005, 1.000, 2581.0",
        "10000, 8, 10014, 1.001, 1283.2",
        "10000, 16, 10025, 1.001, 640.6",
        "10000, 30, 10041, 1.002, 345.2",
    })
    void rangesComeToWhatTheModelCameTo(int pages, int slots, int requests, double rows, double answers) {
        Forecast.Load load = Forecast.load(Strategy.RANGES, false, false, pages * 1000L, 1000, slots);
        assertThat((double) load.requests()).isCloseTo(requests, withPercentage(5));
        assertThat(load.rows() / (pages * 1000.0)).isCloseTo(rows, withPercentage(5));
        assertThat(load.answers()).isCloseTo(answers, withPercentage(15));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 30, CHAIN, 1, 2",
        "1000, 30, CHAIN, 1, 2",
        "1001, 30, OFFSETS, 2, 4",
        "20000, 30, OFFSETS, 21, 4",
        "20000, 8, OFFSETS, 21, 8",
        "20980, 4, OFFSETS, 21, 12",
        "20981, 30, BOTH_ENDS, 22, 4",
        "41000, 30, BOTH_ENDS, 42, 6",
    })
    void fewRowsTakeAsManyRequestsAsAChain(long total, int slots, Strategy strategy, long requests, long seconds) {
        ParallelEstimate plan = estimate(QUERY, total, slots, null).parallel().stream()
                .filter(one -> one.parallelism() == slots)
                .findFirst()
                .orElseThrow();
        assertThat(plan.strategy()).isEqualTo(strategy);
        assertThat(plan.requests()).isEqualTo(requests);
        assertThat(plan.time()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void theFirstPlanIsTheChain() {
        HarvestEstimate estimate = estimate(QUERY, 1_000_000, 12, null);
        assertThat(estimate.parallel())
                .extracting(ParallelEstimate::parallelism)
                .containsExactly(1, 4, 8, 12, 30);
        ParallelEstimate chain = estimate.parallel().get(0);
        assertThat(chain.strategy()).isEqualTo(Strategy.CHAIN);
        assertThat(chain.strategyReason()).isNull();
        assertThat(chain.requests()).isEqualTo(1000).isEqualTo(estimate.requests());
        assertThat(chain.cost()).isEqualByComparingTo("60").isEqualByComparingTo(estimate.cost());
        assertThat(chain.time()).isEqualTo(Duration.ofSeconds(2000)).isEqualTo(estimate.time());
        assertThat(estimate.parallel().get(4).strategy()).isEqualTo(Strategy.RANGES);
        assertThat(estimate.parallel()).extracting(ParallelEstimate::cost).isSorted();
        assertThat(estimate.parallel().get(4).time()).isLessThan(Duration.ofSeconds(100));
    }

    @Test
    void whatCannotBeParallelIsAChainWithAWordWhy() {
        BacklinksQuery grouped =
                BacklinksQuery.builder("a.com").mode(Mode.ONE_PER_DOMAIN).build();
        HarvestEstimate estimate = estimate(grouped, 100_000, 30, Strategies.obstacle(grouped));
        assertThat(estimate.parallel()).allSatisfy(plan -> {
            assertThat(plan.requests()).isEqualTo(100);
            assertThat(plan.time()).isEqualTo(Duration.ofSeconds(200));
        });
        assertThat(estimate.parallel().get(3).strategyReason()).startsWith("a grouping mode");
    }

    @Test
    void inOrderRangesTakeAsLongAsAChain() {
        HarvestEstimate estimate = Forecast.of(QUERY, Plan.ALL, 8, true, null, 30_000, PAID);
        assertThat(estimate.parallel().get(2)).satisfies(plan -> {
            assertThat(plan.strategy()).isEqualTo(Strategy.RANGES);
            assertThat(plan.requests()).isGreaterThan(30);
            assertThat(plan.time()).isEqualTo(Duration.ofSeconds(60));
        });
    }

    @Test
    void aMaximumIsForecastWithItsOwnPages() {
        HarvestEstimate estimate = Forecast.of(QUERY, 1500, 4, false, null, 1_000_000, PAID);
        assertThat(estimate.rows()).isEqualTo(1500);
        assertThat(estimate.parallel().get(1)).satisfies(plan -> {
            assertThat(plan.strategy()).isEqualTo(Strategy.OFFSETS);
            assertThat(plan.requests()).isEqualTo(2);
        });
    }

    private static @Nullable RemainingEstimate remaining(
            long max, int limit, int page, long received, @Nullable Long total) {
        boolean first = page == 1;
        SearchAfterToken token = first ? null : SearchAfterToken.of("t");
        List<Long> emitted = first ? LongStream.range(0, received).boxed().toList() : List.of();
        BigDecimal cost = PriceList.of(page, received).multiply(new BigDecimal("2"));
        Counts counts = new Counts(page, page, 0, cost, BigDecimal.ZERO, cost, 0, 0, 0, total, total);
        PageContent next = new PageContent(page, token, first ? 0 : received, emitted);
        CheckpointContent from = CheckpointContent.ofChain(
                new Query("a.com", "f", limit, null),
                new ChainPlace(null, next, total, null, false),
                received,
                counts,
                null);
        return Forecast.remaining(Plan.of(QUERY, null, max), from);
    }

    @Test
    void chainOfSmallPagesGoesOnInSmallPages() {
        RemainingEstimate small = requireNonNull(remaining(Plan.ALL, 10, 3, 20, 5000L));
        assertThat(small.rows()).isEqualTo(4980);
        assertThat(small.limit()).isEqualTo(10);
        assertThat(small.requests()).isEqualTo(498);
        assertThat(small.extraRequests()).isEqualTo(498 - 5);
        assertThat(small.requestsAnew()).isEqualTo(5);
        assertThat(small.cost()).isEqualByComparingTo("24.26256");
        assertThat(small.costAnew()).isEqualByComparingTo("0.6");
        assertThat(small.isCheaperAnew()).isTrue();
    }

    @Test
    void halvesOfAMaximumMayStillBeCheaperThanANewHarvest() {
        RemainingEstimate halves = requireNonNull(remaining(Plan.ALL, 750, 3, 1500, 5000L));
        assertThat(halves.requests()).isEqualTo(5);
        assertThat(halves.extraRequests()).isEqualTo(1);
        assertThat(halves.isCheaperAnew()).isFalse();
        assertThat(requireNonNull(remaining(3000, 750, 3, 1500, 5000L)).extraRequests())
                .isZero();
    }

    @Test
    void pageThatAMaximumMadeSmallGrows() {
        RemainingEstimate first = requireNonNull(remaining(Plan.ALL, 10, 1, 10, 5000L));
        assertThat(first.limit()).isEqualTo(1000);
        assertThat(first.rows()).isEqualTo(4990);
        assertThat(first.requests()).isEqualTo(5);
        assertThat(first.extraRequests()).isZero();
    }

    @Test
    void nothingIsReckonedWhereNothingIsLeftOrTheTotalIsUnknown() {
        assertThat(remaining(1500, 750, 3, 1500, 5000L)).isNull();
        assertThat(remaining(Plan.ALL, 750, 3, 1500, null)).isNull();
    }
}
