package io.backflux.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * How observations are made.
 *
 * @param harvests null for the registry's, or the default
 * @param requests as {@code harvests}
 */
record Observations(
        ObservationRegistry registry,
        @Nullable ObservationConvention<HarvestContext> harvests,
        @Nullable ObservationConvention<RequestContext> requests,
        boolean recordsTargets) {

    private static final HarvestConvention HARVESTS = new HarvestConvention();
    private static final RequestConvention REQUESTS = new RequestConvention();

    /** One that has not begun. */
    Observation of(HarvestContext context) {
        return BackfluxObservation.HARVEST.observation(harvests, HARVESTS, () -> context, registry);
    }

    /** One that has not begun. */
    Observation of(RequestContext context) {
        return BackfluxObservation.REQUEST.observation(requests, REQUESTS, () -> context, registry);
    }
}
