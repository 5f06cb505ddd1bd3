package io.backflux.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The bytes of an answer that came and are not read yet, in one array. One byte before them is always free, so that a
 * parser can be given an opening bracket of its own in front of them.
 */
final class Window {

    private static final int FIRST_SIZE = 8 << 10;
    private static final int SPARE = 1;

    private byte[] bytes = new byte[FIRST_SIZE];
    private int from = SPARE;
    private int to = SPARE;

    /** The answer's offset of the byte at index 0 of the array. */
    private long base = -SPARE;

    byte[] bytes() {
        return bytes;
    }

    /** The first unread byte. */
    int from() {
        return from;
    }

    /** The end of what has come. */
    int to() {
        return to;
    }

    int unread() {
        return to - from;
    }

    /** Where a byte of the array stands in the answer. */
    long offset(int index) {
        return base + index;
    }

    /** Where a byte of the answer stands in the array, or stood if it was read. */
    int index(long offset) {
        return (int) (offset - base);
    }

    void readTo(int index) {
        from = index;
    }

    boolean hasRoom(int count) {
        return bytes.length - to >= count;
    }

    /** Moves the unread bytes, so that nothing may read from the array meanwhile. */
    void makeRoom(int count) {
        int unread = unread();
        byte[] target = bytes;
        if (unread + SPARE + count > bytes.length / 2) {
            target = new byte
                    [Math.max(Math.addExact(unread + SPARE, count), (int) Math.min(2L * bytes.length, 1 << 30))];
        }
        System.arraycopy(bytes, from, target, SPARE, unread);
        base += from - SPARE;
        bytes = target;
        from = SPARE;
        to = SPARE + unread;
    }

    void append(ByteBuffer chunk) {
        int count = chunk.remaining();
        chunk.get(bytes, to, count);
        to += count;
    }

    /** The unread bytes behind others. */
    byte[] unreadBehind(byte[] before) {
        byte[] all = Arrays.copyOf(before, before.length + unread());
        System.arraycopy(bytes, from, all, before.length, unread());
        return all;
    }
}
