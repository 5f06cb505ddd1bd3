package io.backflux.reactor;

import io.backflux.Backlink;
import io.backflux.FailureClass;
import io.backflux.paging.Failure;
import io.backflux.paging.Shapes;
import io.backflux.partition.PlannedPage;
import io.backflux.partition.Planner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** One page of a harvest, from its first request to its end, over all attempts at it. For the drain only, but for {@link #abort}. */
final class PageTask<T> {

    private final int number;
    private final PlannedPage planned;
    private final Outlet<T> outlet;
    private final Disposable.Swap pause = Disposables.swap();
    private volatile @Nullable PageAttempt attempt;
    private volatile boolean paused;
    private volatile long sentAt;
    private int attempts;
    private boolean gaveWay;
    private Shapes shapes = Shapes.NONE;
    private @Nullable FailureClass retryOf;

    /**
     * @param number by which its requests are told from those for other pages
     */
    PageTask(int number, PlannedPage planned, Outlet<T> outlet) {
        this.number = number;
        this.planned = planned;
        this.outlet = outlet;
    }

    /** What is requested, and what comes of it. */
    PlannedPage page() {
        return planned;
    }

    Outlet<T> outlet() {
        return outlet;
    }

    /** The request in flight, or in line for a permit; null while it is paused. */
    @Nullable PageAttempt attempt() {
        return attempt;
    }

    /** Whether all of its answer is here. */
    boolean hasCome() {
        PageAttempt running = attempt;
        return running != null && running.hasCome();
    }

    /** Begins another attempt, which has yet to be sent. */
    void begin(PageAttempt next) {
        attempts++;
        gaveWay = false;
        planned.beginAttempt();
        attempt = next;
    }

    /** The attempt is over; the next one, if any, begins anew. */
    void endAttempt() {
        attempt = null;
    }

    /** Attempts so far. */
    int attempts() {
        return attempts;
    }

    int number() {
        return number;
    }

    /** Why the attempt is a retry; null where it is none. */
    @Nullable FailureClass retryOf() {
        return retryOf;
    }

    void sent(long nanos) {
        sentAt = nanos;
    }

    long sentAt() {
        return sentAt;
    }

    /**
     * Emits what is whole and wanted.
     *
     * @return true where no whole row is left
     */
    boolean readRows(PageAttempt running, Planner planner, HarvestSubscription<T> owner) {
        while (planner.state().hasAll() || owner.downstream.isDemanding() || owner.mayReadAhead(outlet)) {
            if (owner.downstream.isStopped()) {
                return false;
            }
            long unexpected = running.unexpectedValues();
            Backlink row = running.poll();
            if (row == null) {
                return true;
            }
            if (planned.accept(row)) {
                planned.rows().addUnexpected(running.unexpectedValues() - unexpected);
                owner.emit(outlet.row(row));
            }
        }
        return false;
    }

    /** In which shapes the answers for its page were wrong. */
    Shapes shapes() {
        return shapes;
    }

    boolean isPaused() {
        return paused;
    }

    /** Does nothing until the timer says so, and then that. */
    void pauseAfter(Failure failure, Function<Runnable, Disposable> timer, Runnable then) {
        shapes = shapes.with(failure);
        retryOf = failure.failureClass();
        paused = true;
        Runnable resume = () -> {
            paused = false;
            then.run();
        };
        pause.replace(timer.apply(resume));
    }

    /** What failed before was another page's, as this one is requested otherwise. */
    void beginAnew() {
        attempts = 0;
        shapes = Shapes.NONE;
        retryOf = null;
    }

    /** What it has read is dropped, as others need its memory more; once more is demanded, it begins anew. */
    void giveWay() {
        forgetPage();
        beginAnew();
        gaveWay = true;
    }

    /** Whether it waits for demand since it gave way. */
    boolean hasGivenWay() {
        return gaveWay;
    }

    /** By any thread. */
    void abort() {
        PageAttempt running = attempt;
        if (running != null) {
            running.cancel();
        }
        pause.dispose();
    }

    /** What was read of the page gets to nobody; does nothing where it has got to somebody. */
    void forgetPage() {
        if (outlet.forgetPage()) {
            planned.forget();
        }
    }
}
