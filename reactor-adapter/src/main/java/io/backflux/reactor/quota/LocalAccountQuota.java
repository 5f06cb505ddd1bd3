package io.backflux.reactor.quota;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/**
 * One queue of waiters, of which only the first may try the bucket; it tries and learns how long to wait, and reserves
 * nothing, so that a waiter who leaves takes nothing along. All that changes the state runs in {@link #drain}, one thread
 * at a time and none of them waiting.
 */
final class LocalAccountQuota implements AccountQuota {

    /** Not the wall clock, which may jump. */
    static final TimeMeter MONOTONIC = TimeMeter.SYSTEM_NANOTIME;

    private final QuotaLimits limits;
    private final Bucket bucket;
    private final TimeMeter clock;
    private final Scheduler timer;
    private final ConcurrentNavigableMap<Long, PermitWaiter<?>> waiters;
    private final AtomicLong tickets = new AtomicLong();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger work = new AtomicInteger();
    private final AtomicBoolean timerRuns = new AtomicBoolean();
    private final AtomicLong pausedUntil;

    LocalAccountQuota(QuotaLimits limits, TimeMeter clock, Scheduler timer) {
        this(limits, clock, timer, new ConcurrentSkipListMap<>());
    }

    /**
     * @param waiters by the ticket that each drew when it came; a queue would be searched from its head for one that leaves
     */
    LocalAccountQuota(
            QuotaLimits limits,
            TimeMeter clock,
            Scheduler timer,
            ConcurrentNavigableMap<Long, PermitWaiter<?>> waiters) {
        this.waiters = waiters;
        this.limits = limits;
        this.clock = clock;
        this.timer = timer;
        this.bucket = MinuteQuota.bucket(limits, clock);
        this.pausedUntil = new AtomicLong(clock.currentTimeNanos());
    }

    @Override
    public <T> Flux<T> withPermit(Publisher<T> exchange) {
        Objects.requireNonNull(exchange, "exchange");
        Flux<T> source = Flux.from(exchange); // Turns what it throws on subscription into its error.
        return new Flux<>() {
            @Override
            public void subscribe(CoreSubscriber<? super T> actual) {
                long ticket = tickets.getAndIncrement();
                PermitWaiter<T> waiter = new PermitWaiter<>(LocalAccountQuota.this, ticket, source, actual);
                actual.onSubscribe(waiter);
                waiters.put(ticket, waiter);
                if (waiter.hasLeft()) {
                    waiters.remove(ticket); // It left before it was in the queue, where nobody found it.
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
        waiters.remove(waiter.ticket());
        drain();
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
        PermitWaiter<?> first = first();
        if (first == null || inFlight.get() >= limits.maxInFlight()) {
            return false;
        }
        if (first.hasLeft()) {
            waiters.remove(first.ticket());
            return true;
        }
        long wait = nanosToWait();
        if (wait > 0) {
            wakeAfter(wait);
            return false;
        }
        waiters.remove(first.ticket());
        inFlight.incrementAndGet();
        if (first.claim()) {
            bucket.tryConsume(1);
            first.start();
        } else {
            inFlight.decrementAndGet();
        }
        return true;
    }

    private @Nullable PermitWaiter<?> first() {
        Map.Entry<Long, PermitWaiter<?>> head = waiters.firstEntry();
        return head == null ? null : head.getValue();
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
