package io.backflux.cli;

import io.backflux.error.CheckpointException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The checkpoint beside a file of rows. Whole at every moment, and for its owner's eyes only: it holds a token. */
final class StateFile {

    static final String ENDING = ".checkpoint";

    private static final String TEMPORARY = ".tmp";

    /** Of a parallel harvest it holds a token and the newest rows' hashes for each of its ranges. */
    private static final long MOST_BYTES = 1 << 24;

    private final Disk disk;
    private final Path path;

    private StateFile(Disk disk, Path path) {
        this.disk = disk;
        this.path = path;
    }

    static StateFile of(Disk disk, Path data) {
        return new StateFile(disk, pathOf(data));
    }

    static Path pathOf(Path data) {
        return data.resolveSibling(data.getFileName() + ENDING);
    }

    static Path folderOf(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "each file is in a folder");
    }

    Path path() {
        return path;
    }

    /**
     * Null where there is none.
     *
     * @throws FileRefusedException if it can't be read
     */
    @Nullable HarvestState read() {
        try {
            return load(path);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw refused(UnwritableException.why(e), "let it be read");
        } catch (IllegalArgumentException | CheckpointException e) {
            throw refused(
                    String.valueOf(e.getMessage()),
                    "put it back if it was changed, or resume with the backflux that wrote it");
        }
    }

    /**
     * What lies there.
     *
     * @throws IllegalArgumentException or {@code CheckpointException} if it is no checkpoint
     */
    static HarvestState load(Path path) throws IOException {
        if (Files.size(path) > MOST_BYTES) {
            throw new IllegalArgumentException("it is too long");
        }
        try {
            return StateJson.read(Files.readString(path));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("it is not JSON", e);
        }
    }

    private FileRefusedException refused(String why, String advice) {
        return new FileRefusedException(
                "cannot resume from " + path + ": " + why + "; " + advice + ", or begin anew with --force");
    }

    /** Takes away what a killed process may have left. */
    void tidy() throws IOException {
        disk.delete(temporaryOf(place()));
    }

    /** Beside it until it is whole. */
    static Path temporaryOf(Path state) {
        return state.resolveSibling(state.getFileName() + TEMPORARY);
    }

    /** Where it is, which a link of the user's may say. */
    private Path place() throws IOException {
        return Location.of(path).path();
    }

    /** Lasts when this returns; until then the one before does. Nothing may be left of an earlier write. */
    void write(HarvestState state) throws IOException {
        Path place = place();
        byte[] bytes = StateJson.write(state).getBytes(StandardCharsets.UTF_8);
        WholeFile.write(disk, temporaryOf(place), place, bytes, ownersOnly());
    }

    /** From its creation on: a moment later would be a moment for others to read it. */
    private FileAttribute<?>[] ownersOnly() {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
