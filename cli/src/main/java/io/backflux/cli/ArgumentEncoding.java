package io.backflux.cli;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * How the process's arguments became text. What was lost on the way must not be bought under another name.
 *
 * @param charset what the system's bytes were read as
 * @param unread the arguments in a form that loses nothing, where the script that starts Java has one; else empty
 */
record ArgumentEncoding(Charset charset, String unread) {

    /** On Windows arguments come in a code page, but variables in Unicode, so the script says them once more. */
    static final String UNREAD = "BACKFLUX_ARGUMENTS";

    static final ArgumentEncoding UTF_8 = new ArgumentEncoding(StandardCharsets.UTF_8, "");

    private static final char UNREADABLE = '\uFFFD';
    private static final String WAY_OUT = "; set LC_ALL=C.UTF-8, or another locale in UTF-8";

    static ArgumentEncoding ofProcess(Map<String, String> environment) {
        String name = System.getProperty("sun.jnu.encoding", "");
        Charset charset = name.isEmpty() ? Charset.defaultCharset() : Charset.forName(name);
        return new ArgumentEncoding(charset, environment.getOrDefault(UNREAD, ""));
    }

    /**
     * Never repeats an argument, which may hold a password.
     *
     * @throws IllegalArgumentException if one may not be what was written
     */
    void check(List<String> arguments) {
        if (!charset.newEncoder().canEncode(unread)) {
            throw new IllegalArgumentException("an argument has letters that " + charset
                    + " lacks; write a domain in its xn-- form, or let Windows use UTF-8");
        }
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.indexOf(UNREADABLE) >= 0) {
                throw new IllegalArgumentException("argument " + (i + 1) + " can't be read as " + charset + WAY_OUT);
            }
            if (isReallyUtf8(argument)) {
                throw new IllegalArgumentException(
                        "argument " + (i + 1) + " seems to be UTF-8, and was read as " + charset + WAY_OUT);
            }
        }
    }

    /** Whether a variable is readable: it came the same way. */
    static boolean isReadable(String value) {
        return value.indexOf(UNREADABLE) < 0;
    }

    /** Text in a small charset whose bytes happen to be right UTF-8 is hardly ever meant. */
    private boolean isReallyUtf8(String argument) {
        if (charset.equals(StandardCharsets.UTF_8)
                || StandardCharsets.US_ASCII.newEncoder().canEncode(argument)) {
            return false;
        }
        try {
            ByteBuffer bytes = charset.newEncoder().encode(CharBuffer.wrap(argument));
            StandardCharsets.UTF_8.newDecoder().decode(bytes);
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
