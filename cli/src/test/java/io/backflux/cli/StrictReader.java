package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What readers of JSON that take no half of a surrogate pair, neither as bytes nor escaped, say of a file. */
final class StrictReader {

    private static final Pattern ESCAPED_BACKSLASH = Pattern.compile("\\\\\\\\");
    private static final Pattern ESCAPED_PAIR = Pattern.compile("\\\\u[dD][89abAB]..\\\\u[dD][c-fC-F]..");
    private static final Pattern ESCAPED_HALF = Pattern.compile("\\\\u[dD][89a-fA-F]..");

    private StrictReader() {}

    /** The file's text, once it is known that such a reader takes it. */
    static String read(Path file) throws IOException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                .toString();
        assertThat(withoutPairs(text)).doesNotContainPattern(ESCAPED_HALF);
        return text;
    }

    /** Whether such a reader stops within the file. */
    static boolean refuses(Path file) throws IOException {
        return ESCAPED_HALF.matcher(withoutPairs(Files.readString(file))).find();
    }

    private static String withoutPairs(String text) {
        String unescaped = ESCAPED_BACKSLASH.matcher(text).replaceAll("");
        return ESCAPED_PAIR.matcher(unescaped).replaceAll("");
    }
}
