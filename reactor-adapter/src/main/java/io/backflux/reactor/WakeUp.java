package io.backflux.reactor;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/** Does one thing after a while, and then once, however often it is asked for: at the earliest of the times. Safe for use by any thread. */
final class WakeUp {

    private final Supplier<Scheduler> timers;
    private final Runnable task;
    private final Object lock = new Object();

    // By who has the lock.
    private @Nullable Disposable timer;
    private long due;

    WakeUp(Supplier<Scheduler> timers, Runnable task) {
        this.timers = timers;
        this.task = task;
    }

    /** Unless it is due by then already. */
    void after(long nanos) {
        long at = now() + nanos;
        synchronized (lock) {
            if (timer != null && due - at <= 0) {
                return;
            }
            if (timer != null) {
                timer.dispose();
            }
            timer = null;
            due = at;
            try {
                timer = timers.get().schedule(() -> run(at), nanos, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException stopped) {
                // Whoever gives memory back comes by.
            }
        }
    }

    private void run(long at) {
        synchronized (lock) {
            if (due == at) {
                timer = null;
            }
        }
        task.run();
    }

    /** By the timer's clock, in nanoseconds. */
    long now() {
        return timers.get().now(TimeUnit.NANOSECONDS);
    }
}
