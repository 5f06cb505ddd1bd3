package io.backflux.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who writes which file. Each has one writer only, whatever names it goes by. */
final class Claims {

    private static final String SUMMARY = "--summary";
    private static final Location OUTPUT = new Location(Path.of("/dev/fd/1"));
    private static final Location MESSAGES = new Location(Path.of("/dev/fd/2"));

    /** Takes whatever comes, from everybody. */
    private static final Object NOWHERE = new Location(Path.of("/dev/null")).identity();

    /** Whoever writes a file, by its identity. */
    private final Map<Object, String> owners = new HashMap<>();

    private Claims() {}

    /**
     * @param files of rows, by target; empty where they go to standard output
     * @throws IllegalArgumentException if two would be written into one file
     * @throws UnwritableException if a link among them leads nowhere
     */
    static void check(Map<String, Path> files, @Nullable SummaryFile summary) {
        Claims claims = new Claims();
        boolean rowsInOutput = files.isEmpty();
        for (Map.Entry<String, Path> entry : files.entrySet()) {
            Location rows = Outputs.location(entry.getValue());
            rowsInOutput |= rows.isStandardOutput();
            claims.claim(rows, entry);
        }
        claims.claim(summary, rowsInOutput);
    }

    private void claim(Location rows, Map.Entry<String, Path> entry) {
        if (rows.isStandardError()) {
            throw new IllegalArgumentException("--out must not be standard error, where the messages go");
        }
        if (rows.isStandardOutput()) {
            return;
        }
        claim(rows, "the rows of " + entry.getKey());
        if (!rows.isStream()) {
            Location state = Outputs.location(StateFile.pathOf(entry.getValue()));
            claim(state, "the checkpoint of " + entry.getKey());
            claim(new Location(StateFile.temporaryOf(state.path())), "the checkpoint of " + entry.getKey());
            claim(Outputs.location(ParquetFile.waitingOf(entry.getValue())), "the rows of " + entry.getKey());
        }
    }

    private void claim(@Nullable SummaryFile summary, boolean rowsInOutput) {
        boolean summaryInOutput = summary != null && summary.isStandardOutput();
        if (rowsInOutput && summaryInOutput) {
            throw new IllegalArgumentException("standard output takes the rows; --summary must be a file");
        }
        boolean output = rowsInOutput || summaryInOutput;
        if (output) {
            claim(OUTPUT, "standard output");
        }
        if (Files.isRegularFile(MESSAGES.path())
                && !(output && MESSAGES.identity().equals(OUTPUT.identity()))) {
            claim(MESSAGES, "the messages");
        }
        Location file = summary == null ? null : summary.file();
        if (file != null) {
            claim(file, SUMMARY);
        }
    }

    private void claim(Location location, String owner) {
        Object identity = location.identity();
        String other = identity.equals(NOWHERE) ? null : owners.putIfAbsent(identity, owner);
        if (other != null) {
            throw new IllegalArgumentException(
                    owner.equals(SUMMARY)
                            ? "--summary must be another file than that of the rows or its checkpoint, was "
                                    + location.path() + ", which is for " + other
                            : owner + " and " + other + " would go into one file, " + location.path());
        }
    }
}
