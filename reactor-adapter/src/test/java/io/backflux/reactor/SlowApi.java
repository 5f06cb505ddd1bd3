package io.backflux.reactor;

import io.backflux.reactor.transport.AnswerPart;
import io.backflux.reactor.transport.Transport;
import io.backflux.reactor.transport.TransportRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * The API without a network, in virtual time: each answer takes as long as is said. Row {@code i} was found {@code i} times
 * ten seconds after the first.
 */
final class SlowApi implements Transport {

    private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");
    private static final int APART = 10;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");
    private static final Pattern BEFORE = Pattern.compile("\\[\"first_seen\",\"<\",\"([^\"]*)\"]");
    private static final Pattern AFTER = Pattern.compile("\\[\"first_seen\",\">\",\"([^\"]*)\"]");
    private static final Pattern OFFSET = Pattern.compile("\"offset\":(\\d+)");
    private static final Pattern LIMIT = Pattern.compile("\"limit\":(\\d+)");
    private static final Pattern TOKEN = Pattern.compile("\"search_after_token\":\"T(\\d+)\"");

    /** When a request came, and how many were being answered then, this one too. */
    record Sent(Duration at, int inFlight) {}

    private final VirtualTimeScheduler time;
    private final String target;
    private final int rows;
    private final Duration latency;
    private final List<Sent> sent = new ArrayList<>();
    private BiFunction<Integer, String, @Nullable String> refusals = (request, body) -> null;
    private int inFlight;
    private int promised;

    SlowApi(VirtualTimeScheduler time, int rows, Duration latency) {
        this(time, ParallelRun.TARGET, rows, latency);
    }

    SlowApi(VirtualTimeScheduler time, String target, int rows, Duration latency) {
        this.time = time;
        this.target = target;
        this.rows = rows;
        this.latency = latency;
    }

    /** What a request, by its number from 1 on and its body, is answered with instead of a page; null for the page. */
    void refuse(BiFunction<Integer, String, @Nullable String> answers) {
        refusals = answers;
    }

    /** So many rows more than there are in each total. */
    void promise(int more) {
        promised = more;
    }

    static String taskCode(int code) {
        return "{\"status_code\":20000,\"tasks\":[{\"status_code\":" + code
                + ",\"status_message\":\"No.\",\"cost\":0,\"result\":null}]}";
    }

    List<Sent> sent() {
        return sent;
    }

    Duration now() {
        return Duration.ofNanos(time.now(TimeUnit.NANOSECONDS));
    }

    @Override
    public Flux<AnswerPart> exchange(TransportRequest request) {
        return Flux.defer(() -> {
            inFlight++;
            sent.add(new Sent(now(), inFlight));
            String asked = new String(request.body(), StandardCharsets.UTF_8);
            String refusal = refusals.apply(sent.size(), asked);
            byte[] answer = (refusal == null ? page(asked) : refusal).getBytes(StandardCharsets.UTF_8);
            return Mono.delay(latency, time)
                    .<AnswerPart>flatMapMany(
                            tick -> Flux.just(new AnswerPart.Head(200), new AnswerPart.Bytes(ByteBuffer.wrap(answer))))
                    .doFinally(end -> inFlight--);
        });
    }

    @Override
    public void close() {}

    private String page(String body) {
        int to = Math.min(rows, ceiling(second(BEFORE, body, Long.MAX_VALUE)));
        int from = ceiling(second(AFTER, body, Long.MIN_VALUE) + 1);
        boolean backwards = body.contains("first_seen,desc");
        int limit = number(LIMIT, body, 100);
        int offset = number(OFFSET, body, 0);
        int begin = backwards ? Math.max(from, to - offset - limit) : Math.max(from, number(TOKEN, body, 0)) + offset;
        int end = backwards ? to - offset : Math.min(to, begin + limit);
        StringBuilder items = new StringBuilder();
        for (int i = begin; i < end; i++) {
            items.append(i == begin ? "" : ",").append(row(backwards ? end - 1 - (i - begin) : i));
        }
        boolean hasMore = backwards ? begin > from : end < to;
        String token = hasMore ? "\"T" + end + "\"" : "null";
        return "{\"status_code\":20000,\"cost\":0.06,\"tasks\":[{\"status_code\":20000,\"cost\":0.06,\"result\":[{\"target\":\""
                + target + "\",\"total_count\":" + (Math.max(0, to - from) + promised) + ",\"items_count\":"
                + Math.max(0, end - begin) + ",\"items\":[" + items + "],\"search_after_token\":" + token + "}]}]}";
    }

    private static String row(int row) {
        String found = FirstSeen.of(FIRST.getEpochSecond() + (long) row * APART);
        return "{\"url_from\":\"https://a.example/" + row + "\",\"url_to\":\"https://site.example/\",\"first_seen\":\""
                + found + "\"}";
    }

    /** The first row of that second or a later one. */
    private static int ceiling(long second) {
        long since = Math.max(0, second == Long.MIN_VALUE + 1 ? 0 : second - FIRST.getEpochSecond());
        return (int) Math.min(Integer.MAX_VALUE, (since + APART - 1) / APART);
    }

    private static long second(Pattern pattern, String body, long otherwise) {
        Matcher matcher = pattern.matcher(body);
        return matcher.find() ? OffsetDateTime.parse(matcher.group(1), TIME).toEpochSecond() : otherwise;
    }

    private static int number(Pattern pattern, String body, int otherwise) {
        Matcher matcher = pattern.matcher(body);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : otherwise;
    }
}
