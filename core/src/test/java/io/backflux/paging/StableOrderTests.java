package io.backflux.paging;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.BacklinksQuery;
import io.backflux.Fields;
import io.backflux.Filter;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StableOrderTests {

    private static final Instant BOUND = Instant.parse("2026-11-23T10:00:00Z");
    private static final BacklinksQuery QUERY = BacklinksQuery.of("forbes.com");

    private static BacklinksQuery conditions(int count) {
        Filter filter = Stream.<Filter>generate(() -> Fields.RANK.greaterThan(1))
                .limit(count)
                .reduce(Filter::and)
                .orElseThrow();
        return BacklinksQuery.builder("forbes.com").filters(filter).build();
    }

    private static String filters(BacklinksQuery query) {
        return Objects.requireNonNull(query.filters()).toJson();
    }

    @Test
    void itSortsByKeysThatStayAndHidesNoRowWithoutThem() {
        BacklinksQuery ordered = StableOrder.ordered(QUERY, true, null);
        assertThat(ordered.orderBy())
                .extracting(rule -> rule.apiForm())
                .containsExactly("first_seen,asc", "url_from,asc", "url_to,asc");
        assertThat(ordered.filters()).isNull();
    }

    @Test
    void theCallersFilterHoldsAsAWhole() {
        BacklinksQuery either = BacklinksQuery.builder("forbes.com")
                .filters(Fields.RANK.greaterThan(80).or(Fields.DOFOLLOW.isTrue()))
                .build();
        assertThat(filters(StableOrder.within(either, BOUND.minusSeconds(59), BOUND, false, 0)))
                .isEqualTo("[[[\"rank\",\">\",80],\"or\",[\"dofollow\",\"=\",true]],\"and\","
                        + "[\"first_seen\",\"<\",\"2026-11-23 10:00:00 +00:00\"],\"and\","
                        + "[\"first_seen\",\">\",\"2026-11-23 09:59:00 +00:00\"]]");
    }

    @Test
    void withoutABoundTheQueryIsTheCallers() {
        assertThat(StableOrder.ordered(QUERY, false, null)).isSameAs(QUERY);
    }

    @Test
    void whatResumesWithoutATokenNeedsRoomForAConditionAndARangeForTwo() {
        assertThat(StableOrder.hasRoomForKey(conditions(7))).isTrue();
        assertThat(StableOrder.hasRoomForKey(conditions(8))).isFalse();
        assertThat(StableOrder.hasRoomForRange(conditions(6))).isTrue();
        assertThat(StableOrder.hasRoomForRange(conditions(7))).isFalse();
    }

    @Test
    void anOffsetIsNotTakenTwice() {
        BacklinksQuery offset = BacklinksQuery.builder("forbes.com").offset(500).build();
        assertThat(StableOrder.ordered(offset, true, null).offset()).isEqualTo(500);
        assertThat(StableOrder.ordered(offset, true, BOUND.minusSeconds(9)).offset())
                .isZero();
    }
}
