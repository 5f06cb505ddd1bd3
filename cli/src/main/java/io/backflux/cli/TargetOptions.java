package io.backflux.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a list of targets is read from, instead of naming each. */
final class TargetOptions {

    @Option(
            names = "--targets",
            paramLabel = "FILE|-",
            description = {
                "Read the targets from a file instead, or from standard input: one a line; .csv with a column of them; or .ndjson"
                        + " with a query of its own a line, under the API's names. Lines that can't be used are listed before"
                        + " anything is bought."
            })
    private @Nullable String file;

    @Option(
            names = "--targets-column",
            paramLabel = "NAME",
            description = "The column of a CSV list (default: target, or the only one); reads any list as CSV.")
    private @Nullable String column;

    /** Null where targets are named one by one. */
    @Nullable String file() {
        return file;
    }

    /** @throws IllegalArgumentException if there is no list to read, and yet something is said of it */
    boolean isList() {
        if (file == null && column != null) {
            throw new IllegalArgumentException("--targets-column goes with --targets FILE");
        }
        return file != null;
    }

    @Nullable String column() {
        return column;
    }
}
