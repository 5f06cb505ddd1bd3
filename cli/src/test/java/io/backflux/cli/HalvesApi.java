package io.backflux.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Answers with texts that were cut within a character: two rows, and one behind the token. */
final class HalvesApi implements AutoCloseable {

    private static final String EMOJI = "\\ud83d\\ude00";

    private final HttpServer server;
    private volatile boolean refusing;

    HalvesApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Refuses what is asked from now on, in a message with half a surrogate pair. */
    void refuse() {
        refusing = true;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] body = answer(asked).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private String answer(String asked) {
        if (refusing) {
            return task(40501, "Invalid Field: 'x\\ud83d'.", "null");
        }
        return asked.contains("search_after_token")
                ? task(20000, "Ok.", result("null", row(3, "\\ude00c\\ud83d")))
                : task(20000, "Ok.", result("\"more\"", row(1, "a\\ud83d") + "," + row(2, "b" + EMOJI)));
    }

    private static String result(String token, String rows) {
        return "[{\"target\":\"a.com\",\"mode\":\"as_is\",\"total_count\":3,\"items_count\":2,\"search_after_token\":"
                + token + ",\"items\":[" + rows + "]}]";
    }

    private static String row(int number, String anchor) {
        return "{\"type\":\"backlink\",\"url_from\":\"https://b.com/" + number + "\",\"url_to\":\"https://a.com/\""
                + ",\"first_seen\":\"2024-01-0" + number + " 00:00:00 +00:00\",\"anchor\":\"" + anchor + "\"}";
    }

    private static String task(int code, String message, String result) {
        return "{\"version\":\"0.1\",\"status_code\":20000,\"status_message\":\"Ok.\",\"cost\":0.02,\"tasks_count\":1"
                + ",\"tasks_error\":0,\"tasks\":[{\"id\":\"1\",\"status_code\":" + code + ",\"status_message\":\""
                + message + "\",\"cost\":0.02,\"result_count\":1,\"result\":" + result + "}]}";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
