package io.backflux.benchmarks.reader;

import io.backflux.benchmarks.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The two forms of one page as files, so that no fork has to start a simulator. Deleted when closed. */
final class PageFiles implements AutoCloseable {

    private final Path pretty;
    private final Path minified;

    PageFiles() throws IOException, InterruptedException {
        pretty = write(true);
        minified = write(false);
    }

    private static Path write(boolean pretty) throws IOException, InterruptedException {
        Path file = Files.createTempFile("page", ".json");
        return Files.write(file, Answer.bytes(pretty));
    }

    Path of(String form) {
        return form.equals("pretty") ? pretty : minified;
    }

    @Override
    public void close() throws IOException {
        Files.delete(pretty);
        Files.delete(minified);
    }
}
