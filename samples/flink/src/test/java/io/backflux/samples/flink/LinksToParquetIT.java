package io.backflux.samples.flink;

import static org.assertj.core.api.Assertions.assertThat;

import com.jerolba.carpet.CarpetReader;
import com.jerolba.carpet.FieldMatchingStrategy;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinksToParquetIT {

    @TempDir
    Path folder;

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
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-cp",
                System.getProperty("java.class.path"),
                LinksToParquet.class.getName()));
        command.addAll(List.of(job));
        Files.createDirectories(folder.resolve("links"));
        Process killed;
        try (WatchService files = folder.getFileSystem().newWatchService()) {
            folder.resolve("links").register(files, StandardWatchEventKinds.ENTRY_CREATE);
            killed = new ProcessBuilder(command)
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
        killed.destroyForcibly().waitFor();
        assertThat(folder.resolve("report.ndjson")).doesNotExist();

        LinksToParquet.main(job);

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
