package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonWriterTests {
    private static String pretty(@Nullable Object value) {
        return new JsonWriter(true).value(value).body().text();
    }

    private static Map<String, @Nullable Object> sample() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("a/b", List.of(1L, new BigDecimal("0.02015")));
        map.put("n", null);
        map.put("empty", List.of());
        map.put("on", true);
        return map;
    }

    @Test
    void minifiedHasNoWhiteSpaceAndPlainSlashes() {
        assertThat(JsonWriter.minified(sample()))
                .isEqualTo("{\"a/b\":[1,0.02015],\"n\":null,\"empty\":[],\"on\":true}");
    }

    @Test
    void prettyHasFourBlanksALevelAndEscapedSlashes() {
        assertThat(pretty(sample())).isEqualTo("""
                {
                    "a\\/b": [
                        1,
                        0.02015
                    ],
                    "n": null,
                    "empty": [],
                    "on": true
                }""");
    }

    @Test
    void everyCodePointComesBackAsItWas() {
        for (int from = 0; from < 0x110000; from += 256) {
            String text = IntStream.range(from, from + 256)
                    .filter(c -> c < 0xD800 || c > 0xDFFF)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
            byte[] json = JsonWriter.minified(text).getBytes(StandardCharsets.UTF_8);
            assertThat(JsonReader.read(json)).isEqualTo(text);
        }
    }

    @Test
    void aPairOfSurrogatesAtTheEdgeOfASliceStaysWhole() {
        for (int length = 1020; length < 1028; length++) {
            String text = "x".repeat(length) + "🙂".repeat(600);
            byte[] json = new JsonWriter(true).text(text).body().toByteArray();
            assertThat(JsonReader.read(json)).isEqualTo(text);
        }
    }

    @Test
    void valuesLargerThanASegmentAndManyOfThemComeBack() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            texts.add("\u0001/".repeat(i * 7));
        }
        texts.add("é".repeat(100_000));
        assertThat(JsonReader.read(pretty(texts).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(texts);
    }

    @Test
    void numbersComeOutDigitByDigit() {
        for (long number : new long[] {0, 9, 10, 99, 100, 3_000_000_000L, -1, -120, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThat(JsonWriter.minified(number)).isEqualTo(Long.toString(number));
        }
    }

    @Test
    void aLoneSurrogateBecomesAQuestionMark() {
        assertThat(JsonWriter.minified("a\ud800b")).isEqualTo("\"a?b\"");
    }
}
