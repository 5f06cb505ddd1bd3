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

    /** Means of up to 10 harvests by {@code VirtualHarvest}; answers are in its mean answer's time. */
    @ParameterizedTest
    @CsvSource({
        "43, 4, false, 45, 12.6",
        "43, 30, false, 45, 4.4",
        "43, 30, true, 45, 4.7",
        "60, 8, false, 62, 9.4",
        "60, 30, false, 62, 4.6",
        "100, 4, true, 102, 27.1",
        "100, 16, false, 102, 8.6",
        "100, 30, false, 102, 5.9",
        "100, 30, true, 102, 6.7",
        "250, 4, false, 252, 65.2",
        "250, 16, true, 252, 19.5",
        "250, 30, false, 252, 13.0",
        "250, 30, true, 252, 14.7",
        "1000, 8, false, 1002, 127.3",
        "1000, 16, true, 1002, 65.6",
        "1000, 30, false, 1002, 37.3",
        "1000, 30, true, 1002, 44.8",
    })
    void blocksComeToWhatTheModelCameTo(int pages, int slots, boolean ordered, int requests, double answers) {
        Forecast.Load load = Forecast.load(Strategy.BLOCKS, ordered, false, pages * 1000L, 1000, slots);
        assertThat(load.requests()).isEqualTo(requests);
        assertThat(load.rows()).isEqualTo(pages * 1000L + requests - 1);
        assertThat(load.answers()).isCloseTo(answers, withPercentage(12));
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
        assertThat(estimate.parallel().get(4).strategy()).isEqualTo(Strategy.BLOCKS);
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
    void inOrderMoreSlotsThanKnowABlockBringNothing() {
        HarvestEstimate estimate = Forecast.of(QUERY, Plan.ALL, 30, true, null, 1_000_000, PAID);
        assertThat(estimate.parallel().get(3)).satisfies(plan -> {
            assertThat(plan.strategy()).isEqualTo(Strategy.BLOCKS);
            assertThat(plan.requests()).isEqualTo(1002);
            assertThat(plan.time()).isBetween(Duration.ofSeconds(85), Duration.ofSeconds(95));
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
                new Query("a.com", "f", limit, null, null),
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
