package io.backflux.benchmarks.quota;

import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.QuotaLimits;

final class Quotas {

    static final int MOST_AT_ONCE = 30;

    private Quotas() {}

    /** More permits than can be taken: about 34 million a second. */
    static AccountQuota boundless() {
        return AccountQuota.local(new QuotaLimits(MOST_AT_ONCE, Integer.MAX_VALUE));
    }
}
