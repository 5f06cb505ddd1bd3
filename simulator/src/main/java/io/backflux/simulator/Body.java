package io.backflux.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** The bytes of an answer as pieces of some ten KB, so that no array is as large as a page. */
final class Body {
    static final Body EMPTY = new Body(List.of());

    private static final int PIECE = 32 * 1024;

    private final List<ByteBuffer> pieces;
    private final long length;

    Body(List<ByteBuffer> pieces) {
        this.pieces = List.copyOf(pieces);
        this.length = pieces.stream().mapToLong(ByteBuffer::remaining).sum();
    }

    static Body of(String text) {
        return new Body(List.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    }

    long length() {
        return length;
    }

    List<ByteBuffer> pieces() {
        return pieces;
    }

    Body first(long bytes) {
        List<ByteBuffer> kept = new ArrayList<>();
        long left = bytes;
        for (ByteBuffer piece : pieces) {
            int size = (int) Math.min(left, piece.remaining());
            if (size > 0) {
                kept.add(piece.slice(0, size));
            }
            left -= size;
        }
        return new Body(kept);
    }

    Body followedBy(String text) {
        List<ByteBuffer> more = new ArrayList<>(pieces);
        more.add(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        return new Body(more);
    }

    /** The same bytes in at most so many pieces of equal size. */
    Body inPieces(int count) {
        int size = (int) Math.max(1, (length + count - 1) / count);
        List<ByteBuffer> small = new ArrayList<>();
        for (ByteBuffer piece : pieces) {
            for (int from = 0; from < piece.remaining(); from += size) {
                small.add(piece.slice(from, Math.min(size, piece.remaining() - from)));
            }
        }
        return new Body(small);
    }

    Body gzip() {
        Pieces out = new Pieces();
        try (FastGzip gzip = new FastGzip(out)) {
            for (ByteBuffer piece : pieces) {
                gzip.write(piece.array(), piece.arrayOffset(), piece.remaining());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.body();
    }

    /** Puts a control byte in the place of the colon after a property's name, as near to the middle as there is one. */
    Body damaged() {
        byte[] bytes = toByteArray();
        for (int i = bytes.length / 2; i > 1; i--) {
            if (bytes[i] == ':' && bytes[i - 1] == '"' && isNameByte(bytes[i - 2])) {
                bytes[i] = 1;
                break;
            }
        }
        return new Body(List.of(ByteBuffer.wrap(bytes)));
    }

    private static boolean isNameByte(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '_';
    }

    byte[] toByteArray() {
        ByteBuffer whole = ByteBuffer.allocate((int) length);
        pieces.forEach(piece -> whole.put(piece.duplicate()));
        return whole.array();
    }

    String text() {
        return new String(toByteArray(), StandardCharsets.UTF_8);
    }

    /** Collects what is written in pieces. */
    private static final class Pieces extends ByteArrayOutputStream {
        private final List<ByteBuffer> done = new ArrayList<>();

        @Override
        public synchronized void write(byte[] bytes, int from, int size) {
            super.write(bytes, from, size);
            if (count >= PIECE) {
                done.add(ByteBuffer.wrap(toByteArray()));
                reset();
            }
        }

        synchronized Body body() {
            done.add(ByteBuffer.wrap(toByteArray()));
            return new Body(done);
        }
    }

    /** Quick rather than tight: the simulator shares its processors with what is tested. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(Pieces out) throws IOException {
            super(out, 16 * 1024);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
