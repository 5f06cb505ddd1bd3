package io.backflux.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * Where {@code --summary} writes. A file is replaced as a whole once all is known, and only if it is a summary, or empty; to a
 * stream it is added.
 */
final class SummaryFile {

    private final Path name;
    private final @Nullable Location location;

    private SummaryFile(Path name, @Nullable Location location) {
        this.name = name;
        this.location = location;
    }

    /**
     * @param name a file, or {@code -} for standard output
     * @throws IllegalArgumentException if it is no file name
     * @throws UnwritableException if a link in it leads nowhere
     */
    static SummaryFile of(String name) {
        Path path = Outputs.path("--summary", name);
        return name.equals(Outputs.STANDARD_OUTPUT)
                ? new SummaryFile(path, null)
                : new SummaryFile(path, Outputs.location(path));
    }

    boolean isStandardOutput() {
        return location == null || location.isStandardOutput();
    }

    /** Null where it is no file that is replaced. */
    @Nullable Location file() {
        return location == null || location.isStream() ? null : location;
    }

    /**
     * Finds out, before anything is bought, whether it can be written. Changes nothing that is there.
     *
     * @throws IllegalArgumentException if something else than a summary would be lost
     * @throws UnwritableException if it can't be written
     */
    void check() {
        try {
            if (location != null && !location.isStandardOutput() && !location.isStandardError()) {
                check(location);
            }
        } catch (IOException e) {
            throw new UnwritableException(name.toString(), e);
        }
    }

    private void check(Location there) throws IOException {
        Path path = there.path();
        if (Files.isDirectory(path)) {
            throw new FileSystemException(name.toString(), null, "it is a folder");
        }
        if (Files.exists(path) && !Files.isWritable(path)) {
            throw new AccessDeniedException(name.toString());
        }
        if (!there.isStream()) {
            checkFolder(StateFile.folderOf(path));
            checkContent(path);
        }
    }

    private void checkFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(name.toString());
        }
        if (!Files.isWritable(folder)) {
            throw new AccessDeniedException(name.toString());
        }
    }

    private void checkContent(Path path) throws IOException {
        if (Files.exists(path) && Files.size(path) > 0 && !JsonFile.isSummary(path)) {
            throw new FileRefusedException("--summary would overwrite " + name
                    + ", which isn't a summary; take another name, or move that file away");
        }
    }

    /**
     * @throws FileRefusedException if it would overwrite what has come to be there since
     * @throws UnwritableException if it can't be written
     */
    void write(byte[] json, Surroundings surroundings) {
        try {
            if (location == null || location.isStandardOutput()) {
                write(json, surroundings.rows());
            } else if (location.isStandardError()) {
                write(json, surroundings.messages());
            } else if (location.isStream()) {
                try (OutputStream stream =
                        Files.newOutputStream(location.path(), StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
                    stream.write(json);
                }
            } else {
                replace(location.path(), json, surroundings.disk());
            }
        } catch (IOException e) {
            throw new UnwritableException(isStandardOutput() ? "standard output" : name.toString(), e);
        }
    }

    private static void write(byte[] json, OutputStream stream) throws IOException {
        stream.write(json);
        stream.flush();
    }

    private void replace(Path path, byte[] json, Disk disk) throws IOException {
        checkContent(path);
        String ending = "." + Long.toHexString(new SecureRandom().nextLong()) + ".tmp";
        WholeFile.write(disk, path.resolveSibling(path.getFileName() + ending), path, json, permissions(path));
    }

    /** Nobody can read it who couldn't read the one before. */
    private static FileAttribute<?>[] permissions(Path path) throws IOException {
        PosixFileAttributeView there = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        return there == null || !Files.exists(path)
                ? new FileAttribute<?>[0]
                : new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(there.readAttributes().permissions())
                };
    }
}
