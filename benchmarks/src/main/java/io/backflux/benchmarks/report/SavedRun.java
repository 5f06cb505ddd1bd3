package io.backflux.benchmarks.report;

import io.backflux.benchmarks.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one run of a suite has measured, as it is kept in a file.
 *
 * @param at when it ended
 * @param quick whether it was a rough one
 * @param versions of the libraries that were measured
 */
public record SavedRun(
        String suite, Instant at, boolean quick, Machine machine, Map<String, String> versions, List<Result> results) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A run that has just ended, here. */
    public static SavedRun now(String suite, boolean quick, List<Result> results) {
        Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return new SavedRun(suite, at, quick, Machine.here(), Versions.all(), results);
    }

    public static SavedRun read(Path file) {
        return JSON.readValue(file, SavedRun.class);
    }

    /** In many lines, so that versions of the file can be compared. */
    public void write(Path file) throws IOException {
        makeFolderOf(file);
        JSON.writerWithDefaultPrettyPrinter().writeValue(file, this);
    }

    /** All that was measured, for a terminal. */
    public String text() {
        StringBuilder text = new StringBuilder();
        tables().forEach(table -> text.append(table.text()).append(System.lineSeparator()));
        return text.append(machine).append(System.lineSeparator()).toString();
    }

    /** All that was measured, in Markdown. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        tables().forEach(table -> text.append(table.markdown()).append(System.lineSeparator()));
        return text.toString();
    }

    /** Writes the chart of it as SVG, where the suite has one. */
    public void draw(Path file) throws IOException {
        Optional<String> svg = chart();
        if (svg.isPresent()) {
            makeFolderOf(file);
            Files.writeString(file, svg.get());
        }
    }

    private static void makeFolderOf(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
    }

    Optional<String> chart() {
        return switch (suite) {
            case "reader" -> Optional.of(ReaderChart.of(results).svg());
            case "harvest" -> Optional.of(HarvestChart.of(results).svg());
            case "parallel" -> Optional.of(ParallelChart.of(results).svg());
            default -> Optional.empty();
        };
    }

    private List<Table> tables() {
        return switch (suite) {
            case "reader" -> ReaderTables.of(results);
            case "harvest" -> HarvestTables.of(results);
            case "parallel" -> ParallelTables.of(results);
            default -> FigureTables.of(title(), results);
        };
    }

    private String title() {
        return Character.toUpperCase(suite.charAt(0)) + suite.substring(1);
    }
}
