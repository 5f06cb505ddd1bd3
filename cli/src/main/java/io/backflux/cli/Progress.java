package io.backflux.cli;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Shows now and then how far the command has come, until it is closed.
 *
 * @param <S> how far, at one moment
 */
final class Progress<S> {

    /** A way of showing it. */
    interface Face<S> {

        void show(S now);

        /** Shows nothing after it. */
        void end(S last);
    }

    private final Face<S> face;
    private final Supplier<S> snapshots;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Progress::thread);

    private final ScheduledFuture<?> showing;

    private Progress(Face<S> face, Duration every, Supplier<S> snapshots) {
        this.face = face;
        this.snapshots = snapshots;
        this.showing = timer.scheduleAtFixedRate(this::show, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    static <S> Progress<S> start(Face<S> face, Duration every, Supplier<S> snapshots) {
        return new Progress<>(face, every, snapshots);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "backflux-progress");
        thread.setDaemon(true);
        return thread;
    }

    private void show() {
        face.show(snapshots.get());
    }

    /** Shows nothing more once it has returned. */
    void close() {
        showing.cancel(false);
        timer.shutdown();
        try {
            timer.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        face.end(snapshots.get());
    }
}
