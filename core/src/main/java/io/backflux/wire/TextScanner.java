package io.backflux.wire;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads texts straight from an answer's bytes, eight at a time. The parser, which looks at each byte by itself, is left with
 * those that are out of the ordinary: it also is who says what is wrong with them.
 */
final class TextScanner {

    private static final int LONGEST = 4 << 10;
    private static final int SPARE = 3 * EightBytes.COUNT;

    private static final long ONES = 0x0101_0101_0101_0101L;
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
        EightBytes.put(text, length, 0L);
        EightBytes.put(text, length + EightBytes.COUNT, 0L);
        long start = EightBytes.at(text, 0);
        long rest = EightBytes.at(text, EightBytes.COUNT);
        String known = words.find(start, rest);
        return known == null ? words.keep(start, rest, decoded()) : known;
    }

    /** Behind the closing quote of the text read last. */
    int end() {
        return end;
    }

    private boolean scan(byte[] bytes, int from, int to) {
        int last = to - EightBytes.COUNT;
        int in = from;
        length = 0;
        while (in <= last && length <= longest) {
            long eight = EightBytes.at(bytes, in);
            EightBytes.put(text, length, eight); // What is too much is written over, or left out.
            long marks = marks(eight);
            if (marks == 0) {
                in += EightBytes.COUNT;
                length += EightBytes.COUNT;
                continue;
            }
            int plain = EightBytes.before(marks);
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

    /** The high bit of each byte that is a quote, a backslash, a control or not ASCII, and behind the first maybe of others. */
    private static long marks(long eight) {
        long quotes = eight ^ QUOTES;
        long backslashes = eight ^ BACKSLASHES;
        return (((quotes - ONES) & ~quotes) | ((backslashes - ONES) & ~backslashes) | (eight - SPACES) | eight)
                & EightBytes.HIGH_BITS;
    }

    /** Whether an escape means just the character behind the backslash. */
    private static boolean isItself(byte escaped) {
        return escaped == '/' || escaped == '"' || escaped == '\\';
    }

    private String decoded() {
        return new String(text, 0, length, StandardCharsets.ISO_8859_1);
    }
}
