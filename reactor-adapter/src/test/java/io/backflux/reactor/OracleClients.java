package io.backflux.reactor;

import io.backflux.partition.Reach;
import io.backflux.reactor.oracle.ModelTransport;
import io.backflux.reactor.oracle.Story;
import io.backflux.reactor.quota.QuotaInVirtualTime;
import io.backflux.reactor.quota.QuotaLimits;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Clients of the model, whose only time is a scheduler's. */
public final class OracleClients implements Story.Clients {

    private static final Instant BEGINNING = Instant.parse("2026-03-01T12:00:00Z");

    @Override
    public BacklinksClient of(ModelTransport api, VirtualTimeScheduler time) {
        return BacklinksClient.builder()
                .transport(api)
                .quota(QuotaInVirtualTime.of(new QuotaLimits(30, 1_000_000), time))
                .timer(time)
                .clock(Clock.fixed(BEGINNING, ZoneOffset.UTC))
                .jitter(() -> 0.5)
                .build();
    }

    @Override
    public Harvest reaching(Harvest harvest, int mostOffset) {
        return harvest.reaching(new Reach(mostOffset));
    }
}
