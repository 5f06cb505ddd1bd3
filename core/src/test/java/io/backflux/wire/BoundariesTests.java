package io.backflux.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundariesTests {

    /** As {@link Boundaries#ofRows} describes it, of what has few kinds of bytes. */
    private static final Pattern WHOLE_ROWS = Pattern.compile("(.*)}(?=\\s*(?:$|]|,\\s*(?:$|\\{)))", Pattern.DOTALL);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | 0",
                "a | 0",
                "} | 1",
                "{} | 2",
                "{},{ | 2",
                "{}, | 2",
                "{}] | 2",
                "{\"a\":{},\"b | 0",
                "{\"a\":{}}  ,  {\"b\":\"a text of more than eight bytes\" | 8",
                "{},{\"a\":{},\"b\":\"a text of more than eight bytes\" | 2",
            })
    void rowsEndBehindTheLastBraceThatNothingElseFollows(String text, int end) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);

        assertThat(Boundaries.ofRows(bytes, 0, bytes.length)).isEqualTo(end);
    }

    @Test
    void whateverStandsThereItIsFoundByEightsAsByOnes() {
        long seed = Long.getLong("backflux.seed", System.nanoTime());
        Random random = new Random(seed);
        String kinds = "},{ ]\"aaaaaaaaaaaaaaaa\u00fd\u0083";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(60); length > 0; length--) {
                text.append(kinds.charAt(random.nextInt(kinds.length())));
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
            int from = random.nextInt(bytes.length + 1);
            int to = from + random.nextInt(bytes.length - from + 1);
            Matcher rows = WHOLE_ROWS.matcher(text.substring(from, to));
            int end = rows.lookingAt() ? from + rows.end() : from;

            assertThat(Boundaries.ofRows(bytes, from, to))
                    .as("seed %d, %s, from %d to %d", seed, text, from, to)
                    .isEqualTo(end);
        }
    }
}
