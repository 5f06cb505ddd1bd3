package io.backflux.reactor.quota;

import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for a permit, in a line for each lane, by the ticket that each drew when it came; a queue would be
 * searched from its head for one that leaves. Whose turn it is follows from who was passed over, not from who was there:
 * one that leaves changes nothing for the others.
 */
final class WaitingLines {

    private final ConcurrentNavigableMap<Long, PermitWaiter<?>> interactive;
    private final ConcurrentNavigableMap<Long, PermitWaiter<?>> bulk;
    private final AtomicLong tickets = new AtomicLong();

    /** Whoever waits in bulk with a lower ticket was passed over by the one served last. For the quota's drain only. */
    private long passedOver;

    WaitingLines() {
        this(Comparator.naturalOrder());
    }

    /**
     * @param order of tickets
     */
    WaitingLines(Comparator<Long> order) {
        this.interactive = new ConcurrentSkipListMap<>(order);
        this.bulk = new ConcurrentSkipListMap<>(order);
    }

    long drawTicket() {
        return tickets.getAndIncrement();
    }

    void add(PermitWaiter<?> waiter) {
        line(waiter.lane()).put(waiter.ticket(), waiter);
    }

    /** Without effect where it isn't in its line. */
    void remove(PermitWaiter<?> waiter) {
        line(waiter.lane()).remove(waiter.ticket());
    }

    int size(Lane lane) {
        return line(lane).size();
    }

    /** Whose turn it is; null where nobody waits. */
    @Nullable PermitWaiter<?> first() {
        PermitWaiter<?> firstOfBulk = headOf(bulk);
        if (firstOfBulk != null && firstOfBulk.ticket() < passedOver) {
            return firstOfBulk;
        }
        PermitWaiter<?> firstOfInteractive = headOf(interactive);
        return firstOfInteractive == null ? firstOfBulk : firstOfInteractive;
    }

    /** It has had its turn. */
    void served(PermitWaiter<?> waiter) {
        passedOver = waiter.lane() == Lane.INTERACTIVE ? tickets.get() : 0;
    }

    private ConcurrentNavigableMap<Long, PermitWaiter<?>> line(Lane lane) {
        return lane == Lane.INTERACTIVE ? interactive : bulk;
    }

    private static @Nullable PermitWaiter<?> headOf(ConcurrentNavigableMap<Long, PermitWaiter<?>> line) {
        Map.Entry<Long, PermitWaiter<?>> head = line.firstEntry();
        return head == null ? null : head.getValue();
    }
}
