package io.backflux.samples.quickstart;

import io.backflux.HarvestSummary;
import io.backflux.micrometer.BackfluxMicrometer;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.BacklinksClientBuilder;
import io.backflux.reactor.HarvestListener;
import io.backflux.reactor.HarvestStart;
import io.backflux.reactor.transport.ProxySettings;
import io.backflux.reactor.transport.TransportException;
import io.backflux.reactor.transport.TransportException.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import reactor.core.publisher.Flux;

/** Clients whose HTTP is another than the usual one, and who watch it. */
public final class ShapedClients {

    private ShapedClients() {}

    /** Through a proxy that looks into TLS, with a certificate of its own, and logs who comes. */
    public static BacklinksClientBuilder behind(ProxySettings proxy, Path certificates) {
        return BacklinksClient.builder()
                .proxy(proxy)
                .trust(certificates)
                .httpClient(http -> http.headers(headers -> headers.set("User-Agent", "link-audit")));
    }

    /** The first attempt at each page breaks, for a test of what a service does then. */
    public static BacklinksClientBuilder flaky(BacklinksClientBuilder client) {
        return client.transportDecorator(next -> request -> request.attempt() > 1
                ? next.exchange(request)
                : Flux.error(new TransportException(Problem.BROKEN, "injected", null)));
    }

    /** What each harvest of the client has cost by its end, whoever began it. */
    public static BacklinksClientBuilder metered(
            BacklinksClientBuilder client, BiConsumer<HarvestStart, BigDecimal> costs) {
        return client.harvestListener(start -> new HarvestListener() {
            @Override
            public void onSummary(HarvestSummary summary) {
                costs.accept(start, summary.progress().cost());
            }
        });
    }

    /** Seen on dashboards and in traces, with each harvest's target. */
    public static BacklinksClientBuilder observed(
            BacklinksClientBuilder client, ObservationRegistry observations, MeterRegistry meters) {
        return BackfluxMicrometer.of(observations, meters).withTargets().observe(client);
    }
}
