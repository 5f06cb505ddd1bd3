package io.backflux.reactor.quota;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/**
 * The timer that goes with a {@link LeapingClock}: hours pass on it when they are told to. Virtual time may lose a task where
 * another thread disposes of one at the same time.
 */
public final class LeapingTimer implements Scheduler {

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    /** Runs whatever was to come later. */
    public void pass() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** How many tasks are to come. */
    int tasks() {
        return tasks.size();
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        return schedule(task);
    }

    @Override
    public Disposable schedule(Runnable task) {
        tasks.add(task);
        return Disposables.disposed(); // The quota takes none of them back.
    }

    @Override
    public Worker createWorker() {
        throw new UnsupportedOperationException("the quota needs none");
    }
}
