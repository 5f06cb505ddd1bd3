package io.backflux.reactor;

import org.jspecify.annotations.Nullable;

/** What one subscription uses of the slots that harvests share; without any it may use as many as it likes. For the drain only. */
final class SlotUse {

    private final SharedSlots.@Nullable Lease lease;
    private int used;

    SlotUse(SharedSlots.@Nullable Lease lease) {
        this.lease = lease;
    }

    /** Once it may be woken. */
    void begin(Runnable drain) {
        if (lease != null) {
            lease.usedBy(drain);
        }
    }

    /**
     * Takes a slot for one more page.
     *
     * @param now pages that are not done with
     * @param owed whether none of these can be read before another one is here
     */
    boolean take(int now, boolean owed) {
        if (lease == null) {
            return true;
        }
        are(now);
        if (!lease.take()) {
            if (!owed) {
                return false;
            }
            lease.takeOwed();
        }
        used = now + 1;
        return true;
    }

    /** Of so many requests that could go out, those that may, with the one that has just been taken. */
    int within(int idle) {
        return lease == null ? idle : Math.min(idle, 1 + lease.idle());
    }

    /** So many pages are not done with by now. */
    void are(int now) {
        if (lease != null && now < used) {
            used = now;
            lease.uses(now);
        }
    }
}
