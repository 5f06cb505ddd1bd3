package io.backflux.simulator;

import java.util.Arrays;

/** How JSON escapes what it can't take as it is. */
final class Escapes {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    /** 0: as it is; else the letter after the backslash, {@code u} for the long form. */
    private static final byte[] LETTERS = new byte[128];

    static {
        Arrays.fill(LETTERS, 0, 32, (byte) 'u');
        LETTERS['\b'] = 'b';
        LETTERS['\f'] = 'f';
        LETTERS['\n'] = 'n';
        LETTERS['\r'] = 'r';
        LETTERS['\t'] = 't';
        LETTERS['"'] = '"';
        LETTERS['\\'] = '\\';
    }

    private Escapes() {}

    /** @param c an ASCII character */
    static boolean isNone(char c) {
        return LETTERS[c] == 0;
    }

    /** Writes an ASCII character after a backslash, in the long form where it has no short one. */
    static int write(char c, byte[] out, int position) {
        int p = position;
        byte letter = LETTERS[c];
        out[p++] = '\\';
        if (letter == 'u') {
            out[p++] = 'u';
            out[p++] = '0';
            out[p++] = '0';
            out[p++] = HEX[c >> 4];
            out[p++] = HEX[c & 15];
        } else {
            out[p++] = letter == 0 ? (byte) c : letter;
        }
        return p;
    }
}
