package io.backflux.cli;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The file that a name stands for, behind all symbolic links. It need not be there.
 *
 * @param path absolute, in a folder without links
 */
record Location(Path path) {

    private static final int MOST_LINKS = 40;
    private static final Path DEV = Path.of("/dev");

    /** Where each open file of this process has a name. */
    private static final Set<Path> DESCRIPTORS = Stream.of("/dev/fd", "/proc/self/fd")
            .map(Path::of)
            .flatMap(folder -> Stream.of(folder, real(folder)))
            .collect(Collectors.toUnmodifiableSet());

    /**
     * Follows the links as far as the names of devices and of open files, which lead elsewhere in each process.
     *
     * @throws IOException if there is no end to the links, or one can't be read
     */
    static Location of(Path name) throws IOException {
        Path path = name.toAbsolutePath();
        for (int links = 0; links < MOST_LINKS; links++) {
            Location there = new Location(inRealFolder(path));
            if (there.isDeviceName() || !Files.isSymbolicLink(there.path)) {
                return there;
            }
            path = there.path.resolveSibling(Files.readSymbolicLink(there.path));
        }
        throw new FileSystemLoopException(name.toString());
    }

    private static Path inRealFolder(Path path) {
        Path folder = path.getParent();
        return folder == null ? path : real(folder).resolve(path.getFileName());
    }

    /** As far as it is there. */
    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            Path parent = folder.getParent();
            return parent == null
                    ? folder
                    : real(parent).resolve(folder.getFileName()).normalize();
        }
    }

    private boolean isDeviceName() {
        return DEV.equals(path.getParent()) || isDescriptor();
    }

    private boolean isDescriptor() {
        Path folder = path.getParent();
        return folder != null && DESCRIPTORS.contains(folder);
    }

    /** Whether what is written there is only added to what came before: a device, a pipe, a file that is open already. */
    boolean isStream() {
        return isDeviceName() || (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path));
    }

    boolean isStandardOutput() {
        return is("stdout", "1");
    }

    boolean isStandardError() {
        return is("stderr", "2");
    }

    private boolean is(String device, String descriptor) {
        return path.equals(DEV.resolve(device)) || (isDescriptor() && path.endsWith(descriptor));
    }

    /**
     * Equal for all names of one file: hard links, and names in other letters where the file system takes them for the same.
     * Of two files that aren't there nobody can tell whether it would, so that their letters' case doesn't count.
     */
    Object identity() {
        Path there = path;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        String missing = there.relativize(path).toString();
        return List.of(
                key(there),
                Normalizer.normalize(missing, Normalizer.Form.NFC)
                        .toUpperCase(Locale.ROOT)
                        .toLowerCase(Locale.ROOT));
    }

    private static Object key(Path file) {
        Object key = keyOrNull(file);
        return key == null ? real(file) : key;
    }

    /** Null where there is no such file, or the system has no keys. */
    private static @Nullable Object keyOrNull(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return null;
        }
    }
}
