package io.backflux.reactor.quota;

import io.github.bucket4j.TimeMeter;
import java.util.concurrent.TimeUnit;
import reactor.test.scheduler.VirtualTimeScheduler;

/** An account's quota whose minutes pass as a scheduler says. */
public final class QuotaInVirtualTime {

    private QuotaInVirtualTime() {}

    public static AccountQuota of(QuotaLimits limits, VirtualTimeScheduler time) {
        TimeMeter clock = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return time.now(TimeUnit.NANOSECONDS);
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
        return new LocalAccountQuota(limits, clock, time);
    }
}
