package io.backflux.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import io.backflux.BacklinksQuery;
import io.backflux.Checkpoint;
import io.backflux.FailureClass;
import io.backflux.HarvestSummary;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.HarvestListener;
import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.reactor.transport.CannedTransport;
import io.backflux.reactor.transport.Transport;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.Fault;
import io.backflux.simulator.FaultPlan;
import io.backflux.simulator.SimulatorExtension;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** What the meters show, beside the bill of the server and the summaries. */
@ExtendWith(SimulatorExtension.class)
class HarvestMetersIT {

    private static final BacklinksQuery QUERY =
            BacklinksQuery.builder("a.example").limit(100).build();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BackfluxMicrometer micrometer = BackfluxMicrometer.of(ObservationRegistry.NOOP, meters);

    private double count(String name) {
        return meters.get(name).counters().stream().mapToDouble(Counter::count).sum();
    }

    private double retries(String reason) {
        return meters.get("backflux.retries").tag("reason", reason).counter().count();
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void metersAreWhatSummariesAndTheBillSay(int slots, BacklinksSimulator api) {
        api.fail(FaultPlan.of(Fault.INTERNAL_50000).everyNth(6));
        api.fail(FaultPlan.of(Fault.RESET_BEFORE_ANSWER).onRequest(4));
        List<HarvestSummary> ends = Collections.synchronizedList(new ArrayList<>());
        try (BacklinksClient client = micrometer.observe(Clients.of(api)).build()) {
            Flux.range(0, 2)
                    .flatMap(number -> client.harvest(QUERY)
                            .take(1_500)
                            .parallelism(slots)
                            .listener(HarvestListener.onSummary(ends::add))
                            .backlinks())
                    .blockLast();
        }
        assertThat(ends).hasSize(2);
        assertThat(count("backflux.rows")).isEqualTo(3_000);
        assertThat(count("backflux.pages"))
                .isEqualTo(ends.stream().mapToInt(end -> end.progress().pages()).sum());
        assertThat(count("backflux.requests")).isEqualTo(api.requestCount());
        assertThat(count("backflux.cost")).isCloseTo(api.billed().doubleValue(), within(1e-9));
        assertThat(retries("connection_failed")).isEqualTo(1);
        assertThat(retries("server_failed"))
                .isEqualTo(count("backflux.retries") - 1)
                .isPositive();
        assertThat(count("backflux.retries"))
                .isEqualTo(
                        ends.stream().mapToInt(end -> end.progress().retries()).sum());
        assertThat(meters.get("backflux.permit.wait").timer().count()).isEqualTo(api.requestCount());
        assertThat(meters.get("backflux.first.row").timer().count()).isEqualTo(2);
    }

    @Test
    void whatAResumedHarvestHadComeToCountsOnce(BacklinksSimulator api) {
        try (BacklinksClient client = micrometer.observe(Clients.of(api)).build()) {
            Checkpoint checkpoint = Objects.requireNonNull(client.harvest(QUERY)
                    .take(300)
                    .pages()
                    .map(BacklinksPage::checkpoint)
                    .blockLast());
            client.harvest(QUERY).take(500).resumeFrom(checkpoint).pages().blockLast();
        }
        assertThat(count("backflux.rows")).isEqualTo(500);
        assertThat(count("backflux.pages")).isEqualTo(5);
        assertThat(count("backflux.cost")).isCloseTo(api.billed().doubleValue(), within(1e-9));
    }

    @Test
    void anEstimateCountsAsItCosts(BacklinksSimulator api) {
        try (BacklinksClient client = micrometer.observe(Clients.of(api)).build()) {
            client.harvest(QUERY).estimate().block();
        }
        assertThat(count("backflux.requests")).isEqualTo(1);
        assertThat(count("backflux.cost")).isCloseTo(api.billed().doubleValue(), within(1e-9));
    }

    @Test
    void whatNeverHappenedShowsAsNothing() {
        micrometer.observe(Clients.over(CannedTransport.ofRows(List.of()))).build();
        assertThat(meters.getMeters())
                .filteredOn(meter -> meter.getId().getType() == Meter.Type.COUNTER)
                .hasSize(4 + FailureClass.values().length)
                .allSatisfy(meter ->
                        assertThat(meter.measure().iterator().next().getValue()).isZero());
        assertThat(gauge("backflux.permits.in.flight")).isZero();
        assertThat(gauge("backflux.permits.max")).isEqualTo(30);
    }

    @Test
    void permitsInFlightAndWhoWaitsForThemAreSeenByLane() {
        Transport silent = request -> Flux.never();
        BacklinksClient client = micrometer
                .observe(Clients.over(silent).quota(AccountQuota.local(new QuotaLimits(1, 1_000))))
                .build();
        Disposable.Composite running = Disposables.composite();
        for (int slots : new int[] {1, 1, 2, 2, 2}) {
            running.add(client.harvest(QUERY).parallelism(slots).backlinks().subscribe());
        }
        assertThat(gauge("backflux.permits.in.flight")).isEqualTo(1);
        assertThat(waiting("interactive")).isEqualTo(1);
        assertThat(waiting("bulk")).isEqualTo(3);
        assertThat(gauge("backflux.waiting")).isPositive();
        assertThat(gauge("backflux.room.waiting")).isZero();
        running.dispose();
        assertThat(waiting("bulk")).isZero();
        assertThat(gauge("backflux.waiting")).isZero();
    }

    private double waiting(String lane) {
        return meters.get("backflux.permits.waiting").tag("lane", lane).gauge().value();
    }

    @Test
    void gaugesAddUpOverClientsAndCountAQuotaOnce() {
        Transport silent = request -> Flux.never();
        AccountQuota shared = AccountQuota.local(new QuotaLimits(5, 1_000));
        List<BacklinksClient> clients = Stream.of(shared, shared, AccountQuota.local(new QuotaLimits(7, 1_000)))
                .map(quota -> BackfluxMicrometer.observe(
                                Clients.over(silent).quota(quota), ObservationRegistry.NOOP, meters)
                        .build())
                .toList();
        assertThat(gauge("backflux.permits.max")).isEqualTo(12);
        clients.forEach(client -> client.backlinks(QUERY).subscribe());
        assertThat(gauge("backflux.permits.in.flight")).isEqualTo(3);
    }

    @Test
    void accountsAreToldApartByATagOfTheCallers(BacklinksSimulator api) {
        for (String account : List.of("one", "two")) {
            BackfluxMicrometer tagged = micrometer.withTags(Tags.of("account", account));
            try (BacklinksClient client = tagged.observe(Clients.of(api)).build()) {
                client.harvest(QUERY).take(100).backlinks().blockLast();
            }
        }
        assertThat(meters.get("backflux.rows").tag("account", "two").counter().count())
                .isEqualTo(100);
        assertThat(count("backflux.rows")).isEqualTo(200);
        assertThat(meters.find("backflux.permits.max").gauges()).hasSize(2);
    }

    @Test
    void aRowThatNobodyDemandedIsNoFirstRow(BacklinksSimulator api) {
        try (BacklinksClient client = micrometer.observe(Clients.of(api)).build()) {
            Flux<Backlink> rows = client.backlinks(QUERY);
            StepVerifier.create(rows, 0).thenCancel().verify();
            assertThat(meters.get("backflux.first.row").timer().count()).isZero();
            StepVerifier.create(rows, 1).expectNextCount(1).thenCancel().verify();
            assertThat(meters.get("backflux.first.row").timer().count()).isEqualTo(1);
            assertThat(count("backflux.rows")).isEqualTo(1);
        }
    }

    @Test
    void metersAreJustThoseThatAreDocumented() {
        micrometer.observe(Clients.over(CannedTransport.ofRows(List.of()))).build();
        assertThat(meters.getMeters().stream().map(HarvestMetersIT::described).collect(Collectors.toSet()))
                .isEqualTo(Stream.of(BackfluxMeter.values())
                        .map(HarvestMetersIT::described)
                        .collect(Collectors.toSet()));
    }

    private static List<Object> described(Meter meter) {
        Meter.Id id = meter.getId();
        List<String> keys = id.getTags().stream().map(Tag::getKey).toList();
        String unit = id.getType() == Meter.Type.TIMER ? null : id.getBaseUnit();
        return List.of(id.getName(), id.getType(), String.valueOf(unit), keys);
    }

    private static List<Object> described(BackfluxMeter meter) {
        List<String> keys =
                Stream.of(meter.getKeyNames()).map(key -> key.asString()).toList();
        return List.of(meter.getName(), meter.getType(), String.valueOf(meter.getBaseUnit()), keys);
    }
}
