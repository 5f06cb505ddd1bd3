package io.backflux.reactor.quota;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The use of an account's {@linkplain AccountQuota#shared shared quota} by one client. While any is open, each other of the
 * account has the same limits; once all are closed, the next may have other ones. What was sent within the last minute, and
 * what is in flight, counts on.
 */
public final class QuotaLease implements AutoCloseable {

    private final AccountQuota quota;
    private final Runnable leave;
    private final AtomicBoolean closed = new AtomicBoolean();

    QuotaLease(AccountQuota quota, Runnable leave) {
        this.quota = quota;
        this.leave = leave;
    }

    /** The account's quota, the same one for each lease. */
    public AccountQuota quota() {
        return quota;
    }

    /** Requests that wait or are in flight are not touched. A second call does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            leave.run();
        }
    }
}
