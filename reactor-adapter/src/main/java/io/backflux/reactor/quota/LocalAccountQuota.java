package io.backflux.reactor.quota;

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
    static final TimeMeter MONOTONIC = TimeMeter.SYSTEM_NANOTIME;

    private final QuotaLimits limits;
    private final Bucket bucket;
    private final TimeMeter clock;
    private final Scheduler timer;
    private final WaitingLines waiters;

    /** Those of cancelled exchanges included, until the server is likely to be done with them. */
    private final AtomicInteger inFlight = new AtomicInteger();

    private final AtomicInteger work = new AtomicInteger();
    private final AtomicBoolean timerRuns = new AtomicBoolean();
    private final AtomicLong pausedUntil;
    private final AtomicLong likelyNanos = new AtomicLong(LikelyTime.UNKNOWN);

    LocalAccountQuota(QuotaLimits limits, TimeMeter clock, Scheduler timer) {
        this(limits, clock, timer, new WaitingLines());
    }

    LocalAccountQuota(QuotaLimits limits, TimeMeter clock, Scheduler timer, WaitingLines waiters) {
        this.waiters = waiters;
        this.limits = limits;
        this.clock = clock;
        this.timer = timer;
        this.bucket = MinuteQuota.bucket(limits, clock);
        this.pausedUntil = new AtomicLong(clock.currentTimeNanos());
    }

    @Override
    public <T> Flux<T> withPermit(Publisher<T> exchange, Lane lane) {
        Objects.requireNonNull(exchange, "exchange");
        Objects.requireNonNull(lane, "lane");
        Flux<T> source = Flux.from(exchange); // Turns what it throws on subscription into its error.
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

    @Override
    public int inFlight() {
        return inFlight.get();
    }

    @Override
    public int waiting() {
        return waiters.size();
    }

    void leave(PermitWaiter<?> waiter) {
        waiters.remove(waiter);
        drain();
    }

    /** An exchange has come to its end by itself. */
    void answered(long startedAt) {
        likelyNanos.accumulateAndGet(nanosSince(startedAt), LikelyTime::after);
        giveBack();
    }

    /** An exchange was cancelled while it ran. */
    void abandoned(long startedAt) {
        long left = LikelyTime.left(likelyNanos.get(), nanosSince(startedAt));
        if (left > 0) {
            giveBackAfter(left);
        } else {
            giveBack();
        }
    }

    private long nanosSince(long start) {
        return clock.currentTimeNanos() - start;
    }

    private void giveBackAfter(long nanos) {
        try {
            timer.schedule(this::giveBack, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopped) {
            giveBack(); // Sooner rather than never.
        }
    }

    void giveBack() {
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
        while (servedFirst()) {
            // The next one may be served too.
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
            wakeAfter(wait);
            return false;
        }
        waiters.remove(first);
        inFlight.incrementAndGet();
        if (first.claim()) {
            bucket.tryConsume(1);
            waiters.served(first);
            first.start(clock.currentTimeNanos());
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

    private void wakeAfter(long nanos) {
        if (timerRuns.compareAndSet(false, true)) {
            timer.schedule(this::wake, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void wake() {
        timerRuns.set(false);
        drain();
    }
}
