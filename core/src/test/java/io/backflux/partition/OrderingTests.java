package io.backflux.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.BacklinksQuery;
import io.backflux.Fields;
import io.backflux.Filter;
import io.backflux.Mode;
import io.backflux.RowOrder;
import io.backflux.Strategy;
import io.backflux.error.CheckpointException;
import io.backflux.paging.StableOrder;
import io.backflux.wire.CheckpointContent;
import io.backflux.wire.CheckpointContent.ChainPlace;
import io.backflux.wire.CheckpointContent.Counts;
import io.backflux.wire.CheckpointContent.Query;
import io.backflux.wire.LegContent;
import io.backflux.wire.PageContent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderingTests {

    private static final Instant NOW = Instant.parse("2026-11-23T10:11:12.500Z");
    private static final Instant SECOND = Instant.parse("2026-11-23T10:11:12Z");
    private static final BacklinksQuery PLAIN = BacklinksQuery.of("a.example");

    private static BacklinksQuery query(String kind) {
        return switch (kind) {
            case "plain" -> PLAIN;
            case "sorted" -> PLAIN.toBuilder().orderBy(Fields.RANK.descending()).build();
            case "stableSorted" -> PLAIN.toBuilder().orderBy(StableOrder.RULES).build();
            case "grouped" -> PLAIN.toBuilder().mode(Mode.ONE_PER_DOMAIN).build();
            case "sortedGroups" ->
                query("grouped").toBuilder().orderBy(Fields.RANK.descending()).build();
            case "offset" -> PLAIN.toBuilder().offset(5).build();
            case "eight" ->
                PLAIN.toBuilder()
                        .filters(IntStream.rangeClosed(1, 8)
                                .mapToObj(i -> Fields.RANK.greaterThan(i))
                                .reduce(Filter::and)
                                .orElseThrow())
                        .build();
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static CheckpointContent chain(@Nullable Instant before) {
        return content(before, null, List.of());
    }

    private static CheckpointContent content(
            @Nullable Instant before, @Nullable Strategy strategy, List<LegContent> legs) {
        Counts counts = new Counts(1, 1, 0, BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.ONE, 0, 0, 0, 9000L, 9000L);
        PageContent page = new PageContent(2, null, 1000, List.of());
        return new CheckpointContent(
                new Query("a.example", "0", 1000, before, null),
                new ChainPlace(null, page, null, null, false),
                1000,
                counts,
                strategy,
                legs,
                null);
    }

    @ParameterizedTest
    @CsvSource({
        "plain,        ,       1, one chain in the query's order",
        "plain,        ,       4, parallel in any order",
        "plain,        QUERY,  1, one chain in the query's order",
        "plain,        QUERY,  4, refused",
        "plain,        STABLE, 1, one chain in the stable order",
        "plain,        STABLE, 4, parallel in the stable order",
        "plain,        ANY,    1, one chain in the query's order",
        "plain,        ANY,    4, parallel in any order",
        "sorted,       ,       1, one chain in the query's order",
        "sorted,       ,       4, refused",
        "sorted,       QUERY,  1, one chain in the query's order",
        "sorted,       QUERY,  4, refused",
        "sorted,       STABLE, 1, refused",
        "sorted,       STABLE, 4, refused",
        "sorted,       ANY,    1, one chain in the query's order",
        "sorted,       ANY,    4, parallel in any order",
        "stableSorted, ,       4, parallel in any order",
        "stableSorted, QUERY,  4, refused",
        "stableSorted, STABLE, 1, one chain in the stable order",
        "stableSorted, STABLE, 4, parallel in the stable order",
        "grouped,      ,       4, one chain in the query's order",
        "grouped,      STABLE, 4, one chain in the stable order",
        "sortedGroups, ANY,    4, one chain in the query's order",
        "sortedGroups, STABLE, 4, refused",
        "offset,       ,       4, one chain in the query's order",
        "offset,       STABLE, 4, one chain in the stable order",
        "eight,        STABLE, 4, one chain in the stable order"
    })
    void whatIsWantedAndWhatComesOfIt(String query, @Nullable RowOrder wanted, int slots, String outcome) {
        Ordering ordering = new Ordering(query(query), wanted, slots, null);
        assertThat(outcome(ordering)).isEqualTo(outcome);
    }

    private static String outcome(Ordering ordering) {
        try {
            ordering.check();
        } catch (IllegalStateException refused) {
            return "refused";
        }
        if (ordering.isParallel()) {
            assertThat(ordering.bound(NOW)).isEqualTo(SECOND);
            return ordering.isStable() ? "parallel in the stable order" : "parallel in any order";
        }
        return ordering.bound(NOW) == null ? "one chain in the query's order" : "one chain in the stable order";
    }

    @Test
    void refusalsSayWhatToCall() {
        assertThatThrownBy(() -> new Ordering(query("sorted"), null, 4, null).check())
                .hasMessage(
                        "parallelism is 4, and the query has orderBy [rank,desc], which takes one request at a time: call"
                                + " order(RowOrder.ANY) to give it up, or parallelism(1)");
        assertThatThrownBy(() -> new Ordering(PLAIN, RowOrder.QUERY, 4, null).check())
                .hasMessageContaining("call parallelism(1), or order(RowOrder.STABLE) or order(RowOrder.ANY)");
        assertThatThrownBy(() -> new Ordering(query("sorted"), RowOrder.STABLE, 1, null).check())
                .hasMessageContaining("the query has orderBy [rank,desc]: leave orderBy empty");
    }

    @ParameterizedTest
    @CsvSource({
        "QUERY,  1, query,    ok",
        "QUERY,  1, stable,   refused",
        "QUERY,  1, bothEnds, refused",
        "STABLE, 1, query,    refused",
        "STABLE, 1, stable,   ok",
        "STABLE, 4, stable,   ok",
        "STABLE, 4, ranges,   ok",
        "STABLE, 1, bothEnds, refused",
        "STABLE, 4, bothEnds, refused",
        "ANY,    1, query,    ok",
        "ANY,    4, query,    ok",
        "ANY,    4, stable,   ok",
        "ANY,    1, bothEnds, ok",
        "ANY,    4, bothEnds, ok",
        ",       1, stable,   ok",
        ",       1, bothEnds, ok",
        ",       4, query,    ok"
    })
    void ofACheckpointOnlyItsOwnOrderIsResumed(
            @Nullable RowOrder wanted, int slots, String checkpoint, String outcome) {
        CheckpointContent from = switch (checkpoint) {
            case "query" -> chain(null);
            case "stable" -> chain(SECOND);
            case "bothEnds" -> content(SECOND, Strategy.BOTH_ENDS, List.of());
            default -> content(SECOND, Strategy.RANGES, List.of());
        };
        Ordering ordering = new Ordering(PLAIN, wanted, slots, from);
        if (outcome.equals("ok")) {
            ordering.check();
            assertThat(ordering.bound(NOW)).isEqualTo(from.query().before());
        } else {
            assertThatThrownBy(ordering::check)
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("order");
        }
    }

    @Test
    void aChainInTheQuerysOwnOrderIsNotCut() {
        Ordering ordering = new Ordering(PLAIN, RowOrder.ANY, 4, chain(null));
        assertThat(ordering.isParallel()).isFalse();
        assertThat(ordering.obstacle()).contains("another order");
        assertThat(new Ordering(PLAIN, RowOrder.ANY, 4, chain(SECOND)).isParallel())
                .isTrue();
    }

    @Test
    void theStableOrderWrittenOutIsTheQuerysToo() {
        new Ordering(query("stableSorted"), RowOrder.QUERY, 1, chain(SECOND)).check();
    }
}
