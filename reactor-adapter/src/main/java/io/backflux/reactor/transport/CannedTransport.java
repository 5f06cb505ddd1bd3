package io.backflux.reactor.transport;

import io.backflux.Backlink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;

/**
 * Answers from memory: for unit tests of what uses a client, without sockets, credentials or mocks. An answer comes at once, on
 * the thread that asks, and costs nothing.
 *
 * <p>It knows pages and tokens, but neither filters nor orders nor offsets: one chain at a time. For {@code parallelism},
 * latency or faults on the wire there is the simulator, which is a server ({@code backflux-simulator}).
 */
public final class CannedTransport implements Transport {

    private static final Pattern LIMIT = Pattern.compile("\"limit\":(\\d+)");
    private static final Pattern TOKEN = Pattern.compile("\"search_after_token\":\"(\\d+)\"");
    private static final int API_LIMIT = 100;

    private final IntFunction<Answer> answers;
    private final AtomicInteger requests = new AtomicInteger();

    /** What a request is answered with. */
    private interface Answer {
        String to(String request);
    }

    private CannedTransport(IntFunction<Answer> answers) {
        this.answers = answers;
    }

    /** Every query has these rows, in this order, in pages of its {@code limit}. */
    public static CannedTransport ofRows(List<Backlink> rows) {
        List<Backlink> all = List.copyOf(rows);
        return new CannedTransport(number -> request -> page(all, request));
    }

    /**
     * Every request is refused, or fails, as the API does it.
     *
     * @param code the API's, such as 40501; some are retried first, see {@link io.backflux.RetryPolicy}
     */
    public static CannedTransport ofCode(int code) {
        return new CannedTransport(number -> request -> task("\"status_code\":" + code + ",\"result\":null"));
    }

    /** The answers' bodies one after the other, whatever the requests are; the last one for all that follow. */
    public static CannedTransport ofAnswers(String first, String... others) {
        List<String> bodies = List.of(others);
        return new CannedTransport(number -> request ->
                number == 1 || bodies.isEmpty() ? first : bodies.get(Math.min(number - 2, bodies.size() - 1)));
    }

    @Override
    public Flux<AnswerPart> exchange(TransportRequest request) {
        return Flux.defer(() -> {
            String body = new String(request.body(), StandardCharsets.UTF_8);
            return answer(answers.apply(requests.incrementAndGet()).to(body));
        });
    }

    private static Flux<AnswerPart> answer(String json) {
        ByteBuffer bytes = ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
        return Flux.just(new AnswerPart.Head(200), new AnswerPart.Bytes(bytes));
    }

    /** An account of $100 that may send 2,000 requests a minute. It is none of the {@link #requests()}. */
    @Override
    public Flux<AnswerPart> accountData() {
        return Flux.defer(() -> answer(task("\"status_code\":20000,\"result\":[{\"money\":{\"balance\":100},"
                + "\"rates\":{\"limits\":{\"minute\":{\"total\":2000}}}}]")));
    }

    /** Requests so far: each would have been billed. */
    public int requests() {
        return requests.get();
    }

    private static String page(List<Backlink> rows, String request) {
        int from = Math.min(number(TOKEN, request, 0), rows.size());
        int to = Math.min(rows.size(), from + number(LIMIT, request, API_LIMIT));
        String items = rows.subList(from, to).stream().map(Backlink::toJson).collect(Collectors.joining(","));
        String token = to < rows.size() ? "\"" + to + "\"" : "null";
        return task("\"status_code\":20000,\"result\":[{\"total_count\":" + rows.size() + ",\"items_count\":"
                + (to - from) + ",\"items\":[" + items + "],\"search_after_token\":" + token + "}]");
    }

    private static String task(String fields) {
        return "{\"status_code\":20000,\"cost\":0,\"tasks\":[{\"id\":\"canned\"," + fields + "}]}";
    }

    private static int number(Pattern pattern, String request, int otherwise) {
        Matcher matcher = pattern.matcher(request);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : otherwise;
    }
}
