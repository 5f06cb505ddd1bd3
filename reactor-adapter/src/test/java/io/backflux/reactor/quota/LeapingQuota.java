package io.backflux.reactor.quota;

/** A real quota of which only the permits bind, whatever the minute says. */
public final class LeapingQuota {

    private LeapingQuota() {}

    public static AccountQuota of(int permits, LeapingTimer hours) {
        return new LocalAccountQuota(new QuotaLimits(permits, 1), new LeapingClock(), hours);
    }
}
