package io.backflux.reactor;

import io.backflux.partition.Pace;
import java.util.function.LongFunction;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Paces the requests of a harvest: how many may be in flight, and when the next one may go out. One slot has no pace. For the
 * drain only, but for {@link #close}.
 */
final class Gate {

    private final int slots;
    private final Pace pace;
    private final Disposable.Swap wake = Disposables.swap();
    private volatile boolean isTimed;
    private long nextSend = Long.MIN_VALUE;

    Gate(int slots) {
        this.slots = slots;
        this.pace = new Pace(slots);
    }

    /** Requests may go at once: so few are to be sent, or others have sent as many before. */
    void openWide() {
        pace.allAtOnce();
    }

    /** Requests that may be in flight. */
    int limit() {
        return pace.limit();
    }

    /** Whether a request may go out by now. */
    boolean isOpen(long now) {
        return nextSend <= now;
    }

    /**
     * Sees to it that somebody comes back when it opens.
     *
     * @param timer begins to wait so many nanoseconds for {@link #opened}
     */
    void awaitOpening(long now, LongFunction<Disposable> timer) {
        if (!isTimed) {
            isTimed = true;
            wake.replace(timer.apply(nextSend - now));
        }
    }

    /** The timer has come. */
    void opened() {
        isTimed = false;
    }

    /** A request goes out. */
    void pass(long now) {
        nextSend = slots == 1 ? now : now + pace.gap();
    }

    /**
     * An answer came to its end.
     *
     * @param took nanoseconds since its request
     * @param inFlight how many there were, with its own
     */
    void answered(long now, long took, int inFlight) {
        pace.answered(now, Math.max(0, took), inFlight >= limit() || !isOpen(now));
    }

    /** The server said that it is too much. */
    void pushedBack(long now) {
        pace.pushedBack(now);
    }

    /** By any thread. */
    void close() {
        wake.dispose();
    }
}
