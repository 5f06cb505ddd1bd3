package io.backflux.wire;

/**
 * Which bytes are UTF-8. The parser looks only at those that it needs, and takes overlong forms and characters beyond
 * U+10FFFF for text.
 */
final class Utf8 {

    private static final int AT_ONCE = 4 * EightBytes.COUNT;

    /** The sequence is none. */
    private static final int BAD = -1;

    /** The sequence is none yet: more bytes may make it one. */
    private static final int CUT = 0;

    private Utf8() {}

    /** The first byte of a sequence that is not UTF-8, or not whole yet; {@code to} where all are. */
    static int firstOdd(byte[] bytes, int from, int to) {
        int i = from;
        while (true) {
            i = passAscii(bytes, i, to);
            while (i < to && bytes[i] < 0) {
                int length = length(bytes, i, to);
                if (length <= CUT) {
                    return i;
                }
                i += length;
            }
            if (i == to) {
                return to;
            }
        }
    }

    /** Whether the bytes to the end begin a sequence that more bytes may make whole. */
    static boolean isCut(byte[] bytes, int at, int to) {
        return length(bytes, at, to) == CUT;
    }

    private static int passAscii(byte[] bytes, int from, int to) {
        int i = from;
        while (i <= to - AT_ONCE && areAscii(bytes, i)) {
            i += AT_ONCE;
        }
        while (i <= to - EightBytes.COUNT) {
            int plain = EightBytes.before(EightBytes.at(bytes, i) & EightBytes.HIGH_BITS);
            i += plain;
            if (plain < EightBytes.COUNT) {
                return i;
            }
        }
        while (i < to && bytes[i] >= 0) {
            i++;
        }
        return i;
    }

    private static boolean areAscii(byte[] bytes, int at) {
        long all = EightBytes.at(bytes, at)
                | EightBytes.at(bytes, at + EightBytes.COUNT)
                | EightBytes.at(bytes, at + 2 * EightBytes.COUNT)
                | EightBytes.at(bytes, at + 3 * EightBytes.COUNT);
        return (all & EightBytes.HIGH_BITS) == 0;
    }

    /** How many bytes the sequence has that begins there. */
    private static int length(byte[] bytes, int at, int to) {
        int length = promised(bytes[at] & 0xFF);
        for (int i = 1; i < length; i++) {
            if (at + i == to) {
                return CUT;
            }
            int next = bytes[at + i] & 0xFF;
            if (i == 1 ? !maySecond(bytes[at] & 0xFF, next) : !isContinuation(next)) {
                return BAD;
            }
        }
        return length;
    }

    private static int promised(int first) {
        if (first < 0xC2) { // A continuation, or the start of an overlong form.
            return BAD;
        }
        return first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : BAD;
    }

    /** Not overlong, no surrogate, and not beyond U+10FFFF. */
    private static boolean maySecond(int first, int second) {
        return isContinuation(second)
                && switch (first) {
                    case 0xE0 -> second >= 0xA0;
                    case 0xED -> second < 0xA0;
                    case 0xF0 -> second >= 0x90;
                    case 0xF4 -> second < 0x90;
                    default -> true;
                };
    }

    private static boolean isContinuation(int next) {
        return (next & 0xC0) == 0x80;
    }
}
