package io.backflux.partition.trial;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.LongBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request asks for, as far as a parallel harvest asks.
 *
 * @param after only rows of later seconds
 * @param before only rows of earlier seconds
 * @param token the place that the page before ended at; negative where there is none
 */
record Asked(long after, long before, boolean descending, int offset, int limit, int token) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");
    private static final Pattern BEFORE = Pattern.compile("\\[\"first_seen\",\"<\",\"([^\"]*)\"]");
    private static final Pattern AFTER = Pattern.compile("\\[\"first_seen\",\">\",\"([^\"]*)\"]");
    private static final Pattern OFFSET = Pattern.compile("\"offset\":(\\d+)");
    private static final Pattern LIMIT = Pattern.compile("\"limit\":(\\d+)");
    private static final Pattern TOKEN = Pattern.compile("\"search_after_token\":\"(\\d+)\"");
    private static final int USUAL_LIMIT = 100;

    static Asked of(byte[] request) {
        String body = new String(request, StandardCharsets.UTF_8);
        return new Asked(
                second(AFTER, body, Long.MIN_VALUE, Math::max),
                second(BEFORE, body, Long.MAX_VALUE, Math::min),
                body.contains("first_seen,desc"),
                number(OFFSET, body, 0),
                number(LIMIT, body, USUAL_LIMIT),
                number(TOKEN, body, -1));
    }

    private static long second(Pattern pattern, String body, long otherwise, LongBinaryOperator narrower) {
        long found = otherwise;
        Matcher matcher = pattern.matcher(body);
        while (matcher.find()) {
            found = narrower.applyAsLong(
                    found, OffsetDateTime.parse(matcher.group(1), TIME).toEpochSecond());
        }
        return found;
    }

    private static int number(Pattern pattern, String body, int otherwise) {
        Matcher matcher = pattern.matcher(body);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : otherwise;
    }
}
