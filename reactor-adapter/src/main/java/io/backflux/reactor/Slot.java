package io.backflux.reactor;

import io.backflux.paging.Failure;
import io.backflux.paging.Shapes;
import io.backflux.partition.Leg;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** One of the requests that a parallel harvest has under way: a leg's page, over all attempts at it. For the drain only. */
final class Slot<T> {

    private final Leg leg;
    private final Outlet<T> outlet;
    private final Disposable.Swap pause = Disposables.swap();
    private volatile @Nullable PageAttempt attempt;
    private volatile boolean paused;
    private volatile long sentAt;
    private int attempts;
    private Shapes shapes = Shapes.NONE;

    Slot(Leg leg, Outlet<T> outlet) {
        this.leg = leg;
        this.outlet = outlet;
    }

    Leg leg() {
        return leg;
    }

    Outlet<T> outlet() {
        return outlet;
    }

    @Nullable PageAttempt attempt() {
        return attempt;
    }

    void attempt(@Nullable PageAttempt next) {
        attempt = next;
    }

    boolean isPaused() {
        return paused;
    }

    /** Does nothing until the timer says so, and then that. */
    void pause(Function<Runnable, Disposable> timer, Runnable then) {
        paused = true;
        Runnable resume = () -> {
            paused = false;
            then.run();
        };
        pause.replace(timer.apply(resume));
    }

    /** By any thread. */
    void abort() {
        PageAttempt running = attempt;
        if (running != null) {
            running.cancel();
        }
        pause.dispose();
    }

    void sent(long nanos) {
        sentAt = nanos;
    }

    long sentAt() {
        return sentAt;
    }

    int attempts() {
        return attempts;
    }

    /** Counts one more; true where it is not the first. */
    boolean tryAgain() {
        return ++attempts > 1;
    }

    /** In which shapes the answers for its page were wrong. */
    Shapes shapes() {
        return shapes;
    }

    void failed(Failure failure) {
        shapes = shapes.with(failure);
    }

    void beginAnew() {
        attempts = 0;
        shapes = Shapes.NONE;
    }

    /** What was read of the page gets to nobody; does nothing where it has got to somebody. */
    void forgetPage() {
        if (outlet.forgetPage()) {
            leg.forgetPage();
        }
    }
}
