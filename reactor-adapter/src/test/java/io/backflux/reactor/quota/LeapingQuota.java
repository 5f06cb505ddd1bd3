package io.backflux.reactor.quota;

import reactor.test.scheduler.VirtualTimeScheduler;

/** A real quota of which only the permits bind, whatever the minute says. */
public final class LeapingQuota {

    private LeapingQuota() {}

    public static AccountQuota of(int permits) {
        return new LocalAccountQuota(new QuotaLimits(permits, 1), new LeapingClock(), VirtualTimeScheduler.create());
    }
}
