package io.backflux.simulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The bytes of an answer as pieces of some ten KB, so that no array is as large as a page. */
final class Body {
    static final Body EMPTY = new Body(List.of());

    private static final int PIECE = 32 * 1024;

    private final List<ByteBuffer> pieces;
    private final long length;

    Body(List<ByteBuffer> pieces) {
        this.pieces = pieces.stream().filter(ByteBuffer::hasRemaining).toList();
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
        return part(0, bytes);
    }

    /** So many bytes of one kind, in pieces that share their memory. */
    static Body filled(char with, long size) {
        byte[] bytes = new byte[(int) Math.min(PIECE, size)];
        Arrays.fill(bytes, (byte) with);
        ByteBuffer piece = ByteBuffer.wrap(bytes);
        List<ByteBuffer> pieces = new ArrayList<>(Collections.nCopies((int) (size / PIECE), piece));
        pieces.add(piece.slice(0, (int) (size % PIECE)));
        return new Body(pieces);
    }

    Body followedBy(Body other) {
        List<ByteBuffer> more = new ArrayList<>(pieces);
        more.addAll(other.pieces);
        return new Body(more);
    }

    /** The bytes of a range, without a copy. */
    Body part(long from, long to) {
        List<ByteBuffer> kept = new ArrayList<>();
        long at = 0;
        for (ByteBuffer piece : pieces) {
            int start = (int) Math.max(0, Math.min(piece.remaining(), from - at));
            int end = (int) Math.max(0, Math.min(piece.remaining(), to - at));
            if (end > start) {
                kept.add(piece.slice(start, end - start));
            }
            at += piece.remaining();
        }
        return new Body(kept);
    }

    /** The same with other bytes in the place of some. */
    Body with(long at, int removed, Body inserted) {
        return part(0, at).followedBy(inserted).followedBy(part(at + removed, length));
    }

    Body gzip() {
        return Gzip.of(this);
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
}
