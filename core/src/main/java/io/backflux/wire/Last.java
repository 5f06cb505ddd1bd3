package io.backflux.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is read again and again: a value that stands in the same bytes as the last one is the last one. */
final class Last<T> {

    private static final int LONGEST = 1 << 10;

    private byte[] raw = {};
    private int length;
    private @Nullable T value;

    /**
     * @param from the first byte of the value
     * @param to the end of what has come
     */
    @Nullable T standsAt(byte[] bytes, int from, int to) {
        return length > 0 && from + length <= to && Arrays.equals(raw, 0, length, bytes, from, from + length)
                ? value
                : null;
    }

    /** Bytes that end in a mark, so that no longer value begins with them. */
    void keep(byte[] bytes, int from, int to, T read) {
        int count = to - from;
        if (count > LONGEST) {
            return;
        }
        if (count > raw.length) {
            raw = new byte[Math.max(count, 2 * raw.length)];
        }
        System.arraycopy(bytes, from, raw, 0, count);
        length = count;
        value = read;
    }
}
