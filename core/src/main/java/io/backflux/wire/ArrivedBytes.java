package io.backflux.wire;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an answer that came and that nobody wanted yet: as they came, packed or not, and unpacked only as they are
 * read. They lie in blocks, so that no array grows with them, and a block is freed once it is read.
 */
final class ArrivedBytes implements AutoCloseable {

    /** What comes in small parts is put together to such blocks. */
    private static final int SMALLEST_BLOCK = 8 << 10;

    /** What comes packed is kept in such blocks, as one is freed as a whole. Plain ones are larger, as they are read at once. */
    private static final int PACKED_BLOCK = 16 << 10;

    /** What comes as a whole is read in such parts. */
    private static final int LARGEST_BLOCK = 64 << 10;

    /** Less is not worth the time. */
    private static final int LEAST_PACKED = 256 << 10;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Deque<ByteBuffer> kept = new ArrayDeque<>();
    private ByteBuffer passing = NOTHING;

    /** The last block's room, to be filled from its position on; what is filled is in the block's view among the kept. */
    private ByteBuffer room = NOTHING;

    private @Nullable Gunzip gunzip;
    private long waiting;
    private boolean closed;

    /** What comes is gzip. To be called before anything has come. */
    void unpackGzip(Supplier<Inflater> inflaters) {
        if (!closed) {
            gunzip = new Gunzip(inflaters.get());
        }
    }

    /** Bytes that are there to be read, until {@link #keep}. */
    void pass(ByteBuffer chunk) {
        passing = chunk;
    }

    /** Copies what has not been read of the bytes that were passed, as they are valid no longer. */
    void keep() {
        ByteBuffer rest = passing;
        passing = NOTHING;
        if (closed || !rest.hasRemaining()) {
            return;
        }
        waiting += rest.remaining();
        while (rest.hasRemaining()) {
            if (kept.isEmpty() || room.remaining() < least(rest.remaining())) {
                addBlock(rest.remaining());
            }
            fillBlock(rest);
        }
    }

    /** How much room a block must have to be filled further: packed bytes may lie anywhere, plain ones come in one piece. */
    private int least(int count) {
        return gunzip == null ? count : 1;
    }

    private void addBlock(int count) {
        int size = Math.max(SMALLEST_BLOCK, count);
        room = ByteBuffer.allocate(gunzip == null ? size : Math.min(PACKED_BLOCK, size));
        kept.add(room.duplicate().limit(0));
    }

    private void fillBlock(ByteBuffer rest) {
        int count = Math.min(room.remaining(), rest.remaining());
        ByteBuffer last = kept.getLast();
        last.limit(last.limit() + count);
        room.put(rest.slice(rest.position(), count));
        rest.position(rest.position() + count);
    }

    /**
     * Packs what waits, which is a tenth of it then. To be called once all has come.
     *
     * @return whether it did: not where it is packed already, or too little
     */
    boolean pack(Supplier<Inflater> inflaters) {
        if (closed || gunzip != null || waiting < LEAST_PACKED) {
            return false;
        }
        byte[] packed = Gunzip.pack(kept);
        kept.clear();
        kept.add(ByteBuffer.wrap(packed));
        room = NOTHING;
        waiting = packed.length;
        unpackGzip(inflaters);
        return true;
    }

    /** Whether nothing can be read before more has come. */
    boolean isEmpty() {
        return kept.isEmpty() && !passing.hasRemaining() && (gunzip == null || !gunzip.hasMore());
    }

    /**
     * How much is to be read next: all of a block that is not packed, as it is small.
     *
     * @param unpacked how much of what is packed
     */
    int next(int unpacked) {
        if (gunzip != null) {
            return unpacked;
        }
        return Math.min(
                LARGEST_BLOCK,
                kept.isEmpty() ? passing.remaining() : kept.element().remaining());
    }

    long waitingBytes() {
        return waiting;
    }

    boolean isClosed() {
        return closed;
    }

    /**
     * Reads some of what has come.
     *
     * @return how many bytes; 0 where nothing comes before more does
     */
    int read(byte[] out, int from, int most) throws DataFormatException {
        int count = 0;
        while (count == 0 && !closed) {
            count = kept.isEmpty() ? read(passing, out, from, most) : readKept(kept.element(), out, from, most);
            if (kept.isEmpty() && !passing.hasRemaining()) {
                break;
            }
        }
        return count;
    }

    private int readKept(ByteBuffer first, byte[] out, int from, int most) throws DataFormatException {
        int before = first.remaining();
        int count = read(first, out, from, most);
        waiting -= before - first.remaining();
        if (!first.hasRemaining()) {
            kept.remove();
        }
        return count;
    }

    private int read(ByteBuffer next, byte[] out, int from, int most) throws DataFormatException {
        if (gunzip != null) {
            return gunzip.read(next, out, from, most);
        }
        int count = Math.min(most, next.remaining());
        next.get(out, from, count);
        return count;
    }

    /** Drops all, and keeps nothing of what comes. */
    @Override
    public void close() {
        closed = true;
        kept.clear();
        waiting = 0;
        room = NOTHING;
        if (gunzip != null) {
            gunzip.close();
            gunzip = null;
        }
    }
}
