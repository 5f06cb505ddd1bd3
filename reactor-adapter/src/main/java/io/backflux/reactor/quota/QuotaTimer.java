package io.backflux.reactor.quota;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import reactor.core.scheduler.NonBlocking;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The timer of all quotas. It is none of those that {@link Schedulers} shares, because a quota outlives what is done to them: a
 * test's virtual time, which stands still once the test is over, and {@link Schedulers#shutdownNow()}. Its one thread
 * begins with the first task and keeps no JVM running.
 */
final class QuotaTimer {

    static final Scheduler SHARED =
            Schedulers.fromExecutorService(new ScheduledThreadPoolExecutor(1, TimerThread::new), "backflux-quota");

    private QuotaTimer() {}

    /** Whoever blocks it stops every quota: Reactor's {@code block()} refuses to. */
    private static final class TimerThread extends Thread implements NonBlocking {

        /** Without the thread-locals and the class loader of whoever came first. */
        TimerThread(Runnable work) {
            super(null, work, "backflux-quota", 0, false);
            setDaemon(true);
            setContextClassLoader(null);
        }
    }
}
