package io.backflux.simulator;

/** Code points as UTF-8 bytes. */
final class Utf8 {
    private Utf8() {}

    /** Writes a code point and returns the place after it. */
    static int write(int codePoint, byte[] out, int position) {
        int p = position;
        if (codePoint < 0x80) {
            out[p++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            out[p++] = (byte) (0xC0 | (codePoint >> 6));
            out[p++] = tail(codePoint);
        } else if (codePoint < 0x10000) {
            out[p++] = (byte) (0xE0 | (codePoint >> 12));
            out[p++] = tail(codePoint >> 6);
            out[p++] = tail(codePoint);
        } else {
            out[p++] = (byte) (0xF0 | (codePoint >> 18));
            out[p++] = tail(codePoint >> 12);
            out[p++] = tail(codePoint >> 6);
            out[p++] = tail(codePoint);
        }
        return p;
    }

    private static byte tail(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }
}
