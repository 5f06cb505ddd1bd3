package io.backflux.samples.flink;

import static org.assertj.core.api.Assertions.assertThat;

import com.jerolba.carpet.CarpetReader;
import com.jerolba.carpet.FieldMatchingStrategy;
import io.backflux.simulator.BacklinksSimulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinksToParquetIT {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void eachLinkIsInTheFilesAndTheReportBesideThemSaysSo() throws Exception {
        LinksToParquet.main(new String[] {folder.toString(), "--simulate", "2500", "forbes.com", "example.org"});

        List<Link> links = links();
        assertThat(links).hasSize(5_000);
        assertThat(links.stream()
                        .map(link -> link.urlFrom() + ' ' + link.urlTo())
                        .distinct())
                .hasSize(5_000);
        assertThat(links).allSatisfy(link -> assertThat(link.firstSeen()).isNotNull());
        assertThat(Files.readAllLines(folder.resolve("report.ndjson")))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .contains("\"rows\":2500", "\"requests\":3", "\"cost\":0.135", "\"verdict\":\"PROVEN\""));
        assertThat(folder.resolve("state")).doesNotExist();
    }

    /** Another process's job, with all of Flink in it, as where a machine goes down. */
    @Test
    void aJobThatIsKilledResumesAndNoLinkIsThereTwice() throws Exception {
        String[] job = {folder.toString(), "--simulate", "45000", "forbes.com", "example.org"};
        Files.createDirectories(folder.resolve("links"));
        Process killed;
        try (WatchService files = folder.getFileSystem().newWatchService()) {
            folder.resolve("links").register(files, StandardWatchEventKinds.ENTRY_CREATE);
            killed = process(job)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            while (links().isEmpty()) {
                WatchKey key = files.poll(2, TimeUnit.MINUTES);
                assertThat(key).as("a file").isNotNull();
                key.pollEvents();
                key.reset();
            }
        }
        assertThat(run(job)).isEqualTo(2);
        assertThat(err()).contains("another process is at work");
        killed.destroyForcibly().waitFor();
        assertThat(folder.resolve("report.ndjson")).doesNotExist();

        // Killed once more, right after Flink has ended, which has no use for checkpoints any more.
        HarvestFolder resumed = new HarvestFolder(folder);
        Path before = resumed.state().last().orElseThrow();
        try (BacklinksSimulator api = BacklinksSimulator.builder().rows(45_000).start()) {
            LinksToParquet.execute(
                    resumed, LinksToParquet.simulated(api.baseUrl()), List.of("forbes.com", "example.org"));
        }
        deleteStateBut(before);
        assertThat(folder.resolve("report.ndjson")).doesNotExist();

        assertThat(run(job)).isZero();

        assertThat(out()).contains("is done already").doesNotContain("Resumes", "Begins");
        List<Link> links = links();
        assertThat(links).hasSize(90_000);
        assertThat(links.stream()
                        .map(link -> link.urlFrom() + ' ' + link.urlTo())
                        .distinct())
                .hasSize(90_000);
        assertThat(Files.readAllLines(folder.resolve("report.ndjson")))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("\"ranges\":", "\"verdict\":\"PROVEN\""));
    }

    /** As Flink does on a thread of its own once the job has ended: what was resumed is not its to delete. */
    private void deleteStateBut(Path before) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("state"))) {
            files.filter(file -> Files.isDirectory(file) && !before.startsWith(file))
                    .forEach(file -> FileUtils.deleteDirectoryQuietly(file.toFile()));
        }
        assertThat(before).exists();
    }

    @Test
    void aJobThatIsKilledRightAfterItHasEndedIsDone() throws Exception {
        String[] job = {folder.toString(), "--simulate", "1500", "forbes.com"};
        assertThat(run(job)).isZero();
        Files.createDirectories(folder.resolve("state").resolve("job").resolve("shared"));
        Files.move(folder.resolve("report.ndjson"), folder.resolve("state").resolve("report.ndjson"));

        assertThat(run(job)).isZero();

        assertThat(out()).contains("is done already");
        assertThat(links()).hasSize(1_500);
        assertThat(folder.resolve("report.ndjson")).exists();
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void aJobThatIsKilledBetweenItsMarkAndItsStateIsDone() throws Exception {
        String[] job = {folder.toString(), "--simulate", "1500", "forbes.com"};
        assertThat(run(job)).isZero();
        Path checkpoint =
                Files.createDirectories(folder.resolve("state").resolve("job").resolve("chk-1"));
        Files.writeString(checkpoint.resolve("_metadata"), "whatever");
        Files.writeString(folder.resolve("links").resolve(".part.inprogress.1"), "half");

        assertThat(run(job)).isZero();

        assertThat(out()).contains("is done already");
        assertThat(links()).hasSize(1_500);
        assertThat(folder.resolve("state")).doesNotExist();
        assertThat(folder.resolve("links").resolve(".part.inprogress.1")).doesNotExist();
    }

    @Test
    void aFolderThatIsDoneIsRefusedToOtherCommandsAndBuysNothingForItsOwn() throws Exception {
        assertThat(run(folder.toString(), "--simulate", "1500", "forbes.com")).isZero();

        assertThat(run("--simulate", "1500", folder.toString(), "forbes.com")).isZero();
        assertThat(out()).contains(folder.toString(), "done already", "another folder, or delete it");
        assertThat(run(folder.toString(), "--simulate", "1500", "example.org")).isEqualTo(2);
        assertThat(err()).contains(folder.toString(), "--simulate 1500 forbes.com", "another folder");
        Files.delete(folder.resolve("command.txt"));
        assertThat(run(folder.toString(), "--simulate", "1500", "forbes.com")).isEqualTo(2);
        assertThat(err()).contains("files of another harvest", "another folder, or delete it");
        assertThat(links()).hasSize(1_500);
    }

    @Test
    void aFolderThatWasInterruptedIsRefusedToAnotherCommand() throws Exception {
        Files.writeString(folder.resolve("command.txt"), "--simulate 1500 forbes.com\n");
        Path checkpoint =
                Files.createDirectories(folder.resolve("state").resolve("job").resolve("chk-1"));
        Files.writeString(checkpoint.resolve("_metadata"), "whatever");

        assertThat(run(folder.toString(), "--simulate", "1500", "forbes.com", "example.org"))
                .isEqualTo(2);

        assertThat(err()).contains("was begun by another command, with: --simulate 1500 forbes.com");
        assertThat(checkpoint.resolve("_metadata")).exists();
    }

    @Test
    void linksWithoutAStateToResumeAreNotHarvestedAgainBesideThem() throws Exception {
        Files.writeString(folder.resolve("command.txt"), "--simulate 1500 forbes.com\n");
        Files.createDirectories(folder.resolve("links"));
        Files.writeString(folder.resolve("links").resolve("part-1.parquet"), "whole");

        assertThat(run(folder.toString(), "--simulate", "1500", "forbes.com")).isEqualTo(2);

        assertThat(err()).contains("nothing says any more how far the job was");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", "1.5"})
    void anythingButANumberOfRowsIsNotSimulatedAndNeverTheRealApi(String rows) throws Exception {
        assertThat(run(folder.resolve("new").toString(), "--simulate", rows, "forbes.com"))
                .isEqualTo(2);

        assertThat(err())
                .isEqualToIgnoringNewLines(
                        "--simulate must be followed by a number of rows of at least 1, was " + rows);
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "NEW --simulate 5 forbes.com FORBES.com, is given twice",
        "NEW --simulate 5 forbes.com --faster, there is no option --faster",
        "NEW --simulate 5, no target is given",
        "NEW forbes.com --simulate, was nothing",
        "NEW --simulate 5 https:/forbes.com, target",
        "FILE --simulate 5 forbes.com, can't be written",
        "forbes.com example.org --simulate 5, FOLDER must come first"
    })
    void aWrongCommandIsOneSentenceAndLeavesNoFolder(String words, String sentence) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        String[] command = words.replace("NEW", folder.resolve("new").toString())
                .replace("FILE", file.toString())
                .split(" ");

        assertThat(run(command)).isEqualTo(2);

        assertThat(err().lines()).singleElement().asString().contains(sentence);
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void withoutCredentialsNothingBegins() throws Exception {
        ProcessBuilder command = process(folder.resolve("new").toString(), "forbes.com");
        command.environment().keySet().removeIf(name -> name.startsWith("DATAFORSEO_"));
        Process process = command.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(said.lines()).singleElement().asString().contains("DATAFORSEO_USERNAME must be set");
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void aJobThatFailsSaysWhyInOneSentence() throws Exception {
        Command command = Command.of(List.of(folder.toString(), "--simulate", "1500", "forbes.com"));
        HarvestFolder harvest = new HarvestFolder(folder);
        harvest.open(command.harvest());
        try (BacklinksSimulator api =
                BacklinksSimulator.builder().credentials("other", "other").start()) {
            int status = LinksToParquet.harvest(
                    command,
                    harvest,
                    LinksToParquet.simulated(api.baseUrl()),
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8));
            assertThat(status).isEqualTo(1);
        }

        assertThat(err().lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("The job failed: ")
                .contains("40100");
        assertThat(folder.resolve("report.ndjson")).doesNotExist();
    }

    private int run(String... words) throws Exception {
        out.reset();
        err.reset();
        return LinksToParquet.run(
                List.of(words),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static ProcessBuilder process(String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-cp",
                System.getProperty("java.class.path"),
                LinksToParquet.class.getName()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command);
    }

    private List<Link> links() throws IOException {
        List<Link> links = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder.resolve("links"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".parquet"))
                    .filter(each -> !each.getFileName().toString().startsWith("."))
                    .toList()) {
                links.addAll(new CarpetReader<>(file.toFile(), Link.class)
                        .withFieldMatchingStrategy(FieldMatchingStrategy.SNAKE_CASE)
                        .toList());
            }
        }
        return links;
    }
}
