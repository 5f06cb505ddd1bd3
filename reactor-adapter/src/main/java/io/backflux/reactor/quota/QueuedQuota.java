package io.backflux.reactor.quota;

import io.backflux.reactor.quota.ResponseTimeEstimate.GivenUp;
import io.github.bucket4j.TimeMeter;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/**
 * Waiters in their lines, and for how long each permit is in flight. Subclasses decide when the one whose turn it is gets its
 * permit. All that gives out permits runs in {@link #drain}, one thread at a time and none of them waiting.
 */
abstract class QueuedQuota implements AccountQuota {

    /** Not the wall clock, which may jump. */
    static final TimeMeter MONOTONIC = TimeMeter.SYSTEM_NANOTIME;

    final TimeMeter clock;
    final WaitingLines waiters;
    private final Scheduler timer;

    /** Those of cancelled exchanges included, until the server is likely to be done with them. */
    private final AtomicInteger inFlight = new AtomicInteger();

    private final AtomicInteger work = new AtomicInteger();
    private final AtomicReference<ResponseTimeEstimate> estimate = new AtomicReference<>(ResponseTimeEstimate.UNKNOWN);

    QueuedQuota(TimeMeter clock, Scheduler timer, WaitingLines waiters) {
        this.clock = clock;
        this.timer = timer;
        this.waiters = waiters;
    }

    /** Serves whom it can. Within the drain only. */
    abstract void serve();

    @Override
    public <T> Flux<T> withPermit(Publisher<T> exchange, Lane lane) {
        Objects.requireNonNull(exchange, "exchange");
        Objects.requireNonNull(lane, "lane");
        // Turns what it throws on subscription into its error. Whoever frees the permit subscribes it, on another
        // thread: with
        // automatic context propagation this brings the thread-locals of the one who waited.
        Flux<T> source = Flux.from(exchange).contextWrite(UnaryOperator.identity());
        return new Flux<>() {
            @Override
            public void subscribe(CoreSubscriber<? super T> actual) {
                PermitWaiter<T> waiter =
                        new PermitWaiter<>(QueuedQuota.this, waiters.drawTicket(), lane, source, actual);
                actual.onSubscribe(waiter);
                waiters.add(waiter);
                if (waiter.hasLeft()) {
                    waiters.remove(waiter); // It left before it was in its line, where nobody found it.
                }
                drain();
            }
        };
    }

    @Override
    public final int inFlight() {
        return inFlight.get();
    }

    @Override
    public final int waiting(Lane lane) {
        return waiters.size(lane);
    }

    final void leave(PermitWaiter<?> waiter) {
        waiters.remove(waiter);
        drain();
    }

    /** An exchange has come to its end by itself. */
    final void answered(long startedAt, Runnable permit) {
        long took = nanosSince(startedAt);
        estimate.updateAndGet(before -> before.after(took));
        release(permit);
    }

    /** An exchange was cancelled or failed while it ran. */
    final void givenUp(long startedAt, GivenUp how, Runnable permit) {
        long left = Objects.requireNonNull(estimate.get()).left(nanosSince(startedAt), how);
        if (left <= 0 || failureToSchedule(() -> release(permit), left) != null) {
            release(permit); // Where there is no timer: sooner rather than never.
        }
    }

    private long nanosSince(long start) {
        return clock.currentTimeNanos() - start;
    }

    /**
     * @param permit what makes it free
     */
    final void release(Runnable permit) {
        inFlight.decrementAndGet();
        permit.run();
        drain();
    }

    final void drain() {
        if (work.getAndIncrement() != 0) {
            return;
        }
        Throwable thrown = null;
        int missed = 1;
        do {
            try {
                serve();
            } catch (Throwable failed) {
                thrown = failed; // Thrown at the end, or nobody would ever come in here again.
            }
            missed = work.addAndGet(-missed);
        } while (missed != 0);
        if (thrown != null) {
            throw Exceptions.propagate(thrown);
        }
    }

    /** Takes a waiter out of its line, and a permit for it; false where it has left meanwhile. Within the drain only. */
    final boolean claim(PermitWaiter<?> first, Runnable permit) {
        waiters.remove(first);
        inFlight.incrementAndGet();
        if (first.claim(permit)) {
            return true;
        }
        inFlight.decrementAndGet();
        return false;
    }

    /** Null where it will run. */
    final @Nullable Throwable failureToSchedule(Runnable task, long nanos) {
        try {
            timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
            return null;
        } catch (RejectedExecutionException | OutOfMemoryError failed) { // Stopped, or no thread to be had.
            return failed;
        }
    }
}
