package io.backflux.samples.harvest;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Finds out, before anything is bought, whether a file can be written. Changes nothing that is there. */
final class Writable {

    private Writable() {}

    /** @throws UnwritableException if it can't */
    static void check(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new FileSystemException(file.toString(), null, "it is a folder");
            }
            if (Files.isRegularFile(file)) {
                Files.newOutputStream(file, StandardOpenOption.WRITE).close();
            } else if (Files.exists(file)) {
                checkDevice(file);
            } else {
                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW).close();
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UnwritableException(file.toString(), e);
        }
    }

    /** Not opened: whoever reads the other end of a pipe would take the closing for the end. */
    private static void checkDevice(Path file) throws IOException {
        if (!Files.isWritable(file)) {
            throw new AccessDeniedException(file.toString());
        }
    }
}
