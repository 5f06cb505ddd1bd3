package io.backflux.benchmarks.parallel;

import io.backflux.Backlink;
import io.backflux.Extras;
import io.backflux.wire.PageEnvelope;
import io.backflux.wire.SearchAfterToken;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The API as far as a parallel harvest asks it, without bytes and without a network: rows by the second they were found in. */
final class VirtualApi {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");
    private static final Pattern BEFORE = Pattern.compile("\\[\"first_seen\",\"<\",\"([^\"]*)\"]");
    private static final Pattern AFTER = Pattern.compile("\\[\"first_seen\",\">\",\"([^\"]*)\"]");
    private static final Pattern OFFSET = Pattern.compile("\"offset\":(\\d+)");
    private static final Pattern LIMIT = Pattern.compile("\"limit\":(\\d+)");
    private static final Pattern TOKEN = Pattern.compile("\"search_after_token\":\"(\\d+)\"");

    private final long[] seconds;

    VirtualApi(long[] seconds) {
        this.seconds = seconds;
    }

    /** Hands on the rows of the answer, in their order, and says what stands around them. */
    PageEnvelope answer(byte[] request, Consumer<Backlink> rows) {
        String body = new String(request, StandardCharsets.UTF_8);
        int to = first(second(BEFORE, body, Long.MAX_VALUE));
        int from = first(second(AFTER, body, Long.MIN_VALUE) + 1);
        boolean descending = body.contains("first_seen,desc");
        int limit = number(LIMIT, body, 100);
        int offset = number(OFFSET, body, 0);
        int begin = Math.max(from, number(TOKEN, body, from)) + (descending ? 0 : offset);
        int end = Math.min(to, begin + limit);
        if (descending) {
            end = Math.max(from, to - offset);
            begin = Math.max(from, end - limit);
        }
        for (int row = begin; row < end; row++) {
            rows.accept(row(descending ? end - 1 - (row - begin) : row));
        }
        String token = end < to && !descending ? String.valueOf(end) : null;
        return new PageEnvelope(
                20000,
                "Ok.",
                BigDecimal.ZERO,
                1,
                "",
                20000,
                "Ok.",
                "",
                (long) Math.max(0, to - from),
                (long) Math.max(0, end - begin),
                true,
                SearchAfterToken.of(token));
    }

    private static long second(Pattern pattern, String body, long otherwise) {
        long found = otherwise;
        Matcher matcher = pattern.matcher(body);
        while (matcher.find()) {
            long second = OffsetDateTime.parse(matcher.group(1), TIME).toEpochSecond();
            found = pattern == BEFORE ? Math.min(found, second) : Math.max(found, second);
        }
        return found == Long.MIN_VALUE ? Long.MIN_VALUE : found;
    }

    private static int number(Pattern pattern, String body, int otherwise) {
        Matcher matcher = pattern.matcher(body);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : otherwise;
    }

    /** The first row of that second or a later one. */
    private int first(long second) {
        int found = Arrays.binarySearch(seconds, second);
        int place = found < 0 ? -found - 1 : found;
        while (place > 0 && seconds[place - 1] == second) {
            place--;
        }
        return place;
    }

    private Backlink row(int index) {
        String url = "https://site.example/" + index;
        return new Backlink(
                null,
                null,
                url,
                null,
                null,
                "https://a.example/",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                time(index),
                null,
                null,
                "anchor",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Extras.NONE);
    }

    private @Nullable Instant time(int index) {
        return Instant.ofEpochSecond(seconds[index]);
    }
}
