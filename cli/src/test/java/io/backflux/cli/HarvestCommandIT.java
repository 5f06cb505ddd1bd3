package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.Fault;
import io.backflux.simulator.FaultPlan;
import io.backflux.simulator.Quirk;
import io.backflux.simulator.RecordedRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HarvestCommandIT {

    @TempDir
    private Path folder;

    private final CommandRun run = new CommandRun();
    private BacklinksSimulator simulator = CommandRun.simulator().rows(2500).start();

    @BeforeEach
    void noSecretYet() {
        assertThat(run.messages()).isEmpty();
    }

    @AfterEach
    void noSecretAndNoTraceIsTold() {
        simulator.close();
        assertThat(run.messages()).doesNotContain(CommandRun.SECRET).doesNotContain("\tat ");
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private String out() {
        return file("rows.ndjson").toString();
    }

    private void restart(BacklinksSimulator.Builder builder) {
        simulator.close();
        simulator = builder.start();
    }

    @Test
    void everyRowBecomesALine() throws IOException {
        assertThat(run.harvest(simulator, "a.com", "--out", out())).isZero();
        List<String> lines = Files.readAllLines(file("rows.ndjson"));
        assertThat(lines)
                .hasSize(2500)
                .doesNotHaveDuplicates()
                .allMatch(line -> line.strip().startsWith("{"));
        assertThat(lines.get(0)).isEqualTo(simulator.expectedRow("a.com", 0));
        assertThat(run.messages()).contains("a.com: complete", "2,500 of 2,500 in " + out(), "$0.135");
    }

    @Test
    void embeddedSimulatorNeedsNoCredentials() {
        assertThat(run.execute("harvest", "a.com", "--simulate", "1200", "--out", out()))
                .isZero();
        assertThat(file("rows.ndjson")).content().hasLineCount(1200);
        assertThat(run.messages()).contains("simulated: nothing was billed");
    }

    @Test
    void simulateTakesNoTargetForItsRows() {
        assertThat(run.execute("harvest", "--simulate", "a.com", "--max", "10", "--out", out()))
                .isZero();
        assertThat(run.messages()).contains("10 of 100,000");
    }

    @Test
    void standardOutputHoldsRowsAlone() {
        assertThat(run.harvest(simulator, "a.com", "--out", "-")).isZero();
        assertThat(run.rows().lines())
                .hasSize(2500)
                .allMatch(line -> line.strip().startsWith("{\"type\""));
        assertThat(run.messages()).contains("in standard output");
    }

    @Test
    void maximumBuysNoMoreThanItsRows() throws IOException {
        assertThat(run.harvest(simulator, "a.com", "--max", "1500", "--out", out(), "--summary", summary()))
                .isZero();
        assertThat(simulator.requests()).extracting(RecordedRequest::rows).containsExactly(750, 750);
        assertThat(file("rows.ndjson")).content().hasLineCount(1500);
        assertThat(field("status")).isEqualTo("\"limited\"");
        assertThat(field("received")).isEqualTo("1500");
        assertThat(field("total_count")).isEqualTo("2500");
    }

    @Test
    void queryIsSentAsAsked() {
        int exitCode = run.harvest(
                simulator,
                "--order-by",
                "rank,desc",
                "first_seen,asc",
                "a.com",
                "--filter",
                "[[\"rank\",\">\",10],\"and\",[\"dofollow\",\"=\",true]]",
                "--mode",
                "one_per_domain",
                "--status",
                "all",
                "--page-size",
                "100",
                "--max",
                "100",
                "--out",
                out());
        assertThat(exitCode).isZero();
        assertThat(simulator.requests().get(0).rawBody())
                .contains("\"target\":\"a.com\"", "\"limit\":100", "\"mode\":\"one_per_domain\"")
                .contains("\"backlinks_status_type\":\"all\"", "\"order_by\":[\"rank,desc\",\"first_seen,asc\"]")
                .contains("\"filters\":[[\"rank\",\">\",10],\"and\",[\"dofollow\",\"=\",true]]");
    }

    @Test
    void eachParameterOfTheApiCanBeSaid() {
        int exitCode = run.harvest(
                simulator,
                "a.com",
                "--custom-mode",
                "domain_from,5",
                "--offset",
                "20",
                "--include-subdomains",
                "false",
                "--include-indirect-links",
                "false",
                "--exclude-internal-backlinks",
                "false",
                "--rank-scale",
                "one_hundred",
                "--tag",
                "spring, 2026",
                "--max",
                "10",
                "--out",
                out());
        assertThat(exitCode).isZero();
        assertThat(simulator.requests().get(0).rawBody())
                .contains("\"custom_mode\":{\"field\":\"domain_from\",\"value\":5}", "\"offset\":20")
                .contains("\"include_subdomains\":false", "\"include_indirect_links\":false")
                .contains("\"exclude_internal_backlinks\":false", "\"rank_scale\":\"one_hundred\"")
                .contains("\"tag\":\"spring, 2026\"");
    }

    @Test
    void whatIsNotSaidIsNotSent() {
        assertThat(run.harvest(simulator, "a.com", "--max", "10", "--out", out()))
                .isZero();
        assertThat(simulator.requests().get(0).rawBody()).isEqualTo("[{\"target\":\"a.com\",\"limit\":10}]");
    }

    @Test
    void summaryTellsHowItEnded() throws IOException {
        assertThat(run.harvest(simulator, "a.com", "--out", out(), "--summary", summary()))
                .isZero();
        assertThat(field("status")).isEqualTo("\"complete\"");
        assertThat(field("reason")).isEqualTo("\"all rows of total_count came\"");
        assertThat(field("target")).isEqualTo("\"a.com\"");
        assertThat(field("total_count")).isEqualTo("2500");
        assertThat(field("received")).isEqualTo("2500");
        assertThat(field("pages")).isEqualTo("3");
        assertThat(field("requests")).isEqualTo("3");
        assertThat(field("retries")).isEqualTo("0");
        assertThat(new BigDecimal(String.valueOf(field("cost")))).isEqualByComparingTo(simulator.billed());
        assertThat(field("elapsed_seconds")).matches("[0-9]+\\.[0-9]{3}");
        assertThat(field("rows_per_second")).matches("[0-9]+\\.[0-9]{3}");
        assertThat(field("targets")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "40100, 3",
        "40200, 3",
        "40203, 3",
        "40207, 3",
        "40210, 3",
        "40501, 2",
        "40506, 2",
        "40000, 2",
        "50304, 2",
        "50000, 5",
        "50401, 5",
        "50303, 5",
        "40202, 5",
        "40209, 5"
    })
    void codeOfTheApiTellsTheExitCode(int code, int exitCode) throws IOException {
        simulator.fail(FaultPlan.code(code).onPage(2));
        assertThat(run.harvest(simulator, "a.com", "--out", out(), "--summary", summary()))
                .isEqualTo(exitCode);
        assertThat(run.messages()).contains("backflux: the API answered " + code);
        assertThat(file("rows.ndjson")).content().hasLineCount(1000);
        assertThat(field("status")).isEqualTo("\"failed\"");
        assertThat(field("code")).isEqualTo("" + code);
        assertThat(field("received")).isEqualTo("1000");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {
                "HTTP_500",
                "BAD_GATEWAY_HTML",
                "BROKEN_JSON",
                "EMPTY_TASKS",
                "CUT",
                "RESET_BEFORE_ANSWER",
                "REPEATED_TOKEN"
            })
    void faultOfTheServerIsFive(Fault fault) {
        simulator.fail(FaultPlan.of(fault).onPage(2));
        assertThat(run.harvest(simulator, "a.com", "--out", out())).isEqualTo(5);
        assertThat(run.messages().lines().filter(line -> line.startsWith("backflux: ")))
                .hasSize(1);
        assertThat(file("rows.ndjson"))
                .content()
                .satisfies(rows -> assertThat(rows.lines().count()).isGreaterThan(999));
    }

    @Test
    void harvestThatIsShortOfItsTotalSaysSo() throws IOException {
        restart(CommandRun.simulator().rows(2500).quirk(Quirk.TOTAL_TOO_LARGE));
        assertThat(run.harvest(simulator, "a.com", "--out", out(), "--summary", summary()))
                .isZero();
        assertThat(run.messages()).contains("250 rows short: the server promised 2,750");
        assertThat(field("missing")).isEqualTo("250");
        assertThat(field("distinct")).isEqualTo("2500");
    }

    @Test
    void standstillEndsWithTheTimeout() {
        simulator.fail(FaultPlan.of(Fault.NO_ANSWER));
        assertThat(run.harvest(simulator, "a.com", "--out", out(), "--response-timeout", "300ms"))
                .isEqualTo(5);
    }

    @Test
    void wrongPasswordIsThreeAndNamesTheCode() {
        restart(BacklinksSimulator.builder().credentials("somebody", "another"));
        assertThat(run.harvest(simulator, "a.com", "--out", out())).isEqualTo(3);
        assertThat(run.messages()).contains("40100").doesNotContain("another");
    }

    @Test
    void failureLeavesWhatAnEarlierRunBought() throws IOException {
        Files.writeString(file("rows.ndjson"), "bought before");
        simulator.fail(FaultPlan.code(40200));
        assertThat(run.harvest(simulator, "a.com", "--out", out(), "--force")).isEqualTo(3);
        assertThat(file("rows.ndjson")).hasContent("bought before");
    }

    @Test
    void harvestReplacesAnEarlierOne() throws IOException {
        Files.writeString(file("rows.ndjson"), "old\n".repeat(10_000));
        restart(CommandRun.simulator().rows(0));
        assertThat(run.harvest(simulator, "a.com", "--out", out(), "--force")).isZero();
        assertThat(file("rows.ndjson")).isEmptyFile();
    }

    @Test
    void severalTargetsHaveAFileEach() throws IOException {
        restart(CommandRun.simulator().rows(1200).rows("b.com", 30));
        int exitCode = run.harvest(
                simulator,
                "a.com",
                "b.com",
                "https://a.com/x",
                "a.com",
                "--out",
                folder + "/rows/",
                "--summary",
                summary());
        assertThat(exitCode).isZero();
        assertThat(file("rows/a.com.ndjson")).content().hasLineCount(1200);
        assertThat(file("rows/b.com.ndjson")).content().hasLineCount(30);
        assertThat(file("rows"))
                .isDirectoryContaining(path -> path.getFileName().toString().startsWith("a.com-x~"));
        assertThat(simulator.requestCount()).isEqualTo(5);
        assertThat(field("target")).isEqualTo("null");
        assertThat(field("received")).isEqualTo("2430");
        assertThat(field("requests")).isEqualTo("5");
        assertThat(field("targets")).isEqualTo("[ {");
        assertThat(run.messages()).contains("all 3 targets are complete");
    }

    @Test
    void failureOfOneTargetStopsNoOther() throws IOException {
        simulator.fail(FaultPlan.code(40501).onRequest(1));
        int exitCode = run.harvest(
                simulator,
                "a.com",
                "b.com",
                "c.com",
                "--max-in-flight",
                "1",
                "--out",
                folder + "/",
                "--summary",
                summary());
        assertThat(exitCode).isEqualTo(2);
        assertThat(file("b.com.ndjson")).content().hasLineCount(2500);
        assertThat(file("c.com.ndjson")).content().hasLineCount(2500);
        assertThat(field("status")).isEqualTo("\"failed\"");
        assertThat(field("reason")).isEqualTo("\"1 of 3 targets failed\"");
    }

    @Test
    void refusedAccountBeginsNoOtherTarget() {
        simulator.fail(FaultPlan.code(40210));
        int exitCode = run.harvest(simulator, "a.com", "b.com", "c.com", "--max-in-flight", "1", "--out", folder + "/");
        assertThat(exitCode).isEqualTo(3);
        assertThat(simulator.requestCount()).isEqualTo(1);
        assertThat(run.messages()).containsOnlyOnce("the API answered 40210").contains("not begun");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void targetsShareTheRequestsInFlight() {
        restart(CommandRun.simulator().rows(40).latency(Duration.ofMillis(50)));
        String[] words = new String[16];
        for (int i = 0; i < 10; i++) {
            words[i] = "a" + i + ".com";
        }
        System.arraycopy(
                new String[] {"--max-in-flight", "4", "--page-size", "10", "--out", folder + "/"}, 0, words, 10, 6);
        assertThat(run.harvest(simulator, words)).isZero();
        assertThat(simulator.peakInFlight()).isEqualTo(4);
    }

    @Test
    void interruptKeepsWhatCameAndSaysSo() throws IOException {
        OutputStream interrupting = new OutputStream() {
            @Override
            public void write(int b) {
                run.interrupt.request();
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                run.interrupt.request();
            }
        };
        run.withStandardOutput(interrupting);
        assertThat(run.harvest(simulator, "a.com", "--out", "-", "--summary", summary()))
                .isEqualTo(130);
        assertThat(field("status")).isEqualTo("\"limited\"");
        assertThat(field("reason")).isEqualTo("\"interrupted\"");
        assertThat(run.messages()).contains("a.com: limited, interrupted");
        assertThat(simulator.requestCount()).isEqualTo(1);
    }

    @Test
    void interruptBeforeTheStartAsksForNothing() {
        run.interrupt.request();
        assertThat(run.harvest(simulator, "a.com", "b.com", "--out", folder + "/"))
                .isEqualTo(130);
        assertThat(simulator.requestCount()).isZero();
    }

    @Test
    void fullDiskIsOneAndSaysSo() {
        run.withStandardOutput(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        });
        assertThat(run.harvest(simulator, "a.com", "--out", "-")).isEqualTo(1);
        assertThat(run.messages()).contains("backflux: cannot write standard output: No space left on device");
        assertThat(simulator.requestCount()).isEqualTo(1);
    }

    private String summary() {
        return file("summary.json").toString();
    }

    /** The text of the summary's first field of this name, which is the sum's where there are several targets. */
    private @Nullable String field(String name) throws IOException {
        String start = "\"" + name + "\" : ";
        return Files.readAllLines(file("summary.json")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()).replaceFirst(",$", ""))
                .findFirst()
                .orElse(null);
    }
}
