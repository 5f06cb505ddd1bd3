package io.backflux.reactor;

import io.backflux.HarvestProgress;
import io.backflux.HarvestSummary;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Hears of a harvest's progress. Called one call at a time, on the threads that carry the harvest: it must not block. An
 * exception that it throws ends the harvest with that exception. Calls of different subscriptions differ by their
 * {@link HarvestProgress#target()} alone.
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

    /** When a page's total is known, when a page has been read to its end, and when a request failed and will be repeated. */
    default void onProgress(HarvestProgress progress) {}

    /** Once a subscription, before its completion or error is signalled, or at its cancellation. */
    default void onSummary(HarvestSummary summary) {}
}
