package io.backflux.wire;

/**
 * Guesses, without parsing, how far the bytes that have come can be parsed at once. A guess may be wrong (the brace stood
 * in a text, or closed an inner object): then the parser meets the end inside a row, and the row is read again later. But
 * it ends behind a mark that is no part of a number, a literal or an escape, so that a wrong guess can only look like an
 * end of input, never like broken JSON.
 */
final class Boundaries {

    private static final long EIGHT_SPACES = 0x2020_2020_2020_2020L;

    private static final long EIGHT_ONES = 0x0101_0101_0101_0101L;
    private static final long EIGHT_BRACES = EIGHT_ONES * '}';

    private Boundaries() {}

    /** Behind the last brace that may close a whole row; {@code from} where there is none. */
    static int ofRows(byte[] bytes, int from, int to) {
        for (int end = behindLastBrace(bytes, from, to); end > from; end = behindLastBrace(bytes, from, end - 1)) {
            if (mayCloseRow(bytes, end, to)) {
                return end;
            }
        }
        return from;
    }

    /** {@code from} where there is none. */
    private static int behindLastBrace(byte[] bytes, int from, int to) {
        int i = to;
        while (i - EightBytes.COUNT >= from && !hasBrace(EightBytes.at(bytes, i - EightBytes.COUNT))) {
            i -= EightBytes.COUNT;
        }
        while (i > from && bytes[i - 1] != '}') {
            i--;
        }
        return i;
    }

    private static boolean hasBrace(long eight) {
        long braces = eight ^ EIGHT_BRACES;
        return ((braces - EIGHT_ONES) & ~braces & EightBytes.HIGH_BITS) != 0;
    }

    /** Whether nothing else follows than another row, or the end of the rows. */
    private static boolean mayCloseRow(byte[] bytes, int behind, int to) {
        int next = passWhite(bytes, behind, to);
        if (next == to || bytes[next] == ']') {
            return true;
        }
        if (bytes[next] != ',') {
            return false;
        }
        int afterNext = passWhite(bytes, next + 1, to);
        return afterNext == to || bytes[afterNext] == '{';
    }

    /** The first byte that is not white, or the end. Runs of spaces, such as indent each line, are passed by eights. */
    static int passWhite(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && isWhite(bytes[i])) {
            i++;
            while (i + EightBytes.COUNT <= to && EightBytes.at(bytes, i) == EIGHT_SPACES) {
                i += EightBytes.COUNT;
            }
        }
        return i;
    }

    /** Behind the last mark of structure; {@code from} where there is none. */
    static int ofStructure(byte[] bytes, int from, int to) {
        for (int i = to; i > from; i--) {
            if (isStructure(bytes[i - 1])) {
                return i;
            }
        }
        return from;
    }

    /** Before the number that may end there; {@code to} where none does. */
    static int beforeNumber(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && isOfNumber(bytes[end - 1])) {
            end--;
        }
        return end;
    }

    private static boolean isOfNumber(byte b) {
        return isDigit(b) || b == '-' || b == '+' || b == '.' || b == 'e' || b == 'E';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isStructure(byte b) {
        return b == '{' || b == '}' || b == '[' || b == ']' || b == ',';
    }

    /** Whether a value that is neither object nor null may begin so. */
    static boolean beginsAnotherValue(byte b) {
        return b == '[' || b == '"' || b == '-' || isDigit(b) || b == 't' || b == 'f';
    }

    static boolean isWhite(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
