package io.backflux.reactor.quota;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The quotas of this JVM's accounts. They stay: there are few, and each remembers its last minute. */
final class SharedQuotas {

    private static final ConcurrentMap<String, Account> ACCOUNTS = new ConcurrentHashMap<>();

    private SharedQuotas() {}

    static QuotaLease lease(String account, QuotaLimits limits) {
        Account shared = ACCOUNTS.computeIfAbsent(account, key -> new Account(limits));
        return new QuotaLease(shared.join(limits), shared::leave);
    }

    private static final class Account {

        private final LocalAccountQuota quota;
        private QuotaLimits limits;
        private int leases;

        Account(QuotaLimits limits) {
            this.limits = limits;
            this.quota = LocalAccountQuota.of(limits);
        }

        synchronized AccountQuota join(QuotaLimits others) {
            if (leases > 0 && !limits.equals(others)) {
                throw new IllegalStateException(
                        "clients of one account share one quota, and this account has one of " + limits
                                + " in this JVM, not " + others
                                + ": build each of its clients with the same limits, or close those before");
            }
            if (!limits.equals(others)) {
                limits = others;
                quota.limits(others);
            }
            leases++;
            return quota;
        }

        synchronized void leave() {
            leases--;
        }
    }
}
