package io.backflux.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.BacklinksQuery;
import io.backflux.CustomMode;
import io.backflux.Fields;
import io.backflux.Filter;
import io.backflux.Mode;
import io.backflux.Strategy;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategiesTests {

    private static final BacklinksQuery QUERY = BacklinksQuery.of("a.example");

    private static BacklinksQuery conditions(int count) {
        return QUERY.toBuilder()
                .filters(IntStream.rangeClosed(1, count)
                        .mapToObj(i -> Fields.RANK.greaterThan(i))
                        .reduce(Filter::and)
                        .orElseThrow())
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1000, CHAIN",
        "1000, 1000, CHAIN",
        "1001, 1000, OFFSETS",
        "20980, 1000, OFFSETS",
        "20981, 1000, BOTH_ENDS",
        "41959, 1000, BOTH_ENDS",
        "41960, 1000, BLOCKS",
        "20098, 100, OFFSETS",
        "20099, 100, BOTH_ENDS",
        "40201, 100, BLOCKS",
        "40000, 1, BOTH_ENDS",
        "50000, 1, CHAIN"
    })
    void theCheapestThatReachesAllRows(long total, int limit, Strategy strategy) {
        assertThat(Strategies.of(QUERY, total, Long.MAX_VALUE, limit, Reach.OF_API, false))
                .isEqualTo(strategy);
    }

    @Test
    void aMaximumMayBeReachedByOffsetsAlone() {
        assertThat(Strategies.of(QUERY, 5_000_000, 20_980, 1000, Reach.OF_API, false))
                .isEqualTo(Strategy.OFFSETS);
        assertThat(Strategies.of(QUERY, 5_000_000, 900, 1000, Reach.OF_API, false))
                .isEqualTo(Strategy.CHAIN);
    }

    @Test
    void inOrderNothingIsReadBackwards() {
        assertThat(Strategies.of(QUERY, 30_000, Long.MAX_VALUE, 1000, Reach.OF_API, true))
                .isEqualTo(Strategy.BLOCKS);
    }

    @Test
    void blocksNeedRoomForTwoConditions() {
        assertThat(Strategies.of(conditions(6), 100_000, Long.MAX_VALUE, 1000, Reach.OF_API, false))
                .isEqualTo(Strategy.BLOCKS);
        assertThat(Strategies.of(conditions(7), 100_000, Long.MAX_VALUE, 1000, Reach.OF_API, false))
                .isEqualTo(Strategy.CHAIN);
        assertThat(Strategies.of(conditions(7), 40_000, Long.MAX_VALUE, 1000, Reach.OF_API, false))
                .isEqualTo(Strategy.BOTH_ENDS);
    }

    @Test
    void whatStandsInTheWayIsSaid() {
        assertThat(Strategies.obstacle(QUERY)).isNull();
        assertThat(Strategies.obstacle(QUERY.toBuilder().mode(Mode.AS_IS).build()))
                .isNull();
        assertThat(Strategies.obstacle(conditions(6))).isNull();
        assertThat(Strategies.obstacle(conditions(7))).contains("more than 6 conditions");
        assertThat(Strategies.obstacle(QUERY.toBuilder().offset(5).build())).contains("offset");
        assertThat(Strategies.obstacle(
                        QUERY.toBuilder().mode(Mode.ONE_PER_ANCHOR).build()))
                .contains("grouping");
        assertThat(Strategies.obstacle(QUERY.toBuilder()
                        .customMode(new CustomMode("anchor", 5))
                        .build()))
                .contains("grouping");
    }
}
