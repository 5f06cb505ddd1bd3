package io.backflux.micrometer;

import io.backflux.reactor.BacklinksClientBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import java.util.Objects;

/**
 * Observes clients: a {@linkplain BackfluxObservation#HARVEST span for each harvest}, one for {@linkplain BackfluxObservation#REQUEST
 * each attempt} at a page beneath it, and {@linkplain BackfluxMeter meters} of what is sent, paid and waited for.
 *
 * <pre>{@code
 * BacklinksClient client = BackfluxMicrometer.observe(BacklinksClient.builder(), observations, meters)
 *         .credentials(Credentials.fromEnvironment())
 *         .build();
 * }</pre>
 *
 * <p>A harvest's parent is the observation in its subscriber's Reactor Context, under the key of Micrometer's {@code
 * ObservationThreadLocalAccessor}, as WebFlux puts it there; else the one that is current on the thread that subscribes. Contexts need
 * not be propagated to threads, and no observation is made current on one. Nothing is done for each row. No key and no tag holds a token,
 * a login or a body, nor a target unless {@linkplain #withTargets() asked for}.
 *
 * <p>Immutable; safe for use by any thread, and for any number of clients.
 */
public final class BackfluxMicrometer {

    private final Observations observations;
    private final MeterRegistry meters;
    private final Tags tags;

    private BackfluxMicrometer(Observations observations, MeterRegistry meters, Tags tags) {
        this.observations = observations;
        this.meters = meters;
        this.tags = tags;
    }

    /**
     * Observes with the default conventions, without tags of its own, and records no target.
     *
     * @param observations {@link ObservationRegistry#NOOP} for meters alone
     * @param meters where the meters are registered; those that a handler of {@code observations} makes of spans come besides
     */
    public static BackfluxMicrometer of(ObservationRegistry observations, MeterRegistry meters) {
        Objects.requireNonNull(observations, "observations");
        Objects.requireNonNull(meters, "meters");
        return new BackfluxMicrometer(new Observations(observations, null, null, false), meters, Tags.empty());
    }

    /** The builder, each of whose clients is observed; {@link #of} has more options. */
    public static BacklinksClientBuilder observe(
            BacklinksClientBuilder builder, ObservationRegistry observations, MeterRegistry meters) {
        return of(observations, meters).observe(builder);
    }

    /** Names and keys of harvests' observations, instead of the registry's convention or {@link HarvestConvention}. */
    public BackfluxMicrometer withHarvestConvention(ObservationConvention<HarvestContext> convention) {
        Objects.requireNonNull(convention, "convention");
        return with(new Observations(
                observations.registry(), convention, observations.requests(), observations.recordsTargets()));
    }

    /** Names and keys of requests' observations, instead of the registry's convention or {@link RequestConvention}. */
    public BackfluxMicrometer withRequestConvention(ObservationConvention<RequestContext> convention) {
        Objects.requireNonNull(convention, "convention");
        return with(new Observations(
                observations.registry(), observations.harvests(), convention, observations.recordsTargets()));
    }

    /** Records the target of each harvest, as a high-cardinality value of its observation. */
    public BackfluxMicrometer withTargets() {
        return with(new Observations(observations.registry(), observations.harvests(), observations.requests(), true));
    }

    private BackfluxMicrometer with(Observations others) {
        return new BackfluxMicrometer(others, meters, tags);
    }

    /** More tags for all meters, such as for one of several accounts; gauges add up over all clients that have the same. */
    public BackfluxMicrometer withTags(Iterable<? extends Tag> more) {
        return new BackfluxMicrometer(observations, meters, tags.and(more));
    }

    /**
     * The builder, each of whose clients is observed from now on. To be called once for a builder, and after decorators that are to be
     * seen as part of an attempt.
     */
    public BacklinksClientBuilder observe(BacklinksClientBuilder builder) {
        HarvestMeters counted = new HarvestMeters(meters, tags);
        ClientGauges gauges = ClientGauges.of(meters, tags);
        return builder.transportDecorator(next -> new ObservedTransport(next, observations, counted))
                .harvestListener(start -> ObservedHarvest.of(start, observations, counted))
                .onBuild(gauges::add);
    }
}
