package io.backflux.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;

/** Replaces a file as a whole: at every moment it is what it was, or all of what it is to be. */
final class WholeFile {

    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private WholeFile() {}

    /**
     * What is written lasts when this returns. Other names of the file that was there keep what they have.
     *
     * @param temporary in the same folder; must not be there, and isn't afterwards
     */
    static void write(Disk disk, Path temporary, Path file, byte[] bytes, FileAttribute<?>... attributes)
            throws IOException {
        FileChannel created = disk.open(temporary, NEW, attributes);
        try {
            fill(created, bytes);
            disk.move(temporary, file);
        } catch (IOException e) {
            drop(disk, temporary, e);
            throw e;
        }
        disk.force(StateFile.folderOf(file));
    }

    private static void fill(FileChannel created, byte[] bytes) throws IOException {
        try (created) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                created.write(left);
            }
            created.force(true);
        }
    }

    private static void drop(Disk disk, Path temporary, IOException why) {
        try {
            disk.delete(temporary);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }
}
