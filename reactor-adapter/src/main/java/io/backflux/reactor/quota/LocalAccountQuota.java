package io.backflux.reactor.quota;

import io.backflux.reactor.quota.ResponseTimeEstimate.GivenUp;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/**
 * Waiters in their lines, of whom only the one whose turn it is may try the bucket; it tries and learns how long to wait,
 * and reserves nothing, so that a waiter who leaves takes nothing along. All that gives out permits runs in
 * {@link #drain}, one thread at a time and none of them waiting.
 */
final class LocalAccountQuota implements AccountQuota {

    /** Not the wall clock, which may jump. */
    private static final TimeMeter MONOTONIC = TimeMeter.SYSTEM_NANOTIME;

    private final TimeMeter clock;
    private volatile QuotaLimits wanted;
    private final Scheduler timer;
    private final WaitingLines waiters;

    /** Those of cancelled exchanges included, until the server is likely to be done with them. */
    private final AtomicInteger inFlight = new AtomicInteger();

    private final AtomicInteger work = new AtomicInteger();
    private final AtomicBoolean timerRuns = new AtomicBoolean();
    private final AtomicLong pausedUntil;
    private final AtomicReference<ResponseTimeEstimate> estimate = new AtomicReference<>(ResponseTimeEstimate.UNKNOWN);

    // All below is changed within the drain only.
    private final PastMinute sent;
    private volatile QuotaLimits limits;
    private Bucket bucket;

    /** In the machine's own time. */
    static LocalAccountQuota of(QuotaLimits limits) {
        return new LocalAccountQuota(limits, MONOTONIC, QuotaTimer.SHARED);
    }

    LocalAccountQuota(QuotaLimits limits, TimeMeter clock, Scheduler timer) {
        this(limits, clock, timer, new WaitingLines());
    }

    LocalAccountQuota(QuotaLimits limits, TimeMeter clock, Scheduler timer, WaitingLines waiters) {
        this.waiters = waiters;
        this.wanted = limits;
        this.limits = limits;
        this.clock = clock;
        this.timer = timer;
        this.sent = new PastMinute(clock.currentTimeNanos());
        this.bucket = MinuteQuota.bucket(limits, clock, 0);
        this.pausedUntil = new AtomicLong(clock.currentTimeNanos());
    }

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
                        new PermitWaiter<>(LocalAccountQuota.this, waiters.drawTicket(), lane, source, actual);
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
    public void pause(Duration atLeast) {
        long until = clock.currentTimeNanos() + atLeast.toNanos();
        pausedUntil.accumulateAndGet(until, (a, b) -> a - b > 0 ? a : b);
    }

    /** From the next permit on, instead of those before; what was sent within the last minute counts. */
    void limits(QuotaLimits others) {
        wanted = others;
    }

    @Override
    public int maxInFlight() {
        return wanted.maxInFlight();
    }

    @Override
    public int inFlight() {
        return inFlight.get();
    }

    @Override
    public int waiting(Lane lane) {
        return waiters.size(lane);
    }

    void leave(PermitWaiter<?> waiter) {
        waiters.remove(waiter);
        drain();
    }

    /** An exchange has come to its end by itself. */
    void answered(long startedAt) {
        long took = nanosSince(startedAt);
        estimate.updateAndGet(before -> before.after(took));
        release();
    }

    /** An exchange was cancelled or failed while it ran. */
    void givenUp(long startedAt, GivenUp how) {
        long left = Objects.requireNonNull(estimate.get()).left(nanosSince(startedAt), how);
        if (left > 0) {
            releaseAfter(left);
        } else {
            release();
        }
    }

    private long nanosSince(long start) {
        return clock.currentTimeNanos() - start;
    }

    private void releaseAfter(long nanos) {
        if (failureToSchedule(this::release, nanos) != null) {
            release(); // Sooner rather than never.
        }
    }

    void release() {
        inFlight.decrementAndGet();
        drain();
    }

    private void drain() {
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

    private void serve() {
        useLimits(wanted);
        while (servedFirst()) {
            // The next one may be served too.
        }
    }

    private void useLimits(QuotaLimits others) {
        if (!others.equals(limits)) {
            bucket = MinuteQuota.bucket(others, clock, sent.count(clock.currentTimeNanos()));
            limits = others;
            timerRuns.set(false); // It runs for the limits before.
        }
    }

    private boolean servedFirst() {
        PermitWaiter<?> first = inFlight.get() < limits.maxInFlight() ? waiters.first() : null;
        if (first == null) {
            return false;
        }
        if (first.hasLeft()) {
            waiters.remove(first);
            return true;
        }
        long wait = nanosToWait();
        if (wait > 0) {
            return !wakesAfter(wait, first);
        }
        waiters.remove(first);
        inFlight.incrementAndGet();
        if (first.claim()) {
            long now = clock.currentTimeNanos();
            bucket.tryConsume(1);
            sent.add(now);
            waiters.served(first);
            first.start(now);
        } else {
            inFlight.decrementAndGet();
        }
        return true;
    }

    private long nanosToWait() {
        long paused = pausedUntil.get() - clock.currentTimeNanos();
        EstimationProbe probe = bucket.estimateAbilityToConsume(1);
        // The bucket rounds down: in the last nanosecond before a token it says 0 and has none.
        return Math.max(paused, probe.canBeConsumed() ? 0 : Math.max(1, probe.getNanosToWaitForRefill()));
    }

    /** False where there is no timer: then the one who waits hears of it, instead of waiting for ever. */
    private boolean wakesAfter(long nanos, PermitWaiter<?> first) {
        if (!timerRuns.compareAndSet(false, true)) {
            return true;
        }
        Throwable failure = failureToSchedule(this::wake, nanos);
        if (failure == null) {
            return true;
        }
        timerRuns.set(false);
        waiters.remove(first);
        first.refuse(new IllegalStateException(
                "no permit now, and the quota's timer takes no task to wait for one", failure));
        return false;
    }

    private void wake() {
        timerRuns.set(false);
        drain();
    }

    /** Null where it will run. */
    private @Nullable Throwable failureToSchedule(Runnable task, long nanos) {
        try {
            timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
            return null;
        } catch (RejectedExecutionException | OutOfMemoryError failed) { // Stopped, or no thread to be had.
            return failed;
        }
    }
}
