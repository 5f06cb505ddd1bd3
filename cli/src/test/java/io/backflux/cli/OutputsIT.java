package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.FaultPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is there already, by whatever name, is neither lost nor mixed with something else. */
class OutputsIT {

    private static final String BOUGHT = "{\"type\":\"backlink\",\"bought\":\"before\"}\n";

    @TempDir
    private Path folder;

    private final BacklinksSimulator simulator =
            CommandRun.simulator().rows(1200).start();
    private CommandRun run = new CommandRun();

    @BeforeEach
    void makeFolders() throws IOException {
        Files.createDirectories(folder.resolve("rows"));
        Files.createDirectories(folder.resolve("big"));
        Files.createSymbolicLink(folder.resolve("linked"), Path.of("rows"));
    }

    @AfterEach
    void close() {
        simulator.close();
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private String name(String file) {
        return file(file).toString();
    }

    private int harvest(String... words) {
        run = new CommandRun();
        return run.harvest(simulator, words);
    }

    private void assertRefused(String... words) {
        assertThat(harvest(words)).as(run.messages()).isEqualTo(2);
        assertThat(simulator.requestCount()).isZero();
    }

    /** Where each of them leads: to what is harvested, or to what belongs to it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "rows/a.com.ndjson",
                "rows/../rows/b.com.ndjson",
                "linked/a.com.ndjson",
                "linked/b.com.ndjson.checkpoint",
                "rows/a.com.ndjson.checkpoint.tmp",
                "rows/A.com.ndjson",
                "symbolic",
                "symbolic-to-a-link",
                "symbolic-to-a-checkpoint",
                "hard",
                "hard-to-a-checkpoint",
            })
    void summaryIsNoOtherNameOfTheRowsOrACheckpoint(String summary) throws IOException {
        Files.createSymbolicLink(file("symbolic"), Path.of("rows/b.com.ndjson"));
        Files.createSymbolicLink(file("symbolic-to-a-link"), Path.of("symbolic"));
        Files.createSymbolicLink(file("symbolic-to-a-checkpoint"), file("linked/a.com.ndjson.checkpoint"));
        if (summary.startsWith("hard")) {
            Files.createFile(file("rows/b.com.ndjson"));
            Files.createFile(file("rows/b.com.ndjson.checkpoint"));
            Files.createLink(file("hard"), file("rows/b.com.ndjson"));
            Files.createLink(file("hard-to-a-checkpoint"), file("rows/b.com.ndjson.checkpoint"));
        }
        assertRefused("a.com", "b.com", "--out", folder + "/rows/", "--force", "--summary", name(summary));
        assertThat(run.messages()).contains("--summary must be another file than that of the rows or its checkpoint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"harvest", "estimate"})
    void summaryOverwritesNeitherAnEarlierHarvestNorAnythingElse(String command) throws IOException {
        assertThat(harvest("b.com", "--out", name("b.ndjson"), "--max", "1000")).isZero();
        simulator.resetCounters();
        Files.writeString(file("notes.json"), "{\"status\":\"mine\",\"reason\":\"none\"}");
        Files.createSymbolicLink(file("link"), Path.of("b.ndjson"));
        for (String summary : new String[] {"b.ndjson", "b.ndjson.checkpoint", "link", "notes.json"}) {
            byte[] before = Files.readAllBytes(file(summary));
            run = new CommandRun();
            int exitCode = command.equals("estimate")
                    ? run.run(simulator, command, "a.com", "--summary", name(summary))
                    : run.harvest(simulator, "a.com", "--out", name("a.ndjson"), "--force", "--summary", name(summary));
            assertThat(exitCode).isEqualTo(2);
            assertThat(run.messages()).contains("--summary would overwrite " + name(summary));
            assertThat(file(summary)).hasBinaryContent(before);
        }
        assertThat(simulator.requestCount()).isZero();
    }

    @Test
    void summaryOverwritesASummaryAsAWhole() throws IOException {
        assertThat(run.run(simulator, "estimate", "a.com", "--summary", name("summary.json")))
                .isZero();
        String estimate = Files.readString(file("summary.json"));
        Files.createLink(file("kept"), file("summary.json"));
        Files.createFile(file("empty"));
        Files.setPosixFilePermissions(file("empty"), PosixFilePermissions.fromString("rw-------"));
        for (String summary : new String[] {"summary.json", "summary.json", "empty"}) {
            assertThat(harvest("a.com", "--out", name("a.ndjson"), "--resume", "--summary", name(summary)))
                    .isZero();
            assertThat(file(summary)).content().contains("\"received\" : 1200");
        }
        assertThat(file("kept")).hasContent(estimate);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("empty"))))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void summaryIsWrittenWhereItsLinkLeads() throws IOException {
        Files.createSymbolicLink(file("link"), Path.of("big/summary.json"));
        for (int i = 0; i < 2; i++) {
            assertThat(harvest("a.com", "--out", name("a.ndjson"), "--resume", "--summary", name("link")))
                    .isZero();
            assertThat(file("link")).isSymbolicLink();
            assertThat(file("big/summary.json")).content().contains("\"received\" : 1200");
        }
    }

    @Test
    void aDashIsStandardOutput() {
        assertThat(harvest("a.com", "--out", name("a.ndjson"), "--summary", "-"))
                .isZero();
        assertThat(run.rows()).startsWith("{").contains("\"received\" : 1200").endsWith("}\n");
        assertThat(Path.of("-")).doesNotExist();
        run = new CommandRun();
        assertThat(run.run(simulator, "estimate", "a.com", "--summary", "-")).isZero();
        assertThat(run.rows()).contains("\"rows\" : 1200");
    }

    @Test
    void standardStreamsTakeOneThingEach() {
        for (String out : new String[] {"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"}) {
            for (String summary : new String[] {"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"}) {
                assertRefused("a.com", "--out", out, "--summary", summary);
                assertThat(run.messages()).contains("standard output takes the rows; --summary must be a file");
            }
            assertThat(harvest("a.com", "--out", out, "--max", "10")).isZero();
            assertThat(run.rows()).hasLineCount(10);
            simulator.resetCounters();
        }
        assertRefused("a.com", "--out", "/dev/stderr");
        assertThat(run.messages()).contains("--out must not be standard error, where the messages go");
    }

    @Test
    void summaryInStandardErrorFollowsTheMessages() throws Exception {
        CommandProcess process = CommandProcess.harvestAfter(
                "exec 2>'" + file("log") + "'; echo before >&2",
                simulator,
                file("messages"),
                "a.com",
                "--out",
                name("a.ndjson"),
                "--summary",
                "/dev/stderr");
        assertThat(process.exitCode()).isZero();
        assertThat(file("log"))
                .content()
                .startsWith("before\n")
                .containsSubsequence("a.com: complete", "\"received\" : 1200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exec >'%s' | --out - --summary %s",
                "exec >'%s' | --out %s --summary -",
                "exec 2>'%s' | --out %s",
                "exec 2>'%s' | --out %s.other --summary %s"
            })
    void fileOfAStandardStreamTakesNothingElse(String how) throws Exception {
        String file = name("rows.ndjson");
        String[] parts = how.replace("%s", file).split(" \\| ", -1);
        CommandProcess process = CommandProcess.harvestAfter(
                parts[0], simulator, file("messages"), ("a.com " + parts[1]).split(" ", -1));
        assertThat(process.exitCode()).isEqualTo(2);
        assertThat(simulator.requestCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hard", "symbolic", "dangling"})
    void rowsOfTwoTargetsNeverGoIntoOneFile(String link) throws IOException {
        Path one = file("rows/a.com.ndjson");
        if (!link.equals("dangling")) {
            Files.writeString(one, BOUGHT);
        }
        if (link.equals("hard")) {
            Files.createLink(file("rows/b.com.ndjson"), one);
        } else {
            Files.createSymbolicLink(file("rows/b.com.ndjson"), Path.of("a.com.ndjson"));
        }
        assertRefused("a.com", "b.com", "--out", folder + "/rows/", "--force", "--max-cost", "9");
        assertThat(run.messages()).contains("the rows of b.com and the rows of a.com would go into one file");
    }

    @Test
    void failedFirstRunLeavesTheLinkAndNothingElse() throws IOException {
        Files.createSymbolicLink(file("rows.ndjson"), Path.of("big/rows.ndjson"));
        simulator.fail(FaultPlan.code(40200));
        assertThat(harvest("a.com", "--out", name("rows.ndjson"))).isEqualTo(3);
        assertThat(file("rows.ndjson")).isSymbolicLink();
        assertThat(file("big")).isEmptyDirectory();

        simulator.clearFaults();
        assertThat(harvest("a.com", "--out", name("rows.ndjson"), "--max", "1000"))
                .isZero();
        assertThat(harvest("a.com", "--out", name("rows.ndjson"), "--resume")).isZero();
        assertThat(file("rows.ndjson")).isSymbolicLink();
        assertThat(file("big/rows.ndjson")).content().hasLineCount(1200);
    }

    @Test
    void failedFirstRunLeavesAnEmptyFileThatWasThere() throws IOException {
        Files.createFile(file("rows.ndjson"));
        simulator.fail(FaultPlan.code(40200));
        assertThat(harvest("a.com", "--out", name("rows.ndjson"))).isEqualTo(3);
        assertThat(file("rows.ndjson")).isEmptyFile();
    }

    @Test
    void linkOfACheckpointStays() throws IOException {
        Path state = file("rows.ndjson.checkpoint");
        Files.createSymbolicLink(state, Path.of("big/state"));
        assertThat(harvest("a.com", "--out", name("rows.ndjson"), "--max", "1000"))
                .isZero();
        assertThat(harvest("a.com", "--out", name("rows.ndjson"), "--resume")).isZero();
        assertThat(state).isSymbolicLink();
        assertThat(file("big/state")).content().contains("\"status\":\"complete\"");
        assertThat(file("big")).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void linkWithoutAnEndIsRefusedBeforeAnythingIsBought() throws IOException {
        Files.createSymbolicLink(file("one"), Path.of("other"));
        Files.createSymbolicLink(file("other"), Path.of("one"));
        assertThat(harvest("a.com", "--out", name("one"))).isEqualTo(1);
        assertThat(run.messages()).contains("cannot write " + name("one"));
        assertThat(harvest("a.com", "--out", "-", "--summary", name("one"))).isEqualTo(1);
        assertThat(run.messages()).contains("cannot write " + name("one"));
        assertThat(simulator.requestCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe", "link-to-a-pipe"})
    void failedFirstRunLeavesAPipe(String out) throws Exception {
        Process made = new ProcessBuilder("mkfifo", name("pipe")).start();
        assumeThat(made.waitFor()).isZero();
        Files.createSymbolicLink(file("link-to-a-pipe"), Path.of("pipe"));
        Process reader = new ProcessBuilder("cat", name("pipe")).start();
        simulator.fail(FaultPlan.code(40200));
        assertThat(harvest("a.com", "--out", name(out))).isEqualTo(3);
        reader.waitFor();
        assertThat(file("pipe")).exists();
        assertThat(file(out)).exists();
    }
}
