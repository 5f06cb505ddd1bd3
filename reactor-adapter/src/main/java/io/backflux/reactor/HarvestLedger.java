package io.backflux.reactor;

import io.backflux.HarvestProgress;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What one harvest has counted. Requests may be counted by any thread, the rest only within the harvest's drain. */
final class HarvestLedger {

    private final String target;
    private final HarvestListener listener;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger retries = new AtomicInteger();
    private @Nullable Long total;
    private final LongSupplier received;
    private int pages;
    private BigDecimal cost = BigDecimal.ZERO;
    private long unexpectedValues;

    HarvestLedger(String target, HarvestListener listener, LongSupplier received) {
        this.target = target;
        this.listener = listener;
        this.received = received;
    }

    void sent(boolean again) {
        requests.incrementAndGet();
        if (again) {
            retries.incrementAndGet();
        }
    }

    void total(@Nullable Long count) {
        if (total == null && count != null) {
            total = count;
            report();
        }
    }

    void answered(@Nullable BigDecimal price) {
        if (price != null) {
            cost = cost.add(price);
        }
    }

    void pageEnded(long unexpected) {
        pages++;
        unexpectedValues += unexpected;
        report();
    }

    void report() {
        listener.onProgress(progress());
    }

    void close(HarvestStatus status, String reason) {
        listener.onSummary(new HarvestSummary(status, reason, progress(), unexpectedValues));
    }

    private HarvestProgress progress() {
        return new HarvestProgress(target, total, received.getAsLong(), pages, requests.get(), retries.get(), cost);
    }
}
