package io.backflux.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTimeTests {

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss +00:00").withZone(ZoneOffset.UTC);

    @Test
    void eachDayOfFourCenturiesIsReadAndWrittenAsTheJdkDoes() {
        LocalDate last = LocalDate.of(2301, 1, 1);
        for (LocalDate day = LocalDate.of(1899, 1, 1); day.isBefore(last); day = day.plusDays(1)) {
            Instant time = day.atTime(23, 59, 58).toInstant(ZoneOffset.UTC);
            String text = FORM.format(time);
            assertThat(parse(text)).isEqualTo(time);
            assertThat(ApiTime.format(time)).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-02-29 00:00:00 +00:00",
                "2023-13-01 00:00:00 +00:00",
                "2023-00-01 00:00:00 +00:00",
                "2023-04-31 00:00:00 +00:00",
                "2023-01-01 24:00:00 +00:00",
                "2023-01-01 00:60:00 +00:00",
                "2023-01-01 00:00:60 +00:00",
                "2023-01-01 00:00:00 +01:00",
                "2023-01-01T00:00:00 +00:00",
                "2023-01-0a 00:00:00 +00:00",
                "2023-01-01 00:00:00",
                ""
            })
    void whatIsNotOfTheFormIsNoTime(String text) {
        assertThat(parse(text)).isNull();
    }

    @Test
    void aTextThatIsCutOrLongerIsNoTime() {
        byte[] bytes = "\"2023-02-10 16:15:27 +00:00\"".getBytes(StandardCharsets.UTF_8);
        assertThat(ApiTime.parseText(bytes, 1, bytes.length)).isEqualTo("2023-02-10T16:15:27Z");
        assertThat(ApiTime.parseText(bytes, 1, bytes.length - 1)).isNull();
        assertThat(ApiTime.parseText(bytes, 0, bytes.length)).isNull();
        bytes[27] = '0';
        assertThat(ApiTime.parseText(bytes, 1, bytes.length)).isNull();
    }

    private static @Nullable Instant parse(String text) {
        return ApiTime.parse(text);
    }
}
