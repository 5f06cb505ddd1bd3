package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;

class TimesTests {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss '+00:00'").withZone(ZoneOffset.UTC);

    @Test
    void everyDayOfACenturyIsWrittenAsTheCalendarSays() {
        for (long second = -86_400L * 400; second < 4_000_000_000L; second += 86_399) {
            assertThat(Times.text(second)).isEqualTo(FORM.format(Instant.ofEpochSecond(second)));
        }
    }

    @Test
    void parsesWhatItWrites() {
        assertThat(Times.parse("2023-02-10 16:15:27 +00:00")).hasValue(1_676_045_727L);
        assertThat(Times.parse(Times.text(1_676_045_727L))).hasValue(1_676_045_727L);
    }

    @Test
    void whatIsNoTimeIsEmpty() {
        assertThat(Times.parse("2023-02-10")).isEmpty();
        assertThat(Times.parse("2023-13-10 16:15:27 +00:00")).isEmpty();
    }
}
