package io.backflux.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTests {

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 10, 99, 200, 1_000, 65_535, 123_456, 9_999_999})
    void readsPlainIntegersWhateverFollows(int value) {
        for (String behind : new String[] {",\"a\":1234", "}  ]     ", "\n       ", "\u00ff\u00ff:/;<=>?@"}) {
            assertThat(plain(value + behind)).as(value + behind).isEqualTo(value);
        }
    }

    @Test
    void leavesTheRestToTheParser() {
        assertThat(plain("-1,       ")).isNegative();
        assertThat(plain("12345678,   ")).isNegative();
        assertThat(plain("123456789012")).isNegative();
        assertThat(plain("12,")).isNegative();
    }

    private static int plain(String json) {
        return Numbers.plain(json.getBytes(StandardCharsets.ISO_8859_1), 0);
    }
}
