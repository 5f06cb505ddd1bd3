package io.backflux.reactor;

import io.backflux.paging.SlotShares;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Requests in flight that many harvests share, so that they are all in use to the last page: each harvest has one, and what is idle once
 * {@linkplain #noMoreHarvests no further harvest begins} is lent to those that have more to ask for, the one that began first coming
 * first. {@link Harvests#slots} does all of that by itself; this is for those who begin their harvests otherwise.
 *
 * <pre>{@code
 * SharedSlots.Lease lease = slots.lease();
 * client.harvest(query).parallelism(30).slots(lease).forEachPage(store).doFinally(end -> lease.close())
 * }</pre>
 *
 * <p>They are not the account's permits, which everything that spends the account waits for as well. A slot is in use from the request
 * for a page until the subscriber of {@link Harvest#pages()} or {@link Harvest#forEachPage} is done with that page, which it says by
 * asking for more: so never more pages are paid for and not yet stored than there are slots. Safe for use by any thread.
 */
public final class SharedSlots {

    private final Object lock = new Object();
    private final AtomicInteger work = new AtomicInteger();
    private final int slots;

    /** By who has the lock. */
    private final SlotShares<Lease> shares;

    private SharedSlots(int slots) {
        this.slots = slots;
        this.shares = new SlotShares<>(slots);
    }

    /**
     * So many, of which none is in use.
     *
     * @param slots at least 1, and no fewer than there are harvests at once, each of which has one in any case
     */
    public static SharedSlots of(int slots) {
        if (slots < 1) {
            throw new IllegalArgumentException("slots must be at least 1, was " + slots);
        }
        return new SharedSlots(slots);
    }

    /** How many there are. */
    public int slots() {
        return slots;
    }

    /** How many are in use now. For a gauge. */
    public int inUse() {
        synchronized (lock) {
            return shares.inUse();
        }
    }

    /** Harvests that have a lease. For a gauge. */
    public int harvests() {
        synchronized (lock) {
            return shares.begun();
        }
    }

    /** The slots of one harvest that begins now: one from now on, more by and by. */
    public Lease lease() {
        Lease lease = new Lease();
        synchronized (lock) {
            shares.begin(lease);
        }
        return lease;
    }

    /** No further harvest begins: from now on idle slots are lent. Wakes harvests that wait for one, on the caller's thread. */
    public void noMoreHarvests() {
        synchronized (lock) {
            shares.noMoreToCome();
        }
        serve();
    }

    /** One thread at a time, so that harvests which wake each other don't deepen the stack. */
    private void serve() {
        if (work.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            for (List<Lease> next = next(); !next.isEmpty(); next = next()) {
                next.forEach(lease -> lease.wake.run());
            }
            missed = work.addAndGet(-missed);
        } while (missed != 0);
    }

    private List<Lease> next() {
        synchronized (lock) {
            return shares.next();
        }
    }

    /**
     * What one harvest has of them: for one subscription at a time. Close it once what the harvest brought is stored, since the last page
     * keeps its slot until then.
     */
    public final class Lease implements AutoCloseable {

        private volatile Runnable wake = () -> {};

        private Lease() {}

        /** A subscription begins, which is to be woken where it has waited. */
        void usedBy(Runnable subscription) {
            wake = subscription;
            uses(0);
        }

        /** Takes a slot for one more page; false where none is idle. It is woken then once there may be one. */
        boolean take() {
            synchronized (lock) {
                return shares.take(this);
            }
        }

        /** Takes one also where none is idle, for a page that those in memory wait for. */
        void takeOwed() {
            synchronized (lock) {
                shares.takeOwed(this);
            }
        }

        /** How many more pages may be requested. */
        int idle() {
            synchronized (lock) {
                return shares.idleFor(this);
            }
        }

        /** So many pages are not done with. */
        void uses(int pages) {
            synchronized (lock) {
                shares.uses(this, pages);
            }
            serve();
        }

        /** Gives back what it has; a harvest that runs on requests nothing more. A second call does nothing. */
        @Override
        public void close() {
            synchronized (lock) {
                shares.end(this);
            }
            serve();
        }
    }
}
