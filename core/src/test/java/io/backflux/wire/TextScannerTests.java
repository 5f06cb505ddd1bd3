package io.backflux.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

class TextScannerTests {

    private static final String BEHIND = ",\"next\":1";

    private final TextScanner scanner = new TextScanner(1_000);

    @Test
    void readsWhatTheParserReadsOrNothing() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String json = quoted(random);
            String text = read(json);
            if (text != null) {
                assertThat(text).as(json).isEqualTo(parsed(json));
                assertThat(scanner.end()).isEqualTo(json.length());
                assertThat(readWord(json)).isEqualTo(text);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "https:\\/\\/a.example\\/b", "a \\\"b\\\" \\\\c", "0123456", "01234567", "012345678"})
    void plainTextsAreNotLeftToTheParser(String inner) {
        String json = '"' + inner + '"';
        assertThat(read(json)).isEqualTo(parsed(json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"caf\u00e9", "a\\u0041", "a\\nb", "a\tb", "a\u0000b"})
    void whatIsOutOfTheOrdinaryIsLeftToTheParser(String inner) {
        assertThat(read('"' + inner + '"')).isNull();
    }

    @Test
    void aTextCutAnywhereIsLeftToTheParser() {
        byte[] bytes = bytes("\"https:\\/\\/a.example\\/b\"");
        int whole = bytes.length - BEHIND.length();
        for (int to = 1; to < whole; to++) {
            assertThat(scanner.read(bytes, 1, to)).as("cut at %d", to).isNull();
        }
    }

    @Test
    void aTextOverTheLimitIsLeftToTheParser() {
        TextScanner strict = new TextScanner(10);
        assertThat(strict.read(bytes("\"0123456789\""), 1, 20)).isEqualTo("0123456789");
        assertThat(strict.read(bytes("\"01234567890\""), 1, 21)).isNull();
        assertThat(strict.read(bytes("\"012345678\\/0\""), 1, 22)).isNull();
    }

    @Test
    void aWordThatComesAgainIsTheSameObject() {
        String first = readWord("\"organization\"");
        assertThat(readWord("\"nofollow\"")).isEqualTo("nofollow");
        assertThat(readWord("\"organization\"")).isSameAs(first);
        assertThat(readWord("\"\"")).isEmpty();
    }

    private @Nullable String read(String json) {
        byte[] bytes = bytes(json);
        return scanner.read(bytes, 1, bytes.length);
    }

    private @Nullable String readWord(String json) {
        byte[] bytes = bytes(json);
        return scanner.readWord(bytes, 1, bytes.length);
    }

    private static byte[] bytes(String json) {
        return (json + BEHIND).getBytes(StandardCharsets.UTF_8);
    }

    private static String parsed(String json) {
        try (JsonParser parser = JsonFormat.DEFAULT.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            return parser.getString();
        }
    }

    private static String quoted(Random random) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = random.nextInt(40); i > 0; i--) {
            text.append(
                    switch (random.nextInt(12)) {
                        case 0 -> "\\/";
                        case 1 -> "\\\"";
                        case 2 -> "\\\\";
                        case 3 -> random.nextInt(20) == 0 ? "\\n" : "~";
                        case 4 -> random.nextInt(20) == 0 ? "\u00e9" : "!";
                        default -> "-";
                    });
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.append('"').toString();
    }
}
