package io.backflux.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.benchmarks.Result;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedRunTests {

    @Test
    void whatIsWrittenIsReadAgain(@TempDir Path folder) throws Exception {
        SavedRun run = SavedRun.now("reader", false, readerResults());
        run.write(folder.resolve("reader.json"));

        assertThat(SavedRun.read(folder.resolve("reader.json"))).isEqualTo(run);
    }

    @Test
    void versionsAreThoseOfTheBuild() {
        assertThat(SavedRun.now("reader", false, readerResults()).versions().values())
                .isNotEmpty()
                .allSatisfy(version -> assertThat(version).matches("[0-9].*"));
    }

    @Test
    void aContenderThatNeedsHalfTheTimeIsTwiceAsFast() {
        assertThat(SavedRun.now("reader", false, readerResults()).text())
                .containsPattern("fastjson2 +whole page +1,000 +1,100 +20\\.0 % .* 2\\.00\n")
                .containsPattern("Backflux +16 KiB +2,000 +2,100 +10\\.0 % .* 1\\.00\n");
    }

    @Test
    void ofRowsASecondTheMostCount() {
        assertThat(SavedRun.now("harvest", false, harvestResults()).text())
                .containsPattern("WebClient \\+ databind +200 +150 +100\\.0 % +0\\.50 ");
    }

    @Test
    void ofSeedsTheMedianCountsAndTheWorstIsSaid() {
        assertThat(SavedRun.now("parallel", false, parallelResults()).text())
                .contains("Parallel, 1,000,000 rows")
                .containsPattern("30 slots +1 min 30 s +24\\.0 +20\\.0 .* 61\\.10 +2\\.0 % +8\\.0 %\n");
    }

    @Test
    void markdownHasACellForEachColumn() {
        List<String> lines = SavedRun.now("reader", false, readerResults())
                .markdown()
                .lines()
                .filter(line -> line.startsWith("|"))
                .toList();

        assertThat(lines)
                .hasSizeGreaterThan(2)
                .allSatisfy(
                        line -> assertThat(line.chars().filter(c -> c == '|')).hasSize(9));
    }

    @Test
    void chartsAreSmallAndWellFormed() throws Exception {
        for (SavedRun run : List.of(
                SavedRun.now("reader", false, readerResults()),
                SavedRun.now("harvest", false, harvestResults()),
                SavedRun.now("parallel", false, parallelResults()))) {
            byte[] svg = run.chart().orElseThrow().getBytes(StandardCharsets.UTF_8);

            assertThat(svg).hasSizeLessThan(20_000);
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(svg));
        }
    }

    private static List<Result> readerResults() {
        return List.of(
                reader("backflux", "minified 16 KiB", "cpu", 2000.0, 2100.0, 2200.0),
                reader("backflux", "minified 16 KiB", "wall", 2000.0, 2100.0, 2200.0),
                reader("backflux", "minified 16 KiB", "allocated", 1900.0, 1900.0, 1900.0),
                reader("fastjson2", "minified whole page", "cpu", 1200.0, 1000.0, 1100.0));
    }

    private static Result reader(String subject, String setting, String metric, Double... samples) {
        return new Result("reader", subject, setting, metric, "ns/row", List.of(samples));
    }

    private static List<Result> harvestResults() {
        List<Result> results = new ArrayList<>();
        for (String setting : List.of("plain minified", "plain pretty", "gzip minified", "gzip pretty")) {
            results.add(new Result("harvest", "backflux", setting, "rows", "rows/s", List.of(300.0, 400.0)));
            results.add(new Result("harvest", "webclient-databind", setting, "rows", "rows/s", List.of(200.0, 100.0)));
        }
        return results;
    }

    private static List<Result> parallelResults() {
        return List.of(
                parallel("1 slot", "speed", 1.0, 1.0, 1.0),
                parallel("1 slot", "dearer", 0.0, 0.0, 0.0),
                parallel("30 slots", "time", 80.0, 90.0, 120.0),
                parallel("30 slots", "speed", 25.0, 24.0, 20.0),
                parallel("30 slots", "cost", 61.0, 61.1, 65.0),
                parallel("30 slots", "dearer", 0.01, 0.02, 0.08));
    }

    private static Result parallel(String slots, String metric, Double... samples) {
        return new Result("parallel", slots, "1000000 rows", metric, "", List.of(samples));
    }
}
