package io.backflux.reactor;

import io.backflux.HarvestProgress;
import io.backflux.HarvestSummary;
import java.util.Objects;
import java.util.function.Consumer;
import reactor.util.context.Context;

/**
 * Hears of a harvest's progress. Called one call at a time, on the threads that carry the harvest: it must not block. An
 * exception that it throws ends the harvest with that exception; another listener of the same harvest still hears what this one did.
 *
 * <p>That of a {@link Harvest#listener} hears of each subscription, and calls differ by their {@link HarvestProgress#target()} alone.
 * {@link BacklinksClientBuilder#harvestListener} makes one for each subscription, of all harvests of a client.
 */
public interface HarvestListener {

    /** Hears nothing. */
    HarvestListener NONE = new HarvestListener() {};

    /** Hears how it ended, and nothing else; see {@link #onSummary(HarvestSummary)}. */
    static HarvestListener onSummary(Consumer<HarvestSummary> end) {
        Objects.requireNonNull(end, "end");
        return new HarvestListener() {
            @Override
            public void onSummary(HarvestSummary summary) {
                end.accept(summary);
            }
        };
    }

    /**
     * The Context in which the harvest's requests are sent: the quota's and the transport's, for a span that is to be their parent.
     * Unless overridden the subscriber's. Called once a subscription, before all else, on the thread that subscribes.
     *
     * @param context the subscriber's
     */
    default Context requestContext(Context context) {
        return context;
    }

    /** At most once a subscription, just before the first row is emitted, whether by itself or within a page. */
    default void onFirstRow() {}

    /** When a page's total is known, when a page has been read to its end, and when a request failed and will be repeated. */
    default void onProgress(HarvestProgress progress) {}

    /** Once a subscription, before its completion or error is signalled, or at its cancellation. */
    default void onSummary(HarvestSummary summary) {}
}
