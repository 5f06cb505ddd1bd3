package io.backflux.micrometer;

import io.backflux.FailureClass;
import io.backflux.HarvestProgress;
import io.backflux.micrometer.BackfluxMeter.MeterKey;
import io.backflux.reactor.transport.TransportRequest;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Counters and timers of all harvests, which are there from the beginning, so that what never happened shows as 0. */
final class HarvestMeters {

    private final Clock clock;
    private final Counter rows;
    private final Counter pages;
    private final Counter cost;
    private final Counter requests;
    private final Map<FailureClass, Counter> retries = new EnumMap<>(FailureClass.class);
    private final Timer permitWait;
    private final Timer firstRow;

    HarvestMeters(MeterRegistry registry, Tags tags) {
        clock = registry.config().clock();
        rows = counter(BackfluxMeter.ROWS, registry, tags);
        pages = counter(BackfluxMeter.PAGES, registry, tags);
        cost = counter(BackfluxMeter.COST, registry, tags);
        requests = counter(BackfluxMeter.REQUESTS, registry, tags);
        for (FailureClass reason : FailureClass.values()) {
            Tag which = Tag.of(MeterKey.REASON.asString(), HarvestConvention.lowerCase(reason));
            retries.put(reason, counter(BackfluxMeter.RETRIES, registry, tags.and(which)));
        }
        permitWait = registry.timer(BackfluxMeter.PERMIT_WAIT.getName(), tags);
        firstRow = registry.timer(BackfluxMeter.FIRST_ROW.getName(), tags);
    }

    private static Counter counter(BackfluxMeter meter, MeterRegistry registry, Tags tags) {
        return Counter.builder(meter.getName())
                .baseUnit(meter.getBaseUnit())
                .tags(tags)
                .register(registry);
    }

    /** Now, in nanoseconds. */
    long now() {
        return clock.monotonicTime();
    }

    void firstRowSince(long start) {
        firstRow.record(now() - start, TimeUnit.NANOSECONDS);
    }

    void sent(TransportRequest request) {
        requests.increment();
        permitWait.record(request.waited());
        Counter reason = request.retryOf() == null ? null : retries.get(request.retryOf());
        if (reason != null) {
            reason.increment();
        }
    }

    /**
     * What has come since.
     *
     * @param before null where nothing had come
     */
    void progressed(@Nullable HarvestProgress before, HarvestProgress now) {
        rows.increment((double) Math.max(0, now.received() - (before == null ? 0 : before.received())));
        pages.increment(Math.max(0, now.pages() - (before == null ? 0 : before.pages())));
        double dollars = (before == null ? now.cost() : now.cost().subtract(before.cost())).doubleValue();
        cost.increment(Math.max(0, dollars));
    }
}
