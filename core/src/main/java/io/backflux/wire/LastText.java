package io.backflux.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The text that was read last: one that stands in the same bytes is the same one. */
final class LastText {

    private static final int LONGEST = 1 << 10;

    private byte[] raw = {};
    private int length;
    private @Nullable String last;

    /**
     * @param from its opening quote
     * @param to the end of what has come
     */
    @Nullable String standsAt(byte[] bytes, int from, int to) {
        return length > 0 && from + length <= to && Arrays.equals(raw, 0, length, bytes, from, from + length)
                ? last
                : null;
    }

    /** With both quotes, so that no longer text begins with these bytes. */
    void keep(byte[] bytes, int from, int to, String text) {
        int count = to - from;
        if (count > LONGEST) {
            return;
        }
        if (count > raw.length) {
            raw = new byte[Math.max(count, 2 * raw.length)];
        }
        System.arraycopy(bytes, from, raw, 0, count);
        length = count;
        last = text;
    }
}
