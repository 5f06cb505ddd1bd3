package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.backflux.BacklinksQuery;
import io.backflux.Fields;
import io.backflux.RowOrder;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowOrderTests {

    private static final BacklinksQuery SORTED =
            Clients.QUERY.toBuilder().orderBy(Fields.RANK.descending()).build();

    private static Harvest harvest(BacklinksQuery query) {
        return Clients.over(ScriptedTransport.of(1)).build().harvest(query);
    }

    private static @Nullable String refusal(Harvest harvest, Function<Harvest, ?> end) {
        Throwable thrown = catchThrowable(() -> end.apply(harvest));
        return thrown == null ? null : thrown.toString();
    }

    @ParameterizedTest
    @EnumSource
    void theOrderOfTheCallsDecidesNothing(RowOrder order) {
        UnaryOperator<Harvest> sorted = harvest -> harvest.order(order);
        UnaryOperator<Harvest> parallel = harvest -> harvest.parallelism(4);
        List<Function<Harvest, ?>> ends = List.of(Harvest::backlinks, Harvest::pages, Harvest::estimate);
        for (BacklinksQuery query : List.of(Clients.QUERY, SORTED)) {
            for (Function<Harvest, ?> end : ends) {
                String oneWay = refusal(parallel.apply(sorted.apply(harvest(query))), end);
                String theOther = refusal(sorted.apply(parallel.apply(harvest(query))), end);
                assertThat(theOther).isEqualTo(oneWay);
                boolean contradicts = order == RowOrder.QUERY || (order == RowOrder.STABLE && query.equals(SORTED));
                assertThat(oneWay != null).isEqualTo(contradicts);
            }
        }
    }

    @Test
    void whatIsRefusedSendsNothing() {
        ScriptedTransport server = ScriptedTransport.of(1);
        Harvest harvest = Clients.over(server).build().harvest(SORTED).parallelism(4);
        assertThat(refusal(harvest, Harvest::backlinks)).contains("IllegalStateException", "order(RowOrder.ANY)");
        assertThat(refusal(harvest, Harvest::estimate)).contains("IllegalStateException", "order(RowOrder.ANY)");
        assertThat(server.requests()).isZero();
    }

    @Test
    void theLastOrderCounts() {
        assertThat(refusal(harvest(SORTED).order(RowOrder.STABLE).order(RowOrder.QUERY), Harvest::pages))
                .isNull();
    }
}
