package io.backflux.samples.flink;

import static org.assertj.core.api.Assertions.assertThat;

import com.jerolba.carpet.CarpetReader;
import com.jerolba.carpet.FieldMatchingStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
