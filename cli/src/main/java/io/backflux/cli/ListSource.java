package io.backflux.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A list as it lies there, and how it is to be read.
 *
 * @param name as people know it
 * @param bytes from their beginning
 */
record ListSource(String name, InputStream bytes, Format format) {

    /** How a list is written. */
    enum Format {
        TEXT,
        CSV,
        NDJSON
    }

    private static final int BUFFER = 1 << 16;

    /**
     * @param file a file's name, or {@code -} for standard input
     * @param column the one of a CSV list; null where nobody said
     * @throws IllegalArgumentException if it can't be opened
     */
    static ListSource open(String file, @Nullable String column, InputStream standardInput) {
        if (file.equals(Outputs.STANDARD_OUTPUT)) {
            BufferedInputStream bytes = new BufferedInputStream(standardInput, BUFFER);
            return new ListSource("standard input", bytes, column == null ? formatOf(bytes) : Format.CSV);
        }
        Path path = Outputs.path("--targets", file);
        if (Files.isDirectory(path)) {
            throw new IllegalArgumentException("--targets must be a file, and " + file + " is a folder");
        }
        try {
            return new ListSource(
                    file,
                    new BufferedInputStream(Files.newInputStream(path), BUFFER),
                    column == null ? formatOf(file) : Format.CSV);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read --targets " + file + ": " + why(e), e);
        }
    }

    static String why(IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "there is no such file";
        }
        return cause instanceof AccessDeniedException ? "permission denied" : UnwritableException.why(cause);
    }

    private static Format formatOf(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return Format.CSV;
        }
        return name.endsWith(".ndjson") || name.endsWith(".jsonl") ? Format.NDJSON : Format.TEXT;
    }

    /** No target begins with a brace. */
    private static Format formatOf(BufferedInputStream bytes) {
        try {
            bytes.mark(1);
            int first = bytes.read();
            bytes.reset();
            return first == '{' ? Format.NDJSON : Format.TEXT;
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read --targets -: " + why(e), e);
        }
    }
}
