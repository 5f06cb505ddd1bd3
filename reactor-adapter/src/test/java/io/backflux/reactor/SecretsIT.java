package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.BacklinksPage;
import io.backflux.BacklinksQuery;
import io.backflux.Checkpoint;
import io.backflux.HarvestProgress;
import io.backflux.HarvestSummary;
import io.backflux.RetryPolicy;
import io.backflux.reactor.transport.Credentials;
import io.backflux.reactor.transport.Timeouts;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.Fault;
import io.backflux.simulator.FaultPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Looks for the password, its header and whole tokens in everything that a harvest says. */
class SecretsIT {

    private static final String USER = "owner@site.example";
    private static final String PASSWORD = "correct-horse-battery";
    private static final BacklinksQuery QUERY =
            BacklinksQuery.builder("site.example").limit(10).build();

    private final PrintStream console = System.err;
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final List<String> said = new ArrayList<>();
    private final List<String> secrets = new ArrayList<>(List.of(PASSWORD, basic()));

    private static String basic() {
        return Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    }

    /** What is logged in these tests goes to the error stream. */
    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stopListening() {
        System.setErr(console);
    }

    static Stream<FaultPlan> faults() {
        return Stream.concat(
                Stream.of(Fault.values())
                        .filter(fault -> fault != Fault.TASK_CODE && fault != Fault.ENVELOPE_CODE)
                        .map(FaultPlan::of),
                Stream.of(40100, 40200, 40202, 40501, 40506, 50303).map(FaultPlan::code));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void noFaultBringsASecretToLight(FaultPlan fault) {
        harvest(fault.onPage(2).pause(Duration.ofMillis(1)), PASSWORD);
        assertNothingIsToldOfSecrets();
    }

    @Test
    void aWrongPasswordIsNotQuoted() {
        harvest(FaultPlan.of(Fault.CUT).onRequest(99), PASSWORD + "x");
        assertThat(String.join("\n", said)).contains("401");
        assertNothingIsToldOfSecrets();
    }

    /** With everything logged that any library here can log, in a JVM of its own, because levels are set but once. */
    @Test
    void noLogLineHasASecret() throws IOException, InterruptedException {
        try (BacklinksSimulator simulator = BacklinksSimulator.builder()
                .rows(35)
                .credentials(USER, PASSWORD)
                .fault(FaultPlan.of(Fault.CUT).onRequest(2))
                .fault(FaultPlan.code(50000).onRequest(4))
                .fault(FaultPlan.code(40501).onPage(4))
                .start()) {
            Path log = Files.createTempFile("secrets", ".log");
            Process harvest = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                            "-cp",
                            System.getProperty("java.class.path"),
                            LoggedHarvest.class.getName(),
                            simulator.baseUrl().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            harvest.getOutputStream().write((USER + "\n" + PASSWORD + "\n").getBytes(StandardCharsets.UTF_8));
            harvest.getOutputStream().close();
            assertThat(harvest.waitFor()).isZero();
            simulator.requests().forEach(request -> noteToken(request.rawBody()));
            said.add(Files.readString(log));
            Files.delete(log);
        }
        assertThat(said.get(0)).contains("DEBUG", "page 2, attempt 1", "RequestRefusedException");
        assertThat(secrets).hasSizeGreaterThan(4);
        assertNothingIsToldOfSecrets();
    }

    private void noteToken(String json) {
        Matcher token =
                Pattern.compile("\"(?:search_after_)?token\":\"([^\"]+)").matcher(json);
        while (token.find()) {
            secrets.add(token.group(1));
        }
    }

    private void assertNothingIsToldOfSecrets() {
        said.add(logged.toString(StandardCharsets.UTF_8));
        assertThat(secrets).hasSizeGreaterThanOrEqualTo(2);
        for (String text : said) {
            for (String secret : secrets) {
                // Not by the assertion library, which would print what it found.
                assertThat(text.contains(secret)).as("a secret is told").isFalse();
            }
        }
    }

    private void harvest(FaultPlan fault, String password) {
        Timeouts usual = Timeouts.DEFAULT;
        Duration shortly = Duration.ofMillis(500);
        Credentials credentials = Credentials.of(USER, password);
        try (BacklinksSimulator simulator = BacklinksSimulator.builder()
                        .rows(35)
                        .credentials(USER, PASSWORD)
                        .fault(fault)
                        .start();
                BacklinksClient client = SimulatedApi.builder(simulator)
                        .credentials(credentials)
                        .quota(new Unhurried())
                        .timer(new Hasty())
                        .timeouts(new Timeouts(usual.connect(), shortly, shortly, usual.wholeAnswer()))
                        .retryPolicy(RetryPolicy.DEFAULT.withMaxAttempts(2))
                        .build()) {
            Harvest harvest = client.harvest(QUERY).listener(new HarvestListener() {
                @Override
                public void onProgress(HarvestProgress progress) {
                    said.add(progress.toString());
                }

                @Override
                public void onSummary(HarvestSummary summary) {
                    said.add(summary.toString());
                    note(summary.checkpoint());
                }
            });
            harvest.pages().doOnNext(this::note).onErrorComplete(this::note).blockLast();
            harvest.backlinks().onErrorComplete(this::note).blockLast();
            said.addAll(List.of(credentials.toString(), QUERY.toString()));
        }
    }

    private void note(BacklinksPage page) {
        said.add(page.toString());
        note(page.checkpoint());
    }

    /** The checkpoint's JSON holds the token, and is the one place that does. */
    private void note(@Nullable Checkpoint checkpoint) {
        if (checkpoint != null) {
            said.add(checkpoint.toString());
            String json = checkpoint.toJson();
            assertThat(json.contains(PASSWORD) || json.contains(basic())).isFalse();
            noteToken(json);
        }
    }

    private boolean note(Throwable error) {
        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace));
        said.add(trace.toString());
        said.add(serialised(error));
        return true;
    }

    private static String serialised(Throwable error) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(Objects.requireNonNull(error));
        } catch (IOException notSerialisable) {
            return "";
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
