package io.backflux.cli;

import io.backflux.Delta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the rows of each target go, and the summary: no two of them into one file. */
final class Outputs {

    static final String STANDARD_OUTPUT = "-";

    private final @Nullable Path folder;
    private final Map<String, Path> files;
    private final RowFormat format;
    private final @Nullable SummaryFile summary;

    private Outputs(@Nullable Path folder, Map<String, Path> files, RowFormat format, @Nullable SummaryFile summary) {
        this.folder = folder;
        this.files = files;
        this.format = format;
        this.summary = summary;
    }

    /**
     * @param out a file, a folder (one that exists, or with a slash at its end), or {@code -}
     * @param format what {@code --format} says; null for what the file's ending says
     * @param summary a file or {@code -}; null for none
     * @throws IllegalArgumentException if they don't go together
     * @throws UnwritableException if a link among them leads nowhere
     */
    static Outputs of(String out, List<String> targets, @Nullable RowFormat format, @Nullable String summary) {
        Outputs outputs = of(out, targets, format, summary == null ? null : SummaryFile.of(summary));
        Claims.check(outputs.files, outputs.summary);
        return outputs;
    }

    private static Outputs of(
            String out, List<String> targets, @Nullable RowFormat wanted, @Nullable SummaryFile summary) {
        RowFormat format = RowFormat.orNdjson(wanted);
        if (wanted == RowFormat.DATASET) {
            throw new IllegalArgumentException("--format " + wanted.word() + " goes with --targets only");
        }
        if (out.equals(STANDARD_OUTPUT)) {
            one(targets, "standard output takes one target; for several, --out must be a folder");
            return new Outputs(null, Map.of(), format, summary);
        }
        Path path = path("--out", out);
        if (isFolder(out, path)) {
            return new Outputs(path, filesIn(path, targets, format), format, summary);
        }
        one(targets, "for several targets --out must be a folder, such as \"" + out + "/\"");
        RowFormat named = location(path).isStream() ? format : RowFormat.of(path, wanted);
        return new Outputs(null, Map.of(targets.get(0), path), named, summary);
    }

    private static void one(List<String> targets, String rule) {
        if (targets.size() > 1) {
            throw new IllegalArgumentException(rule);
        }
    }

    /** Whether it is one, or is to be. */
    static boolean isFolder(String out, Path path) {
        return out.endsWith("/") || out.endsWith(path.getFileSystem().getSeparator()) || Files.isDirectory(path);
    }

    private static Map<String, Path> filesIn(Path folder, List<String> targets, RowFormat format) {
        Map<String, Path> files = new LinkedHashMap<>();
        targets.forEach(target -> files.put(target, folder.resolve(FileName.in(format, FileName.of(target)))));
        return files;
    }

    /** @throws IllegalArgumentException if it is no file name */
    static Path path(String option, String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException(option + " must name a file");
        }
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(option + " must be a file name: " + e.getMessage(), e);
        }
    }

    /**
     * Makes the folder, and finds out whether the summary can be written.
     *
     * @throws IllegalArgumentException if the summary would overwrite something else
     * @throws UnwritableException if it can't be written
     */
    void prepare() {
        if (folder != null) {
            make(folder);
        }
        if (summary != null) {
            summary.check();
        }
    }

    private static void make(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UnwritableException(folder + " as a folder", e);
        }
    }

    /**
     * @param server who is asked
     * @param delta what the rows are counted by; null where they aren't
     * @throws IllegalArgumentException if what is wanted can't be resumed there
     */
    Destination of(
            String target,
            Surroundings surroundings,
            String server,
            Existing existing,
            Layout layout,
            @Nullable Delta delta) {
        Path file = files.get(target);
        Location location = file == null ? null : location(file);
        if (file != null && location != null && !location.isStream()) {
            if (folder != null && existing == Existing.RESUMED) {
                refuseOtherFormats(target, file);
            }
            return new ResumableFile(surroundings.disk(), file, server, existing, layout, delta);
        }
        if (existing == Existing.RESUMED) {
            throw new IllegalArgumentException(
                    "--resume needs a file in --out: rows that went elsewhere can't be resumed");
        }
        return location == null || location.isStandardOutput()
                ? RowStream.on(surroundings.rows(), layout, delta)
                : RowStream.at(location.path(), layout, delta);
    }

    /** The file of a target's rows; null for standard output. */
    @Nullable Path file(String target) {
        return files.get(target);
    }

    /** A harvest in another format would buy all rows once more. */
    private void refuseOtherFormats(String target, Path file) {
        for (RowFormat other : RowFormat.values()) {
            Path state = StateFile.pathOf(file.resolveSibling(FileName.in(other, FileName.of(target))));
            if (other != format && Files.exists(state) && !Files.exists(StateFile.pathOf(file))) {
                throw new FileRefusedException(state + " is of rows as " + other.word() + ", not " + format.word()
                        + "; resume with --format " + other.word() + ", or take another --out");
            }
        }
    }

    /** @throws UnwritableException if its links lead nowhere */
    static Location location(Path file) {
        try {
            return Location.of(file);
        } catch (IOException e) {
            throw new UnwritableException(file.toString(), e);
        }
    }

    /** In which all rows are written. */
    RowFormat format() {
        return format;
    }

    @Nullable SummaryFile summary() {
        return summary;
    }
}
