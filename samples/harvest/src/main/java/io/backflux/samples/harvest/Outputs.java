package io.backflux.samples.harvest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the rows of each target go, and the summary. */
final class Outputs {

    private static final String STANDARD_OUTPUT = "-";

    /** Where files have names of their own, whatever is behind them. */
    private static final Set<Path> DEVICES = Set.of(Path.of("/dev"), Path.of("/dev/fd"), Path.of("/proc/self/fd"));

    private final @Nullable Path folder;
    private final Map<String, Path> files;
    private final @Nullable Path summary;

    private Outputs(@Nullable Path folder, Map<String, Path> files, @Nullable Path summary) {
        this.folder = folder;
        this.files = files;
        this.summary = summary;
    }

    /**
     * @param out a file, a folder (one that exists, or with a slash at its end), or {@code -}
     * @param summary a file, or null for none
     * @throws IllegalArgumentException if they don't go together
     */
    static Outputs of(String out, List<String> targets, @Nullable String summary) {
        if (out.equals(STANDARD_OUTPUT)) {
            one(targets, "standard output takes one target; for several, --out must be a folder");
            return new Outputs(null, Map.of(), optionalPath(summary));
        }
        Path path = path("--out", out);
        if (isFolder(out, path)) {
            return checked(new Outputs(path, filesIn(path, targets), optionalPath(summary)));
        }
        one(targets, "for several targets --out must be a folder, such as \"" + out + "/\"");
        return checked(new Outputs(null, Map.of(targets.get(0), path), optionalPath(summary)));
    }

    private static void one(List<String> targets, String rule) {
        if (targets.size() > 1) {
            throw new IllegalArgumentException(rule);
        }
    }

    private static Outputs checked(Outputs outputs) {
        Path summary = outputs.summary;
        if (summary != null && outputs.files.values().stream().anyMatch(file -> clashes(file, summary))) {
            throw new IllegalArgumentException(
                    "--summary must be another file than that of the rows or its checkpoint");
        }
        return outputs;
    }

    private static boolean clashes(Path file, Path summary) {
        return same(file, summary) || same(StateFile.pathOf(file), summary);
    }

    private static boolean same(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }

    private static boolean isFolder(String out, Path path) {
        return out.endsWith("/") || out.endsWith(path.getFileSystem().getSeparator()) || Files.isDirectory(path);
    }

    private static Map<String, Path> filesIn(Path folder, List<String> targets) {
        Map<String, Path> files = new LinkedHashMap<>();
        targets.forEach(target -> files.put(target, folder.resolve(FileName.of(target))));
        return files;
    }

    /** @throws IllegalArgumentException if it is no file name */
    static @Nullable Path optionalPath(@Nullable String summary) {
        return summary == null ? null : path("--summary", summary);
    }

    private static Path path(String option, String name) {
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
     * @throws UnwritableException if not
     */
    void prepare() {
        if (folder != null) {
            make(folder);
        }
        if (summary != null) {
            Writable.check(summary);
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
     * @throws IllegalArgumentException if it can't be gone on with what is wanted to
     */
    Destination of(String target, Surroundings surroundings, String server, Existing existing) {
        Path file = files.get(target);
        if (file != null && !isDevice(file)) {
            return new ResumableFile(surroundings.disk(), file, server, existing);
        }
        if (existing == Existing.RESUMED) {
            throw new IllegalArgumentException(
                    "--resume needs a file in --out: what went elsewhere can't be gone on with");
        }
        return file == null ? RowStream.on(surroundings.rows()) : RowStream.at(file);
    }

    private static boolean isDevice(Path file) {
        boolean special = Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
        return special || DEVICES.contains(file.toAbsolutePath().normalize().getParent());
    }

    @Nullable Path summary() {
        return summary;
    }
}
