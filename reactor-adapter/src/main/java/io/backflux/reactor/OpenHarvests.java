package io.backflux.reactor;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The harvests of a client, from their subscription to their end, and whether the client is closed. One that its subscriber
 * has dropped without a cancel is forgotten. Safe for use by any thread.
 */
final class OpenHarvests {

    private final Set<HarvestSubscription<?>> open = Collections.newSetFromMap(new WeakHashMap<>());
    private final Sinks.Empty<Void> allEnded = Sinks.empty();
    private volatile boolean closed;

    /** Whether no request may be sent any more. */
    boolean isClosed() {
        return closed;
    }

    /** One that begins only now ends by itself where the client is closed. */
    void add(HarvestSubscription<?> harvest) {
        synchronized (open) {
            if (!closed) {
                open.add(harvest);
            }
        }
    }

    void remove(HarvestSubscription<?> harvest) {
        synchronized (open) {
            open.remove(harvest);
        }
        endWithTheLast();
    }

    /** From now on no request is sent. Those that have none in flight, and no rows to emit, end within this call. */
    void close() {
        synchronized (open) {
            closed = true;
        }
        all().forEach(HarvestSubscription::drain);
        endWithTheLast();
    }

    /** Completes once the client is closed and each has ended. */
    Mono<Void> ended() {
        return allEnded.asMono();
    }

    /** Those that are left end now, whatever is in flight for them. */
    void abort() {
        all().forEach(HarvestSubscription::endNow);
    }

    private List<HarvestSubscription<?>> all() {
        synchronized (open) {
            return List.copyOf(open);
        }
    }

    private void endWithTheLast() {
        if (closed && all().isEmpty()) {
            allEnded.tryEmitEmpty();
        }
    }
}
