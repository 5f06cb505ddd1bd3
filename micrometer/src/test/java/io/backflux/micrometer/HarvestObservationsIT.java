package io.backflux.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.BacklinksQuery;
import io.backflux.FailureClass;
import io.backflux.HarvestSummary;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.HarvestListener;
import io.backflux.reactor.transport.CannedTransport;
import io.backflux.reactor.transport.Transport;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.Fault;
import io.backflux.simulator.FaultPlan;
import io.backflux.simulator.RecordedRequest;
import io.backflux.simulator.SimulatorExtension;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.observation.tck.TestObservationRegistry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** What is observed of harvests, under which keys, and whose children they are. */
@ExtendWith(SimulatorExtension.class)
class HarvestObservationsIT {

    private static final BacklinksQuery QUERY = BacklinksQuery.of("secret-target.example");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Observation.Context> begun = Collections.synchronizedList(new ArrayList<>());
    private final List<Observation.Context> ended = Collections.synchronizedList(new ArrayList<>());
    private final TestObservationRegistry observations = TestObservationRegistry.create();
    private final BackfluxMicrometer micrometer = BackfluxMicrometer.of(observations, meters);

    HarvestObservationsIT() {
        observations.observationConfig().observationHandler(new ObservationHandler<>() {
            @Override
            public void onStart(Observation.Context context) {
                begun.add(context);
            }

            @Override
            public void onStop(Observation.Context context) {
                ended.add(context);
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }
        });
    }

    private BacklinksClient client(BacklinksSimulator api) {
        return micrometer.observe(Clients.of(api)).build();
    }

    private static List<HarvestContext> harvests(List<Observation.Context> contexts) {
        return only(HarvestContext.class, contexts);
    }

    private static List<RequestContext> requests(List<Observation.Context> contexts) {
        return only(RequestContext.class, contexts);
    }

    private static <T> List<T> only(Class<T> type, List<Observation.Context> contexts) {
        return List.copyOf(contexts).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static String value(Observation.Context context, String key) {
        return context.getAllKeyValues().stream()
                .filter(known -> known.getKey().equals(key))
                .map(KeyValue::getValue)
                .findFirst()
                .orElse("(absent)");
    }

    private static Observation.@Nullable Context parent(Observation.Context context) {
        return context.getParentObservation() == null
                ? null
                : (Observation.Context) context.getParentObservation().getContextView();
    }

    @Test
    void aHarvestAndEachAttemptAreObserved(BacklinksSimulator api) {
        api.fail(FaultPlan.of(Fault.INTERNAL_50000).onRequest(2));
        api.fail(FaultPlan.of(Fault.BAD_GATEWAY_HTML).onRequest(3));
        api.fail(FaultPlan.of(Fault.RESET_BEFORE_ANSWER).onRequest(4));
        try (BacklinksClient client = client(api)) {
            client.harvest(QUERY).take(2_000).backlinks().blockLast();
        }
        HarvestContext harvest = harvests(ended).get(0);
        assertThat(harvests(ended)).hasSize(1);
        assertThat(ended).hasSameSizeAs(begun).last().isSameAs(harvest);
        assertThat(harvest.getName()).isEqualTo("backflux.harvest");
        assertThat(value(harvest, "backflux.status")).isEqualTo("limited");
        assertThat(value(harvest, "backflux.strategy")).isEqualTo("chain");
        assertThat(value(harvest, "backflux.rows")).isEqualTo("2000");
        assertThat(value(harvest, "backflux.requests")).isEqualTo("5");
        assertThat(requests(ended))
                .allSatisfy(request -> assertThat(parent(request)).isSameAs(harvest))
                .allMatch(request -> "backflux.request".equals(request.getName()))
                .allMatch(request -> value(request, "http.request.method").equals("POST"))
                .allMatch(request -> value(request, "server.address").equals("127.0.0.1"))
                .allMatch(request -> value(request, "server.port")
                        .equals(String.valueOf(api.baseUrl().getPort())))
                .extracting(request -> Stream.of(
                                "backflux.page",
                                "http.request.resend_count",
                                "http.response.status_code",
                                "backflux.code",
                                "error.type")
                        .map(key -> value(request, key))
                        .collect(Collectors.joining(" ")))
                .containsExactly(
                        "1 0 200 20000 none",
                        "2 0 200 50000 50000",
                        "2 1 502 502 502",
                        "2 2 none none broken",
                        "2 3 200 20000 none");
        assertThat(requests(ended))
                .extracting(request -> request.getError() != null)
                .containsExactly(false, true, true, true, false);
    }

    @ParameterizedTest
    @CsvSource({"1, chain", "4, none"})
    void aFailedHarvestIsAnErrorOfItsObservation(int slots, String strategy, BacklinksSimulator api) {
        api.fail(FaultPlan.code(40210));
        try (BacklinksClient client = client(api)) {
            client.harvest(QUERY)
                    .parallelism(slots)
                    .backlinks()
                    .onErrorComplete()
                    .blockLast();
        }
        HarvestContext harvest = harvests(ended).get(0);
        assertThat(value(harvest, "backflux.status")).isEqualTo("failed");
        assertThat(value(harvest, "backflux.strategy")).isEqualTo(strategy);
        assertThat(harvest.getError()).hasMessage("the harvest failed");
        assertThat(value(requests(ended).get(0), "error.type")).isEqualTo("40210");
    }

    @Test
    void aHarvestWithoutRowsIsNoError(BacklinksSimulator api) {
        api.fail(FaultPlan.code(40102));
        try (BacklinksClient client = client(api)) {
            client.backlinks(QUERY).blockLast();
        }
        assertThat(value(requests(ended).get(0), "backflux.code")).isEqualTo("40102");
        assertThat(value(requests(ended).get(0), "error.type")).isEqualTo("none");
        assertThat(ended).allMatch(context -> context.getError() == null);
    }

    @Test
    void aCancelledHarvestEndsItsObservationsAndIsNoError() {
        Transport silent = request -> Flux.never();
        BacklinksClient client = micrometer.observe(Clients.over(silent)).build();
        StepVerifier.create(client.backlinks(QUERY)).thenAwait().thenCancel().verify();
        assertThat(ended).hasSize(2).allMatch(context -> context.getError() == null);
        assertThat(value(harvests(ended).get(0), "backflux.status")).isEqualTo("limited");
        assertThat(value(requests(ended).get(0), "error.type")).isEqualTo("cancelled");
        assertThat(value(requests(ended).get(0), "server.address")).isEqualTo("none");
    }

    @Test
    void aSubscriptionWithoutDemandIsAHarvestWithoutRequests() {
        BacklinksClient client = micrometer
                .observe(Clients.over(CannedTransport.ofRows(List.of())))
                .build();
        StepVerifier.create(client.backlinks(QUERY), 0).thenCancel().verify();
        assertThat(ended).hasSize(1).hasSameElementsAs(harvests(begun));
    }

    @Test
    void theKeyOfAnObservationInReactorsContextIsMicrometersOwn() {
        assertThat(ObservedHarvest.OBSERVATION).isEqualTo(ObservationThreadLocalAccessor.KEY);
    }

    /** Twenty pages, of which many are in flight at once, each other one is sent again, and answers come on other threads. */
    @ParameterizedTest
    @CsvSource({"1, false", "8, false", "8, true"})
    void eachAttemptHasTheHarvestOfItsOwnSubscriberAsItsParent(int slots, boolean hops, BacklinksSimulator api) {
        api.fail(FaultPlan.of(Fault.INTERNAL_50000).everyNth(5));
        List<HarvestSummary> ends = Collections.synchronizedList(new ArrayList<>());
        BacklinksQuery query = BacklinksQuery.builder("a.example").limit(50).build();
        try (BacklinksClient client = client(api)) {
            Flux.just("one", "two", "three")
                    .flatMap(name -> {
                        Observation server = Observation.start(name, observations);
                        Flux<?> rows = client.harvest(query)
                                .take(1_000)
                                .parallelism(slots)
                                .listener(HarvestListener.onSummary(ends::add))
                                .backlinks();
                        return (hops ? rows.publishOn(Schedulers.parallel(), 7) : rows)
                                .doFinally(end -> server.stop())
                                .contextWrite(context -> context.put(ObservationThreadLocalAccessor.KEY, server));
                    })
                    .blockLast();
        }
        assertThat(ends).hasSize(3).allMatch(end -> end.progress().retries() > 0);
        assertThat(harvests(ended))
                .extracting(harvest -> Objects.requireNonNull(parent(harvest)).getName())
                .containsExactlyInAnyOrder("one", "two", "three");
        for (HarvestContext harvest : harvests(ended)) {
            HarvestSummary end = Objects.requireNonNull(harvest.summary());
            List<RequestContext> children = requests(ended).stream()
                    .filter(request -> parent(request) == harvest)
                    .toList();
            assertThat(end.progress().pages()).isGreaterThanOrEqualTo(20);
            assertThat(children).hasSize(end.progress().requests());
            assertThat(children)
                    .filteredOn(request -> request.request().attempt() > 1)
                    .hasSize(end.progress().retries())
                    .allMatch(request -> request.request().retryOf() == FailureClass.SERVER_FAILED);
        }
    }

    @Test
    void withoutReactorsContextTheParentIsWhatIsCurrentOnTheThreadThatSubscribes(BacklinksSimulator api) {
        try (BacklinksClient client = client(api)) {
            Observation job = Observation.start("job", observations);
            job.scoped(() -> {
                client.harvest(QUERY).take(10).backlinks().blockLast();
            });
            job.stop();
        }
        assertThat(parent(harvests(ended).get(0))).isSameAs(job(ended));
    }

    private static Observation.Context job(List<Observation.Context> contexts) {
        return contexts.stream()
                .filter(context -> "job".equals(context.getName()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTargetIsRecordedOnlyWhereAskedFor(BacklinksSimulator api) {
        try (BacklinksClient client =
                micrometer.withTargets().observe(Clients.of(api)).build()) {
            client.harvest(QUERY).take(10).backlinks().blockLast();
        }
        HarvestContext harvest = harvests(ended).get(0);
        assertThat(harvest.getHighCardinalityKeyValues())
                .contains(KeyValue.of("backflux.target", "secret-target.example"));
        assertThat(harvest.getLowCardinalityKeyValues())
                .noneMatch(known -> known.getValue().contains("secret-target"));
    }

    @Test
    void noKeyNoTagAndNoErrorHoldsTokenLoginOrTarget(BacklinksSimulator unused) {
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        try (BacklinksSimulator api = BacklinksSimulator.builder()
                .credentials("login-of-somebody", "s3cret-pass")
                .start()) {
            api.fail(FaultPlan.of(Fault.CUT).onRequest(2));
            api.fail(FaultPlan.of(Fault.RESET_BEFORE_ANSWER).onRequest(3));
            api.fail(FaultPlan.code(40501).onRequest(6));
            try (BacklinksClient client = client(api)) {
                client.backlinks(QUERY).onErrorComplete().blockLast();
            }
            List<String> tokens = api.requests().stream()
                    .map(RecordedRequest::rawBody)
                    .filter(body -> body.contains("search_after_token"))
                    .map(body -> body.replaceAll("(?s).*\"search_after_token\":\"([^\"]+)\".*", "$1"))
                    .toList();
            assertThat(tokens).hasSizeGreaterThan(3);
            List<String> secrets = new ArrayList<>(tokens);
            secrets.addAll(List.of("login-of-somebody", "s3cret-pass", "secret-target"));
            assertThat(recorded())
                    .hasSizeGreaterThan(50)
                    .allSatisfy(text -> assertThat(text).doesNotContain(secrets));
        }
    }

    private List<String> recorded() {
        List<String> all = new ArrayList<>();
        for (Observation.Context context : ended) {
            context.getAllKeyValues().forEach(known -> all.add(known.getKey() + "=" + known.getValue()));
            all.add(context.toString());
            for (Throwable error = context.getError(); error != null; error = error.getCause()) {
                all.add(error.toString());
            }
        }
        for (Meter meter : meters.getMeters()) {
            all.add(meter.getId().toString());
        }
        return all;
    }

    @Test
    void keysAreJustThoseThatAreDocumented(BacklinksSimulator api) {
        try (BacklinksClient client =
                micrometer.withTargets().observe(Clients.of(api)).build()) {
            client.harvest(QUERY).take(10).backlinks().blockLast();
        }
        assertThat(keys(ended, HarvestContext.class)).isEqualTo(documented(BackfluxObservation.HARVEST));
        assertThat(keys(ended, RequestContext.class)).isEqualTo(documented(BackfluxObservation.REQUEST));
    }

    private static Set<String> keys(List<Observation.Context> contexts, Class<?> type) {
        return contexts.stream()
                .filter(type::isInstance)
                .flatMap(context -> context.getAllKeyValues().stream())
                .map(KeyValue::getKey)
                .collect(Collectors.toSet());
    }

    private static Set<String> documented(BackfluxObservation observation) {
        return Stream.concat(
                        Stream.of(observation.getLowCardinalityKeyNames()),
                        Stream.of(observation.getHighCardinalityKeyNames()))
                .map(key -> key.asString())
                .collect(Collectors.toSet());
    }

    @Test
    void aConventionOfTheCallersReplacesTheDefault(BacklinksSimulator api) {
        BackfluxMicrometer own = micrometer
                .withHarvestConvention(new HarvestConvention() {
                    @Override
                    public String getName() {
                        return "links";
                    }

                    @Override
                    public KeyValues getLowCardinalityKeyValues(HarvestContext context) {
                        return super.getLowCardinalityKeyValues(context)
                                .and("slots", String.valueOf(context.parallelism()));
                    }
                })
                .withRequestConvention(new RequestConvention() {
                    @Override
                    public String getContextualName(RequestContext context) {
                        return "page " + context.request().page();
                    }
                });
        try (BacklinksClient client = own.observe(Clients.of(api)).build()) {
            client.harvest(QUERY).take(10).backlinks().blockLast();
        }
        assertThat(harvests(ended).get(0).getName()).isEqualTo("links");
        assertThat(value(harvests(ended).get(0), "slots")).isEqualTo("1");
        assertThat(requests(ended).get(0).getContextualName()).isEqualTo("page 1");
    }

    @Test
    void aConventionOfTheRegistryReplacesTheDefault(BacklinksSimulator api) {
        observations.observationConfig().observationConvention(new RequestConvention() {
            @Override
            public String getName() {
                return "vendor.request";
            }
        });
        try (BacklinksClient client = client(api)) {
            client.harvest(QUERY).take(10).backlinks().blockLast();
        }
        assertThat(requests(ended).get(0).getName()).isEqualTo("vendor.request");
    }

    @Test
    void whatIsBeneathAnAttemptIsItsChild() {
        List<Observation> seen = new ArrayList<>();
        CannedTransport answers = CannedTransport.ofRows(List.of());
        Transport inner = request -> Flux.deferContextual(context -> {
            seen.add(context.get(ObservationThreadLocalAccessor.KEY));
            return answers.exchange(request);
        });
        micrometer.observe(Clients.over(inner)).build().backlinks(QUERY).blockLast();
        assertThat(seen).extracting(Observation::getContext).isEqualTo(List.copyOf(requests(ended)));
    }

    @Test
    void whereTheRegistryWantsNoHarvestsAttemptsAreTheSubscribers(BacklinksSimulator api) {
        observations.observationConfig().observationPredicate((name, context) -> !name.equals("backflux.harvest"));
        Observation server = Observation.start("server", observations);
        try (BacklinksClient client = client(api)) {
            client.harvest(QUERY)
                    .take(10)
                    .backlinks()
                    .contextWrite(context -> context.put(ObservationThreadLocalAccessor.KEY, server))
                    .blockLast();
        }
        server.stop();
        assertThat(harvests(begun)).isEmpty();
        assertThat(requests(ended))
                .singleElement()
                .satisfies(request -> assertThat(parent(request)).isSameAs(server.getContext()));
    }

    @Test
    void whereTheRegistryWantsNoAttemptsHarvestsAreStillObserved(BacklinksSimulator api) {
        observations.observationConfig().observationPredicate((name, context) -> !name.equals("backflux.request"));
        try (BacklinksClient client = client(api)) {
            client.harvest(QUERY).take(10).backlinks().blockLast();
        }
        assertThat(ended).hasSize(1).hasSameElementsAs(harvests(begun));
    }

    @Test
    void withoutARegistryOfObservationsNothingIsObservedAndAllIsCounted() {
        List<Boolean> seen = new ArrayList<>();
        CannedTransport answers = CannedTransport.ofRows(List.of());
        Transport inner = request -> Flux.deferContextual(context -> {
            seen.add(context.hasKey(ObservationThreadLocalAccessor.KEY));
            return answers.exchange(request);
        });
        BackfluxMicrometer.observe(Clients.over(inner), ObservationRegistry.NOOP, meters)
                .build()
                .backlinks(QUERY)
                .blockLast();
        assertThat(seen).containsExactly(false);
        assertThat(meters.get("backflux.requests").counter().count()).isEqualTo(1);
    }
}
