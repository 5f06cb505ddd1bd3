package io.backflux.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where things lie in the project, whose folder is the current one unless the script says otherwise. */
final class Project {

    private static final Path HOME = Path.of(System.getProperty("backflux.home", ""));

    private Project() {}

    static Path results(String suite) {
        return results().resolve(suite + ".json");
    }

    private static Path results() {
        return HOME.resolve("benchmarks").resolve("results");
    }

    /** None where nothing was ever saved. */
    static List<Path> savedResults() throws IOException {
        if (!Files.isDirectory(results())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(results())) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    static Path chart(String suite) {
        return HOME.resolve("docs").resolve("benchmarks-" + suite + ".svg");
    }
}
