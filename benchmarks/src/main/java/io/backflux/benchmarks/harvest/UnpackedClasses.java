package io.backflux.benchmarks.harvest;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * This program's class path without jars. The index of an open jar lies in the heap, and that of a jar with everybody's
 * libraries takes 2 MiB, which a program with its own libraries alone would not have.
 */
final class UnpackedClasses {

    private final Path directory;

    private UnpackedClasses(Path directory) {
        this.directory = directory;
    }

    /** A class path with the jars' content in a temporary directory, which goes when this process ends. */
    static String classPath() throws IOException {
        UnpackedClasses classes = new UnpackedClasses(Files.createTempDirectory("backflux-benchmarks"));
        Runtime.getRuntime().addShutdownHook(new Thread(classes::delete));
        List<String> path = new ArrayList<>();
        for (String entry : Jvm.OWN_CLASS_PATH.split(File.pathSeparator)) {
            if (entry.endsWith(".jar")) {
                classes.unpack(Path.of(entry));
            } else {
                path.add(entry);
            }
        }
        path.add(classes.directory.toString());
        return String.join(File.pathSeparator, path);
    }

    private void unpack(Path jar) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(jar))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                unpack(zip, entry);
            }
        }
    }

    private void unpack(ZipInputStream zip, ZipEntry entry) throws IOException {
        Path file = directory.resolve(entry.getName()).normalize();
        if (entry.isDirectory() || !file.startsWith(directory)) {
            return;
        }
        Path parent = file.getParent();
        // Of several files of one name, the class path's first one counts.
        if (parent != null && !Files.exists(file)) {
            Files.createDirectories(parent);
            Files.copy(zip, file);
        }
    }

    private void delete() {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
