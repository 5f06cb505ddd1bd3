package io.backflux.micrometer;

import io.backflux.micrometer.BackfluxMeter.MeterKey;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.Lane;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.ToDoubleFunction;

/**
 * What all clients that are observed alike wait for and hold now. A registry keeps the first gauge of a name and drops all others, so
 * that one for each client would show one of them only.
 */
final class ClientGauges {

    private static final Map<MeterRegistry, Map<Tags, ClientGauges>> KNOWN = new WeakHashMap<>();

    /** Until they are collected, as what is closed may still have something in flight. */
    private final Set<BacklinksClient> clients = Collections.newSetFromMap(new WeakHashMap<>());

    private ClientGauges() {}

    /** Those of the registry with these tags, which it keeps from then on. */
    static ClientGauges of(MeterRegistry registry, Tags tags) {
        synchronized (KNOWN) {
            return KNOWN.computeIfAbsent(registry, unknown -> new HashMap<>())
                    .computeIfAbsent(tags, unknown -> registered(registry, tags));
        }
    }

    private static ClientGauges registered(MeterRegistry registry, Tags tags) {
        ClientGauges gauges = new ClientGauges();
        gauges.register(registry, tags, BackfluxMeter.PERMITS_IN_FLIGHT, all -> all.ofQuotas(AccountQuota::inFlight));
        gauges.register(registry, tags, BackfluxMeter.PERMITS_MAX, all -> all.ofQuotas(AccountQuota::maxInFlight));
        for (Lane lane : Lane.values()) {
            Tags ofLane = tags.and(MeterKey.LANE.asString(), HarvestConvention.lowerCase(lane));
            gauges.register(
                    registry, ofLane, BackfluxMeter.PERMITS_WAITING, all -> all.ofQuotas(quota -> quota.waiting(lane)));
        }
        gauges.register(
                registry, tags, BackfluxMeter.ROOM_WAITING, all -> all.ofClients(BacklinksClient::waitingForRoom));
        gauges.register(
                registry, tags, BackfluxMeter.WAITING, all -> all.ofClients(client -> (double) client.waitingBytes()));
        return gauges;
    }

    private void register(
            MeterRegistry registry, Tags tags, BackfluxMeter meter, ToDoubleFunction<ClientGauges> value) {
        Gauge.builder(meter.getName(), this, value)
                .baseUnit(meter.getBaseUnit())
                .tags(tags)
                .register(registry);
    }

    void add(BacklinksClient client) {
        synchronized (clients) {
            clients.add(client);
        }
    }

    private List<BacklinksClient> clients() {
        synchronized (clients) {
            return List.copyOf(clients);
        }
    }

    private double ofClients(ToDoubleFunction<BacklinksClient> value) {
        return clients().stream().mapToDouble(value).sum();
    }

    /** Clients of one account share a quota, which counts once. */
    private double ofQuotas(ToDoubleFunction<AccountQuota> value) {
        Set<AccountQuota> quotas = Collections.newSetFromMap(new IdentityHashMap<>());
        clients().forEach(client -> quotas.add(client.quota()));
        return quotas.stream().mapToDouble(value).sum();
    }
}
