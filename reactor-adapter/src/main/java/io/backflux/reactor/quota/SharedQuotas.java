package io.backflux.reactor.quota;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The quotas of this JVM's accounts. They stay: there are few, and each remembers its last minute. */
final class SharedQuotas {

    private record Entry(QuotaLimits limits, AccountQuota quota) {}

    private static final ConcurrentMap<String, Entry> ENTRIES = new ConcurrentHashMap<>();

    private SharedQuotas() {}

    static AccountQuota of(String account, QuotaLimits limits) {
        Entry entry = ENTRIES.computeIfAbsent(account, key -> new Entry(limits, AccountQuota.local(limits)));
        if (!entry.limits.equals(limits)) {
            throw new IllegalStateException(
                    "clients of one account share one quota, and this account has one of " + entry.limits
                            + " in this JVM, not " + limits + ": build each of its clients with the same limits");
        }
        return entry.quota;
    }
}
