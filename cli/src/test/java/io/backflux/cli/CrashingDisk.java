package io.backflux.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;

/**
 * A disk whose process is killed at one of its steps, in the middle of it where it is a write: from then on nothing changes
 * any more. With a power cut, what was written and not forced is gone, too.
 */
final class CrashingDisk implements Disk {

    private final int last;
    private final boolean powerCut;
    private int steps;
    private boolean dead;

    /**
     * @param last the step that is its last one, from 1
     */
    CrashingDisk(int last, boolean powerCut) {
        this.last = last;
        this.powerCut = powerCut;
    }

    boolean hasCrashed() {
        return dead;
    }

    int steps() {
        return steps;
    }

    /** Whether the process lives on after this step. */
    private boolean survives() throws IOException {
        if (dead) {
            throw new IOException("killed");
        }
        steps++;
        dead = steps == last;
        return !dead;
    }

    private void after(boolean survives) throws IOException {
        if (!survives) {
            throw new IOException("killed");
        }
    }

    @Override
    public FileChannel open(Path file, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        boolean survives = survives();
        FileChannel channel = FileChannel.open(file, options, attributes);
        if (!survives) {
            channel.close();
        }
        after(survives);
        return new Watched(channel, file);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        boolean survives = survives();
        Disk.REAL.move(from, to);
        after(survives);
    }

    @Override
    public void delete(Path file) throws IOException {
        boolean survives = survives();
        Disk.REAL.delete(file);
        after(survives);
    }

    private final class Watched extends FileChannel {

        private final FileChannel channel;
        private final Path file;
        private long forced;

        Watched(FileChannel channel, Path file) throws IOException {
            this.channel = channel;
            this.file = file;
            this.forced = channel.size();
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            if (survives()) {
                return channel.write(bytes);
            }
            channel.write(bytes.slice(bytes.position(), bytes.remaining() / 2));
            throw new IOException("killed");
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            boolean survives = survives();
            channel.truncate(size);
            forced = Math.min(forced, size);
            after(survives);
            return this;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            boolean survives = survives();
            if (survives) {
                channel.force(metaData);
                forced = channel.size();
            }
            after(survives);
        }

        /** Where the power fails, what was not forced goes with the file's owner. */
        @Override
        protected void implCloseChannel() throws IOException {
            channel.close();
            if (dead && powerCut && Files.exists(file)) {
                try (FileChannel left = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    left.truncate(forced);
                }
            }
        }

        @Override
        public int read(ByteBuffer bytes) throws IOException {
            return channel.read(bytes);
        }

        @Override
        public long read(ByteBuffer[] bytes, int offset, int length) throws IOException {
            return channel.read(bytes, offset, length);
        }

        @Override
        public int read(ByteBuffer bytes, long position) throws IOException {
            return channel.read(bytes, position);
        }

        @Override
        public long position() throws IOException {
            return channel.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            channel.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return channel.tryLock(position, size, shared);
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] bytes, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer bytes, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }
    }
}
