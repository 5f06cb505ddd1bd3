package io.backflux.cli;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** A file of rows, open and locked: no other process writes it until it is closed. */
final class DataFile implements Closeable {

    private static final int CHECKED_BYTES = 4096;

    /** Far behind the rows, because some systems keep readers away from what is locked. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final Object NO_FILE = new Object();

    private final Disk disk;
    private final Path path;
    private final FileChannel channel;

    /** What it is known by where this run made it; null otherwise. */
    private final @Nullable Object made;

    private DataFile(Disk disk, Path path, FileChannel channel, @Nullable Object made) {
        this.disk = disk;
        this.path = path;
        this.channel = channel;
        this.made = made;
    }

    /**
     * Made where it isn't there, behind the links where there are some.
     *
     * @throws IOException if it can't be opened, or another process writes it
     */
    static DataFile open(Disk disk, Path name) throws IOException {
        Object made = null;
        while (true) {
            Path path = Location.of(name).path();
            Object before = identity(path);
            if (before == NO_FILE) {
                made = make(disk, path);
                continue;
            }
            FileChannel channel = disk.open(path, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
            try {
                lock(channel);
                // Whoever had it until now may have deleted it after we opened it.
                if (before.equals(identity(path))) {
                    return new DataFile(disk, path, channel, before.equals(made) ? made : null);
                }
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            channel.close();
        }
    }

    /** What the new file is known by; null where another process was quicker. */
    private static @Nullable Object make(Disk disk, Path path) throws IOException {
        try {
            disk.open(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))
                    .close();
            return identity(path);
        } catch (FileAlreadyExistsException e) {
            return null;
        }
    }

    private static void lock(FileChannel channel) throws IOException {
        try {
            if (channel.tryLock(LOCKED_BYTE, 1, false) != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // Reported below.
        }
        throw new IOException("another backflux is writing it");
    }

    /** Which file a name stands for by now; the same for all where the system doesn't say. */
    private static Object identity(Path path) throws IOException {
        try {
            Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
            return key == null ? "" : key;
        } catch (NoSuchFileException e) {
            return NO_FILE;
        }
    }

    long length() throws IOException {
        return channel.size();
    }

    /** Of the last bytes before a place in it, so that another file of that length is not taken for it. */
    int checksum(long length) throws IOException {
        int size = (int) Math.min(CHECKED_BYTES, length);
        ByteBuffer bytes = ByteBuffer.allocate(size);
        read(bytes, length - size);
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.flip());
        return (int) checksum.getValue();
    }

    /** What is written follows these bytes. */
    void cut(long length) throws IOException {
        if (channel.size() > length) {
            channel.truncate(length);
        }
        channel.position(length);
    }

    OutputStream stream() {
        return Channels.newOutputStream(channel);
    }

    /** Fills the buffer with what stands from there on. */
    void read(ByteBuffer into, long from) throws IOException {
        long at = from;
        while (into.hasRemaining()) {
            int read = channel.read(into, at);
            if (read < 0) {
                throw new EOFException("it has become shorter");
            }
            at += read;
        }
    }

    void force() throws IOException {
        channel.force(false);
    }

    /** Takes an empty one away again if this run made it; links to it stay. */
    void deleteIfMade() throws IOException {
        if (made != null && channel.size() == 0 && made.equals(identity(path))) {
            disk.delete(path);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
