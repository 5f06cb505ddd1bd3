package io.backflux.reactor.transport;

import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a server wants to be left alone: in seconds, or until a date by its own clock. */
final class RetryAfter {

    private static final Pattern SECONDS = Pattern.compile("\\d+");
    private static final int MOST_DIGITS = 9;
    private static final Duration LONGEST = Duration.ofSeconds(999_999_999);

    private RetryAfter() {}

    /**
     * What the headers say.
     *
     * @param clock ours, for a date where the server does not say what time it is
     * @return never negative; null where nothing is said, or nothing that is a time
     */
    static @Nullable Duration of(HttpHeaders headers, Clock clock) {
        String value = headers.get(HttpHeaderNames.RETRY_AFTER);
        if (value == null) {
            return null;
        }
        String text = value.strip();
        return SECONDS.matcher(text).matches() ? seconds(text) : until(date(text), headers, clock);
    }

    private static Duration seconds(String digits) {
        return digits.length() > MOST_DIGITS ? LONGEST : Duration.ofSeconds(Long.parseLong(digits));
    }

    private static @Nullable Duration until(@Nullable Instant end, HttpHeaders headers, Clock clock) {
        if (end == null) {
            return null;
        }
        String said = headers.get(HttpHeaderNames.DATE);
        Instant theirs = said == null ? null : date(said);
        Duration wait = Duration.between(theirs == null ? clock.instant() : theirs, end);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    @SuppressWarnings("JavaUtilDate") // What the parser has.
    private static @Nullable Instant date(String text) {
        Date date = text.isEmpty() ? null : DateFormatter.parseHttpDate(text);
        return date == null ? null : date.toInstant();
    }
}
