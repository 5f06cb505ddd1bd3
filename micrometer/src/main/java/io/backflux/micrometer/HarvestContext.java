package io.backflux.micrometer;

import io.backflux.BacklinksQuery;
import io.backflux.HarvestSummary;
import io.backflux.reactor.HarvestStart;
import io.micrometer.observation.Observation;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What is known of an observed harvest, for conventions and handlers. */
public final class HarvestContext extends Observation.Context {

    private final HarvestStart start;
    private final boolean recordsTarget;
    private volatile @Nullable HarvestSummary summary;

    HarvestContext(HarvestStart start, boolean recordsTarget) {
        this.start = start;
        this.recordsTarget = recordsTarget;
    }

    /** What is harvested. Its target is in no key of a harvest unless {@link #recordsTarget()}. */
    public BacklinksQuery query() {
        return start.query();
    }

    /** Requests at once that are allowed. */
    public int parallelism() {
        return start.parallelism();
    }

    /** The client's base URL; null with a transport of the caller's own. */
    public @Nullable URI server() {
        return start.server();
    }

    /** Whether the target is to be recorded; not unless asked for. */
    public boolean recordsTarget() {
        return recordsTarget;
    }

    /** How it ended; null until it has. */
    public @Nullable HarvestSummary summary() {
        return summary;
    }

    void ended(HarvestSummary how) {
        summary = how;
    }
}
