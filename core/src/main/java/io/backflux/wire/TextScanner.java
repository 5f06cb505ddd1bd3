package io.backflux.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads texts straight from an answer's bytes, eight at a time. The parser, which looks at each byte by itself, is left with
 * those that are out of the ordinary: it also is who says what is wrong with them.
 */
final class TextScanner {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int LONGEST = 4 << 10;
    private static final int SPARE = 3 * Long.BYTES;

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long SPACES = ONES * ' ';

    private final Words words = new Words();
    private final int longest;
    private final byte[] text;
    private int length;
    private int end;

    /**
     * @param maxLength bytes of a text at most
     */
    TextScanner(int maxLength) {
        this.longest = Math.min(maxLength, LONGEST);
        this.text = new byte[longest + SPARE];
    }

    /**
     * The text that begins there.
     *
     * @param from the byte behind its opening quote
     * @param to the end of what has come
     * @return null where the parser has to read it
     */
    @Nullable String read(byte[] bytes, int from, int to) {
        return scan(bytes, from, to) ? decoded() : null;
    }

    /** As {@link #read}, for a text that is likely one of few: it is made once. */
    @Nullable String readWord(byte[] bytes, int from, int to) {
        if (!scan(bytes, from, to)) {
            return null;
        }
        return length > Words.LONGEST ? decoded() : word();
    }

    private String word() {
        EIGHT.set(text, length, 0L);
        EIGHT.set(text, length + Long.BYTES, 0L);
        long start = (long) EIGHT.get(text, 0);
        long rest = (long) EIGHT.get(text, Long.BYTES);
        String known = words.find(start, rest);
        return known == null ? words.keep(start, rest, decoded()) : known;
    }

    /** Behind the closing quote of the text read last. */
    int end() {
        return end;
    }

    private boolean scan(byte[] bytes, int from, int to) {
        int last = to - Long.BYTES;
        int in = from;
        length = 0;
        while (in <= last && length <= longest) {
            long eight = (long) EIGHT.get(bytes, in);
            EIGHT.set(text, length, eight); // What is too much is written over, or left out.
            long marks = marks(eight);
            if (marks == 0) {
                in += Long.BYTES;
                length += Long.BYTES;
                continue;
            }
            int plain = Long.numberOfTrailingZeros(marks) >>> 3;
            in += plain;
            length += plain;
            if (bytes[in] == '"') {
                end = in + 1;
                return length <= longest;
            }
            if (bytes[in] != '\\' || in + 1 == to || !isItself(bytes[in + 1])) {
                return false;
            }
            text[length++] = bytes[in + 1];
            in += 2;
        }
        return false;
    }

    /** The high bit of each byte that is a quote, a backslash, a control or not ASCII; of those behind the first one maybe more. */
    private static long marks(long eight) {
        long quotes = eight ^ QUOTES;
        long backslashes = eight ^ BACKSLASHES;
        return (((quotes - ONES) & ~quotes) | ((backslashes - ONES) & ~backslashes) | (eight - SPACES) | eight)
                & HIGH_BITS;
    }

    /** Whether an escape means just the character behind the backslash. */
    private static boolean isItself(byte escaped) {
        return escaped == '/' || escaped == '"' || escaped == '\\';
    }

    private String decoded() {
        return new String(text, 0, length, StandardCharsets.ISO_8859_1);
    }
}
