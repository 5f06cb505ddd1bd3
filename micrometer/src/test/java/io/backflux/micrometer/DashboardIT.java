package io.backflux.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.BacklinksQuery;
import io.backflux.reactor.BacklinksClient;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.Fault;
import io.backflux.simulator.FaultPlan;
import io.backflux.simulator.SimulatorExtension;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operator's dashboard shows meters that there are, as Prometheus names them, and all of them. */
@ExtendWith(SimulatorExtension.class)
class DashboardIT {

    private static final Path DASHBOARD = Path.of("..", "docs", "grafana-dashboard.json");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(backflux_\\w+)(?:\\{([^}]*)})? ");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
    private static final Pattern METER = Pattern.compile("backflux_\\w+(?=[\\[){ ]|$)");
    private static final Pattern GROUPED = Pattern.compile("by \\((\\w+)\\) \\((.*)\\)");

    /** Names of samples, and the labels that each has. */
    private static Map<String, Set<String>> scraped(BacklinksSimulator api) {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        api.fail(FaultPlan.of(Fault.INTERNAL_50000).onRequest(1));
        StringBuilder all = new StringBuilder();
        try (BacklinksClient client = BackfluxMicrometer.observe(Clients.of(api), observations, meters)
                .build()) {
            client.harvest(BacklinksQuery.of("a.example"))
                    .take(1_000)
                    .pages()
                    .doOnNext(page -> all.append(meters.scrape())) // While its harvest is active.
                    .blockLast();
        }
        Map<String, Set<String>> samples = new HashMap<>();
        Matcher sample = SAMPLE.matcher(all.append(meters.scrape()));
        while (sample.find()) {
            samples.computeIfAbsent(sample.group(1), name -> new HashSet<>())
                    .addAll(labels(sample.group(2) == null ? "" : sample.group(2)));
        }
        return samples;
    }

    private static Set<String> labels(String text) {
        return LABEL.matcher(text).results().map(label -> label.group(1)).collect(Collectors.toSet());
    }

    private static List<String> queries() {
        JsonNode dashboard = JsonMapper.shared().readTree(DASHBOARD.toFile());
        return dashboard.findValues("expr").stream().map(JsonNode::asString).toList();
    }

    private static Stream<String> meters(String query) {
        return METER.matcher(query.replaceAll("by \\(\\w+\\)", "")).results().map(MatchResult::group);
    }

    @Test
    void eachQueryAsksForMetersAndLabelsThatThereAre(BacklinksSimulator api) {
        Map<String, Set<String>> samples = scraped(api);
        assertThat(queries()).isNotEmpty().allSatisfy(query -> {
            assertThat(meters(query)).as(query).isNotEmpty().isSubsetOf(samples.keySet());
            GROUPED.matcher(query)
                    .results()
                    .forEach(by -> meters(by.group(2))
                            .forEach(meter ->
                                    assertThat(samples.get(meter)).as(query).contains(by.group(1))));
        });
    }

    @Test
    void eachMeterIsShown(BacklinksSimulator api) {
        String all = String.join("\n", queries());
        assertThat(new TreeSet<>(Stream.of(BackfluxMeter.values())
                        .map(meter -> meter.getName().replace('.', '_'))
                        .toList()))
                .allSatisfy(name -> assertThat(all).contains(name));
    }
}
