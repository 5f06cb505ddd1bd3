package io.backflux.reactor.transport;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.resources.LoopResources;

/**
 * The event loops of one transport, its own unless the caller wants others, so that whoever disposes those that Reactor Netty shares ends no exchange. A loop that
 * shuts down closes its connections at once, and so they do only when the transport is closed and its last exchange over.
 * Their threads begin with the first exchange and keep no JVM running. Safe for use by any thread.
 */
final class OwnEventLoops {

    private static final Logger LOG = LoggerFactory.getLogger(OwnEventLoops.class);

    private final LoopResources loops;
    private final boolean areOwn;

    /** Running exchanges, and the transport itself until it is closed. */
    private final AtomicInteger users = new AtomicInteger(1);

    /**
     * @param given the caller's, who closes them; null for own ones
     */
    OwnEventLoops(@Nullable LoopResources given) {
        this.loops = given == null ? LoopResources.create("backflux") : given;
        this.areOwn = given == null;
    }

    LoopResources resources() {
        return loops;
    }

    /** False where they are gone. */
    boolean acquire() {
        return users.updateAndGet(now -> now == 0 ? 0 : now + 1) > 0;
    }

    /** Once for each that acquired them, and once when the transport is closed. */
    void release() {
        if (users.decrementAndGet() == 0 && areOwn) {
            loops.disposeLater().subscribe(null, late -> LOG.warn("event loops are still busy: {}", late.toString()));
        }
    }
}
