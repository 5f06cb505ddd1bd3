package io.backflux.reactor.quota;

import io.backflux.reactor.quota.PermitSource.Permit;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/**
 * Permits that a source grants one by one. Whose turn it is is decided when one comes, not when it was asked for, so that a
 * waiter who leaves changes nothing for the others.
 */
final class SourcedQuota extends QueuedQuota implements PermitSource.Receiver {

    private final PermitSource source;
    private final Queue<Permit> granted = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable PermitRefusedException> refusal = new AtomicReference<>();

    /** For the drain only. */
    private boolean hasAsked;

    static SourcedQuota of(PermitSource source) {
        return new SourcedQuota(source, MONOTONIC, QuotaTimer.SHARED);
    }

    SourcedQuota(PermitSource source, TimeMeter clock, Scheduler timer) {
        super(clock, timer, new WaitingLines());
        this.source = source;
        source.connect(this);
    }

    @Override
    public void granted(Permit permit) {
        granted.add(permit);
        drain();
    }

    @Override
    public void refused(PermitRefusedException why) {
        refusal.set(why);
        drain();
    }

    @Override
    void serve() {
        for (Permit permit = granted.poll(); permit != null; permit = granted.poll()) {
            hasAsked = false;
            give(permit);
        }
        PermitRefusedException why = refusal.getAndSet(null);
        if (why != null) {
            hasAsked = false;
            refuseAll(why);
        }
        askOrWithdraw(first() != null);
    }

    private void give(Permit permit) {
        PermitWaiter<?> first = first();
        while (first != null && !claim(first, permit::release)) {
            first = first();
        }
        if (first == null) {
            permit.giveBack();
            return;
        }
        waiters.served(first);
        first.start(clock.currentTimeNanos());
    }

    /** Whose turn it is, of those who have not left; null where nobody waits. */
    private @Nullable PermitWaiter<?> first() {
        PermitWaiter<?> first = waiters.first();
        while (first != null && first.hasLeft()) {
            waiters.remove(first);
            first = waiters.first();
        }
        return first;
    }

    private void refuseAll(PermitRefusedException why) {
        for (PermitWaiter<?> first = first(); first != null; first = first()) {
            waiters.remove(first);
            first.refuse(why);
        }
    }

    private void askOrWithdraw(boolean somebodyWaits) {
        if (somebodyWaits == hasAsked) {
            return;
        }
        hasAsked = somebodyWaits;
        if (somebodyWaits) {
            source.ask();
        } else {
            source.withdraw();
        }
    }

    @Override
    public void pause(Duration atLeast) {
        source.pause(atLeast);
    }

    @Override
    public int maxInFlight() {
        return source.maxInFlight();
    }
}
