package io.backflux.micrometer;

import io.backflux.HarvestProgress;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.reactor.HarvestListener;
import io.backflux.reactor.HarvestStart;
import io.micrometer.observation.Observation;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** One subscription: its observation, and what it adds to the meters. Nothing here is called for each row. */
final class ObservedHarvest implements HarvestListener {

    /** Micrometer's own key; its class can't be loaded without the library that propagates contexts. */
    static final String OBSERVATION = "micrometer.observation";

    private final HarvestContext context;
    private final Observation observation;
    private final @Nullable Observation parent;
    private final HarvestMeters meters;
    private final long startedAt;
    private @Nullable HarvestProgress before;

    private ObservedHarvest(
            HarvestContext context,
            Observation observation,
            @Nullable Observation parent,
            HarvestMeters meters,
            @Nullable HarvestProgress before) {
        this.context = context;
        this.observation = observation;
        this.parent = parent;
        this.meters = meters;
        this.startedAt = meters.now();
        this.before = before;
    }

    static ObservedHarvest of(HarvestStart start, Observations observations, HarvestMeters meters) {
        HarvestContext context = new HarvestContext(start, observations.recordsTargets());
        Observation observation = observations.of(context);
        Observation parent = of(start.context());
        if (parent != null) {
            observation.parentObservation(parent);
        }
        return new ObservedHarvest(
                context,
                observation.start(),
                parent,
                meters,
                start.resumedFrom() == null ? null : start.resumedFrom().progress());
    }

    /** The observation that a Context holds; null where there is none. */
    private static @Nullable Observation of(ContextView context) {
        return context.getOrDefault(OBSERVATION, null) instanceof Observation known ? known : null;
    }

    /** Whose request it is that is sent in this Context; null where it isn't observed. */
    static @Nullable ObservedHarvest in(ContextView context) {
        return context.getOrDefault(ObservedHarvest.class, null);
    }

    /** The harvest's own observation, or its parent where the registry ignores it; null where there is neither. */
    @Nullable Observation parentOfRequests() {
        return observation.isNoop() ? parent : observation;
    }

    @Nullable URI server() {
        return context.server();
    }

    @Override
    public Context requestContext(Context subscribers) {
        Context known = subscribers.put(ObservedHarvest.class, this);
        return observation.isNoop() ? known : known.put(OBSERVATION, observation);
    }

    @Override
    public void onFirstRow() {
        meters.firstRowSince(startedAt);
    }

    @Override
    public void onProgress(HarvestProgress progress) {
        meters.progressed(before, progress);
        before = progress;
    }

    @Override
    public void onSummary(HarvestSummary summary) {
        onProgress(summary.progress());
        context.ended(summary);
        if (summary.status() == HarvestStatus.FAILED) {
            observation.error(new ObservedFailure("the harvest failed"));
        }
        observation.stop();
    }
}
