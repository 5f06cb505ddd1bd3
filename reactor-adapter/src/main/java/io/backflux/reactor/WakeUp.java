package io.backflux.reactor;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import reactor.core.scheduler.Scheduler;

/** Does one thing again after a while, and then once, however often it is asked for. Safe for use by any thread. */
final class WakeUp {

    private final Supplier<Scheduler> timers;
    private final Runnable task;
    private final AtomicBoolean isTimed = new AtomicBoolean();

    WakeUp(Supplier<Scheduler> timers, Runnable task) {
        this.timers = timers;
        this.task = task;
    }

    /** Unless that is due already, which must not be later. */
    void after(long nanos) {
        if (!isTimed.compareAndSet(false, true)) {
            return;
        }
        try {
            timers.get().schedule(this::run, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopped) {
            isTimed.set(false);
        }
    }

    private void run() {
        isTimed.set(false);
        task.run();
    }

    /** By the timer's clock, in nanoseconds. */
    long now() {
        return timers.get().now(TimeUnit.NANOSECONDS);
    }
}
