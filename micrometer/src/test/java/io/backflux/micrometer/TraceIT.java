package io.backflux.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.BacklinksQuery;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.BacklinksClientBuilder;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.Fault;
import io.backflux.simulator.FaultPlan;
import io.backflux.simulator.SimulatorExtension;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces as OpenTelemetry exports them. */
@ExtendWith(SimulatorExtension.class)
class TraceIT {

    private static final String HARVEST = "harvest backlinks";

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final SdkTracerProvider spans = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build();
    private final ObservationRegistry observations = ObservationRegistry.create();

    TraceIT() {
        Tracer otel = spans.get("test");
        OtelTracer tracer = new OtelTracer(otel, new OtelCurrentTraceContext(), event -> {});
        OtelPropagator propagator =
                new OtelPropagator(ContextPropagators.create(W3CTraceContextPropagator.getInstance()), otel);
        observations
                .observationConfig()
                .observationHandler(new ObservationHandler.FirstMatchingCompositeObservationHandler(
                        new PropagatingSenderTracingObservationHandler<>(tracer, propagator),
                        new PropagatingReceiverTracingObservationHandler<>(tracer, propagator),
                        new DefaultTracingObservationHandler(tracer)));
    }

    @AfterEach
    void close() {
        spans.close();
    }

    private Observation server() {
        ReceiverContext<Map<String, String>> context =
                new ReceiverContext<>((carrier, key) -> carrier.get(key), Kind.SERVER);
        context.setCarrier(Map.of());
        return Observation.start("http get /links", () -> context, observations);
    }

    private List<SpanData> trace(BacklinksSimulator api, int limit, int slots) {
        BacklinksQuery query = BacklinksQuery.builder("a.example").limit(limit).build();
        Observation server = server();
        try (BacklinksClient client = BackfluxMicrometer.observe(
                        Clients.of(api), observations, new SimpleMeterRegistry())
                .build()) {
            client.harvest(query)
                    .take(20L * limit)
                    .parallelism(slots)
                    .backlinks()
                    .contextWrite(context -> context.put(ObservationThreadLocalAccessor.KEY, server))
                    .blockLast();
        }
        server.stop();
        return exporter.getFinishedSpanItems();
    }

    private static SpanData only(List<SpanData> spans, String name) {
        return spans.stream()
                .filter(span -> span.getName().equals(name))
                .reduce((one, other) -> {
                    throw new AssertionError("two spans " + name);
                })
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void aRequestOfAServiceIsOneTreeWithEachAttempt(int slots, BacklinksSimulator api) {
        api.fail(FaultPlan.of(Fault.INTERNAL_50000).everyNth(4));
        List<SpanData> trace = trace(api, 50, slots);
        SpanData server = only(trace, "http get /links");
        SpanData harvest = only(trace, HARVEST);
        List<SpanData> attempts =
                trace.stream().filter(span -> span.getName().equals("POST")).toList();
        assertThat(trace)
                .hasSize(2 + attempts.size())
                .extracting(SpanData::getTraceId)
                .containsOnly(server.getTraceId());
        assertThat(harvest.getParentSpanId()).isEqualTo(server.getSpanId());
        assertThat(attempts)
                .hasSize(api.requestCount())
                .hasSizeGreaterThanOrEqualTo(25)
                .allMatch(attempt -> attempt.getKind() == SpanKind.CLIENT)
                .allMatch(attempt -> attempt.getParentSpanId().equals(harvest.getSpanId()))
                .allMatch(attempt -> attempt.getStartEpochNanos() >= harvest.getStartEpochNanos());
        assertThat(attempts)
                .filteredOn(attempt -> text(attempt, "backflux.code").equals("20000"))
                .hasSizeGreaterThanOrEqualTo(20)
                .allMatch(attempt -> attempt.getStatus().equals(StatusData.unset()));
        assertThat(attempts)
                .filteredOn(attempt -> text(attempt, "error.type").equals("50000"))
                .hasSize(api.requestCount() / 4)
                .allMatch(attempt -> attempt.getStatus().getStatusCode() == StatusCode.ERROR);
        assertThat(attempts)
                .filteredOn(
                        attempt -> text(attempt, "http.request.resend_count").equals("1"))
                .isNotEmpty();
    }

    @Test
    void theApiLearnsOfNoTrace(BacklinksSimulator api) {
        List<String> headers = Collections.synchronizedList(new ArrayList<>());
        Observation.start("job", observations).scoped(() -> {
            BacklinksClientBuilder builder = Clients.of(api)
                    .httpClient(http -> http.doOnRequest((request, connection) ->
                            headers.addAll(request.requestHeaders().names())));
            try (BacklinksClient client = BackfluxMicrometer.observe(builder, observations, new SimpleMeterRegistry())
                    .build()) {
                client.harvest(BacklinksQuery.of("a.example"))
                        .take(10)
                        .backlinks()
                        .blockLast();
            }
        });
        assertThat(headers)
                .isNotEmpty()
                .noneMatch(header -> header.toLowerCase(Locale.ROOT).startsWith("trace"));
    }

    private static String text(SpanData span, String key) {
        return String.valueOf(span.getAttributes().get(AttributeKey.stringKey(key)));
    }
}
