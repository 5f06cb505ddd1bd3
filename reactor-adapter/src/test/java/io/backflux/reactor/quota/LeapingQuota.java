package io.backflux.reactor.quota;

import reactor.core.scheduler.Schedulers;

/** A real quota of which only the permits bind, whatever the minute says. */
public final class LeapingQuota {

    private LeapingQuota() {}

    public static AccountQuota of(int permits, LeapingTimer hours) {
        return new LocalAccountQuota(new QuotaLimits(permits, 1), new LeapingClock(), hours);
    }

    /** One without a timer, so that each permit is free as soon as its exchange is over, however that ended. */
    public static AccountQuota withoutLinger(int permits) {
        return new LocalAccountQuota(new QuotaLimits(permits, 1), new LeapingClock(), Schedulers.immediate());
    }
}
