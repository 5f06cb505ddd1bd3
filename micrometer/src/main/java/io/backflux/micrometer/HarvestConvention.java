package io.backflux.micrometer;

import io.backflux.HarvestProgress;
import io.backflux.HarvestSummary;
import io.backflux.micrometer.BackfluxObservation.HarvestDetail;
import io.backflux.micrometer.BackfluxObservation.HarvestKey;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Names and keys of {@link BackfluxObservation#HARVEST} unless there is another convention, which may extend this one. */
public class HarvestConvention implements GlobalObservationConvention<HarvestContext> {

    static final String NAME = "backflux.harvest";

    public HarvestConvention() {}

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof HarvestContext;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public String getContextualName(HarvestContext context) {
        return "harvest backlinks";
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(HarvestContext context) {
        HarvestSummary summary = context.summary();
        return KeyValues.of(
                HarvestKey.STATUS.withValue(lowerCase(summary == null ? null : summary.status())),
                HarvestKey.STRATEGY.withValue(lowerCase(summary == null ? null : summary.strategy())));
    }

    static String lowerCase(@Nullable Enum<?> value) {
        return value == null ? KeyValue.NONE_VALUE : value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(HarvestContext context) {
        HarvestSummary summary = context.summary();
        KeyValues counts = summary == null ? KeyValues.empty() : counts(summary.progress(), summary.resumedFrom());
        return context.recordsTarget()
                ? counts.and(HarvestDetail.TARGET.withValue(context.query().target()))
                : counts;
    }

    private static KeyValues counts(HarvestProgress end, @Nullable HarvestProgress start) {
        long rows = start == null ? 0 : start.received();
        int requests = start == null ? 0 : start.requests();
        BigDecimal cost = start == null ? BigDecimal.ZERO : start.cost();
        return KeyValues.of(
                HarvestDetail.ROWS.withValue(String.valueOf(end.received() - rows)),
                HarvestDetail.REQUESTS.withValue(String.valueOf(end.requests() - requests)),
                HarvestDetail.COST.withValue(end.cost().subtract(cost).toPlainString()));
    }
}
