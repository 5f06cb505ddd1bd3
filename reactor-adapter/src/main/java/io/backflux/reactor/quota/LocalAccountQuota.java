package io.backflux.reactor.quota;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.scheduler.Scheduler;

/**
 * The permits of one JVM. Of those who wait only the one whose turn it is may try the bucket; it tries and learns how long to
 * wait, and reserves nothing, so that a waiter who leaves takes nothing along.
 */
final class LocalAccountQuota extends QueuedQuota {

    private volatile QuotaLimits wanted;
    private final AtomicBoolean timerRuns = new AtomicBoolean();
    private final AtomicLong pausedUntil;

    // All below is changed within the drain only.
    private final PastMinute sent;
    private QuotaLimits limits;
    private Bucket bucket;

    /** In the machine's own time. */
    static LocalAccountQuota of(QuotaLimits limits) {
        return new LocalAccountQuota(limits, MONOTONIC, QuotaTimer.SHARED);
    }

    LocalAccountQuota(QuotaLimits limits, TimeMeter clock, Scheduler timer) {
        this(limits, clock, timer, new WaitingLines());
    }

    LocalAccountQuota(QuotaLimits limits, TimeMeter clock, Scheduler timer, WaitingLines waiters) {
        super(clock, timer, waiters);
        this.wanted = limits;
        this.limits = limits;
        this.sent = new PastMinute(clock.currentTimeNanos());
        this.bucket = MinuteQuota.bucket(limits, clock, 0);
        this.pausedUntil = new AtomicLong(clock.currentTimeNanos());
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
    void serve() {
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
        PermitWaiter<?> first = inFlight() < limits.maxInFlight() ? waiters.first() : null;
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
        if (claim(first, LocalAccountQuota::nothingMore)) {
            long now = clock.currentTimeNanos();
            bucket.tryConsume(1);
            sent.add(now);
            waiters.served(first);
            first.start(now);
        }
        return true;
    }

    /** A permit is free once it isn't counted any more. */
    private static void nothingMore() {}

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
}
