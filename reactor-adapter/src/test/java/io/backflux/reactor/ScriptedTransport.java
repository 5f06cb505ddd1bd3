package io.backflux.reactor;

import io.backflux.reactor.transport.AnswerPart;
import io.backflux.reactor.transport.Transport;
import io.backflux.reactor.transport.TransportRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reactor.core.publisher.Flux;

/** Answers as a test says, without sockets, and counts what it is asked. */
final class ScriptedTransport implements Transport {

    private static final Pattern LIMIT = Pattern.compile("\"limit\":(\\d+)");
    private static final Pattern TOKEN = Pattern.compile("\"search_after_token\":\"after-(\\d+)\"");

    private static final int MOST_BODIES = 1_000;

    private final IntFunction<Flux<AnswerPart>> script;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final List<String> bodies = new ArrayList<>();

    /** The script gets 1 for the first request. */
    ScriptedTransport(IntFunction<Flux<AnswerPart>> script) {
        this.script = script;
    }

    /** A server with so many rows, which answers at once. */
    static ScriptedTransport of(int total) {
        ScriptedTransport[] self = new ScriptedTransport[1];
        self[0] = new ScriptedTransport(request -> whole(self[0].page(request, total)));
        return self[0];
    }

    /** As {@link #of}, with rows of 1,500 bytes. */
    static ScriptedTransport ofLargeRows(int total) {
        String fill = "\"anchor\":\"" + "x".repeat(1_450) + "\",\"links_count\":";
        ScriptedTransport[] self = new ScriptedTransport[1];
        self[0] = new ScriptedTransport(
                request -> whole(self[0].page(request, total).replace("\"links_count\":", fill)));
        return self[0];
    }

    /** The page that the given request asks for, of a data set of so many rows. */
    String page(int request, int total) {
        String body = body(request);
        int from = number(TOKEN, body, 0);
        int to = Math.min(total, from + number(LIMIT, body, 100));
        return page(total, from, to, to < total ? "\"after-" + to + "\"" : "null");
    }

    private static int number(Pattern pattern, String body, int otherwise) {
        Matcher matcher = pattern.matcher(body);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : otherwise;
    }

    static String page(int total, int from, int to, String token) {
        StringBuilder items = new StringBuilder();
        for (int i = from; i < to; i++) {
            items.append(i == from ? "" : ",").append(row(i));
        }
        return answer("\"total_count\":" + total + ",\"items_count\":" + (to - from) + ",\"items\":[" + items
                + "],\"search_after_token\":" + token);
    }

    static String row(int index) {
        return "{\"url_from\":\"https://from.example/" + index + "\",\"links_count\":" + index + "}";
    }

    static String answer(String result) {
        return "{\"status_code\":20000,\"cost\":0.05,\"tasks\":[{\"id\":\"task-1\",\"status_code\":20000,\"result\":[{"
                + result + "}]}]}";
    }

    static String failure(int code) {
        return "{\"status_code\":20000,\"cost\":0.01,\"tasks\":[{\"id\":\"task-1\",\"status_code\":" + code
                + ",\"status_message\":\"Scripted.\",\"result\":null}]}";
    }

    static Flux<AnswerPart> whole(String json) {
        return answering(200, json);
    }

    static Flux<AnswerPart> answering(int status, String body) {
        return Flux.just(new AnswerPart.Head(status), bytes(body));
    }

    /** The answer up to a byte, and then whatever comes. */
    static Flux<AnswerPart> upTo(int bytes, String json, Flux<AnswerPart> then) {
        byte[] all = json.getBytes(StandardCharsets.UTF_8);
        ByteBuffer first = ByteBuffer.wrap(all, 0, bytes);
        return Flux.concat(Flux.just(new AnswerPart.Head(200), new AnswerPart.Bytes(first)), then);
    }

    static AnswerPart bytes(String text) {
        return new AnswerPart.Bytes(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Flux<AnswerPart> exchange(TransportRequest request) {
        return Flux.defer(() -> {
            synchronized (bodies) {
                if (bodies.size() < MOST_BODIES) {
                    bodies.add(new String(request.body(), StandardCharsets.UTF_8));
                }
            }
            return script.apply(requests.incrementAndGet()).doOnCancel(cancelled::incrementAndGet);
        });
    }

    @Override
    public void close() {}

    int requests() {
        return requests.get();
    }

    int cancelled() {
        return cancelled.get();
    }

    /** What was asked with the given request, 1 for the first. */
    String body(int request) {
        synchronized (bodies) {
            return bodies.get(request - 1);
        }
    }
}
