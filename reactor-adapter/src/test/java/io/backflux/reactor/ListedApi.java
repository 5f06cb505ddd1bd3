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
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** The API without a network, in virtual time, over rows that a test gives and may change. */
final class ListedApi implements Transport {

    private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");
    private static final Pattern BEFORE = Pattern.compile("\\[\"first_seen\",\"<\",\"([^\"]*)\"]");
    private static final Pattern AFTER = Pattern.compile("\\[\"first_seen\",\">\",\"([^\"]*)\"]");
    private static final Pattern OFFSET = Pattern.compile("\"offset\":(\\d+)");
    private static final Pattern LIMIT = Pattern.compile("\"limit\":(\\d+)");
    private static final Pattern TOKEN = Pattern.compile("\"search_after_token\":\"T(\\d+)\"");

    /** A row of the index: the second of its {@code first_seen} after the first, and what tells it from others. */
    record Row(long second, int number) {}

    final List<Row> rows = new ArrayList<>();
    final List<String> sent = new ArrayList<>();
    private final VirtualTimeScheduler time;
    private final Duration latency;
    private BiFunction<Integer, String, @Nullable String> refusals = (request, body) -> null;
    private UnaryOperator<List<Row>> served = UnaryOperator.identity();
    private boolean totalsLast;

    ListedApi(VirtualTimeScheduler time, Duration latency) {
        this.time = time;
        this.latency = latency;
    }

    /** So many rows, the given seconds apart. */
    ListedApi rows(int count, int apart) {
        for (int i = 0; i < count; i++) {
            rows.add(new Row((long) i * apart, i));
        }
        return this;
    }

    /** What a request, by its number from 1 on and its body, is answered with instead of a page; null for the page. */
    void refuse(BiFunction<Integer, String, @Nullable String> answers) {
        refusals = answers;
    }

    /** From now on {@code total_count} stands behind the items. */
    void tellTotalsLast() {
        totalsLast = true;
    }

    /** What becomes of the rows of each page. */
    void serve(UnaryOperator<List<Row>> change) {
        served = change;
    }

    @Override
    public Flux<AnswerPart> exchange(TransportRequest request) {
        return Flux.defer(() -> {
            String asked = new String(request.body(), StandardCharsets.UTF_8);
            sent.add(asked);
            int number = sent.size();
            return Mono.delay(latency, time).flatMapMany(tick -> {
                String refusal = refusals.apply(number, asked);
                byte[] answer = (refusal == null ? page(asked) : refusal).getBytes(StandardCharsets.UTF_8);
                return Flux.just(new AnswerPart.Head(200), new AnswerPart.Bytes(ByteBuffer.wrap(answer)));
            });
        });
    }

    @Override
    public void close() {}

    private String page(String body) {
        long before = second(BEFORE, body, Long.MAX_VALUE);
        long after = second(AFTER, body, Long.MIN_VALUE);
        List<Row> found = new ArrayList<>(rows.stream()
                .filter(row -> row.second < before && row.second > after)
                .toList());
        if (body.contains("first_seen,desc")) {
            Collections.reverse(found);
        }
        int last = number(TOKEN, body, Integer.MIN_VALUE); // Goes by the key, whatever has been taken out meanwhile.
        int passed = last < 0
                ? 0
                : (int) found.stream().filter(row -> row.number <= last).count();
        int begin = Math.min(found.size(), passed + number(OFFSET, body, 0));
        int end = Math.min(found.size(), begin + number(LIMIT, body, 100));
        String token = end < found.size() ? "\"T" + found.get(end - 1).number + "\"" : "null";
        List<Row> items = served.apply(new ArrayList<>(found.subList(begin, end)));
        String total = ",\"total_count\":" + found.size();
        return "{\"status_code\":20000,\"cost\":0.06,\"tasks\":[{\"status_code\":20000,\"cost\":0.06,\"result\":[{\"target\":\""
                + ParallelRun.TARGET + "\"" + (totalsLast ? "" : total) + ",\"items_count\":" + (end - begin)
                + ",\"items\":["
                + String.join(",", items.stream().map(ListedApi::json).toList())
                + "]" + (totalsLast ? total : "") + ",\"search_after_token\":" + token + "}]}]}";
    }

    private static String json(Row row) {
        String number = Integer.toString(10_000_000 + row.number).substring(1);
        return "{\"url_from\":\"https://a.example/" + number
                + "\",\"url_to\":\"https://site.example/\",\"first_seen\":\""
                + FirstSeen.of(FIRST.getEpochSecond() + row.second) + "\"}";
    }

    private static long second(Pattern pattern, String body, long otherwise) {
        Matcher matcher = pattern.matcher(body);
        return matcher.find()
                ? OffsetDateTime.parse(matcher.group(1), TIME).toEpochSecond() - FIRST.getEpochSecond()
                : otherwise;
    }

    private static int number(Pattern pattern, String body, int otherwise) {
        Matcher matcher = pattern.matcher(body);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : otherwise;
    }
}
