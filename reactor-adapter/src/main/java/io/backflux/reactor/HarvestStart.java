package io.backflux.reactor;

import io.backflux.BacklinksQuery;
import io.backflux.Checkpoint;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * A subscription to a harvest that begins. Nothing has been demanded of it yet.
 *
 * @param query what is harvested; of {@link Harvest#estimate()} a query of one row
 * @param parallelism requests at once, as {@link Harvest#parallelism} says; it may still come as a chain
 * @param resumedFrom what it resumes from; its counts are the first that the harvest's progress has. Null for one that begins at its
 *     beginning
 * @param server the client's base URL; null where a {@linkplain BacklinksClientBuilder#transport transport} of the caller's
 *     decides whom it asks
 * @param context the subscriber's
 */
public record HarvestStart(
        BacklinksQuery query,
        int parallelism,
        @Nullable Checkpoint resumedFrom,
        @Nullable URI server,
        ContextView context) {

    /** Without the Context, which may hold what is nobody's affair. */
    @Override
    public String toString() {
        return "HarvestStart[query=" + query + ", parallelism=" + parallelism + ", resumedFrom=" + resumedFrom
                + ", server=" + server + "]";
    }
}
