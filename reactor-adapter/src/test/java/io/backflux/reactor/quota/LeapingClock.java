package io.backflux.reactor.quota;

import io.github.bucket4j.TimeMeter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A clock on which hours pass between two looks, so that the quota of a minute never binds. */
final class LeapingClock implements TimeMeter {

    private final AtomicLong now = new AtomicLong();

    @Override
    public long currentTimeNanos() {
        return now.addAndGet(TimeUnit.HOURS.toNanos(1));
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
