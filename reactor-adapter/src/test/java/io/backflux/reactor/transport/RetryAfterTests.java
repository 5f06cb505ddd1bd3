package io.backflux.reactor.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTests {

    private static final Clock OURS = Clock.fixed(Instant.parse("2026-11-27T08:00:00Z"), ZoneOffset.UTC);

    private static @Nullable Duration wanted(@Nullable String retryAfter, @Nullable String date) {
        HttpHeaders headers = new DefaultHttpHeaders();
        if (retryAfter != null) {
            headers.set("Retry-After", retryAfter);
        }
        if (date != null) {
            headers.set("Date", date);
        }
        return RetryAfter.of(headers, OURS);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "60, 60", "007, 7", "99999999999999999999, 999999999"})
    void secondsAreTakenAsTheyAre(String value, long seconds) {
        assertThat(wanted(value, null)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Fri, 27 Nov 2026 08:01:30 GMT", "Friday, 27-Nov-26 08:01:30 GMT", "Fri Nov 27 08:01:30 2026"})
    void aDateInEachFormOfHttpIsTakenByTheClockOfTheServer(String date) {
        assertThat(wanted(date, "Fri, 27 Nov 2026 08:00:30 GMT")).isEqualTo(Duration.ofMinutes(1));
        assertThat(wanted(date, null)).as("by ours").isEqualTo(Duration.ofSeconds(90));
        assertThat(wanted(date, "today")).as("by ours").isEqualTo(Duration.ofSeconds(90));
        assertThat(wanted(date, "Fri, 27 Nov 2026 09:00:00 GMT"))
                .as("it is over")
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "60s", "Fri, 99 Nov 2026"})
    void whatIsNoTimeSaysNothing(String value) {
        assertThat(wanted(value, null)).isNull();
    }

    @Test
    void withoutTheHeaderNothingIsSaid() {
        assertThat(wanted(null, "Fri, 27 Nov 2026 08:00:30 GMT")).isNull();
    }
}
