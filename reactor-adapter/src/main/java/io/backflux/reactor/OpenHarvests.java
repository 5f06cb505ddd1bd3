package io.backflux.reactor;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

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

    /** Closes, and completes once each has ended: those that are left by then end at once, whatever is in flight for them. */
    Mono<Void> closeWithin(Duration timeout, Supplier<Scheduler> timers) {
        return Mono.defer(() -> {
            close();
            return allEnded.asMono().timeout(timeout, Mono.fromRunnable(this::abort), timers.get());
        });
    }

    private void abort() {
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
