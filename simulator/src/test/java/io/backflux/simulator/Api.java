package io.backflux.simulator;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A small client for tests: asks, unpacks and looks into answers. */
@NullUnmarked // JSON may hold null anywhere
final class Api {
    private final BacklinksSimulator simulator;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Api(BacklinksSimulator simulator) {
        this.simulator = simulator;
    }

    HttpRequest.Builder request(String body) {
        return request(body, simulator.username(), simulator.password());
    }

    HttpRequest.Builder request(String body, String user, String password) {
        String login = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(simulator.baseUrl().resolve("/v3/backlinks/backlinks/live"))
                .header("Authorization", "Basic " + login)
                .POST(BodyPublishers.ofString(body));
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    CompletableFuture<HttpResponse<byte[]>> sendAsync(String task) {
        return http.sendAsync(request("[" + task + "]").build(), BodyHandlers.ofByteArray());
    }

    Reply ask(String task) {
        return askRaw("[" + task + "]");
    }

    Reply askRaw(String body) {
        try {
            return new Reply(send(request(body)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every row of a chain, followed by its tokens. */
    List<Map<String, Object>> chain(Map<String, @Nullable Object> parameters) {
        List<Map<String, Object>> rows = new ArrayList<>();
        Map<String, @Nullable Object> task = new HashMap<>(parameters);
        for (Reply page = ask(JsonWriter.minified(task)); ; page = ask(JsonWriter.minified(task))) {
            rows.addAll(page.items());
            if (page.token() == null) {
                return rows;
            }
            task.put("search_after_token", page.token());
        }
    }

    static URI live(BacklinksSimulator simulator) {
        return simulator.baseUrl().resolve("/v3/backlinks/backlinks/live");
    }

    /** An answer, read. */
    static final class Reply {
        final int httpStatus;
        final String text;
        final HttpResponse<byte[]> response;
        private @Nullable Map<String, Object> envelope;

        Reply(HttpResponse<byte[]> response) {
            this.response = response;
            this.httpStatus = response.statusCode();
            this.text = new String(unpacked(response), StandardCharsets.UTF_8);
        }

        private static byte[] unpacked(HttpResponse<byte[]> response) {
            if (!response.headers().firstValue("Content-Encoding").equals(java.util.Optional.of("gzip"))) {
                return response.body();
            }
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Parsed once, when it is asked for: not each answer is JSON. */
        Map<String, Object> envelope() {
            Map<String, Object> parsed = envelope;
            if (parsed == null) {
                parsed = map(JsonReader.read(text.getBytes(StandardCharsets.UTF_8)));
                envelope = parsed;
            }
            return parsed;
        }

        int envelopeCode() {
            return ((Long) envelope().get("status_code")).intValue();
        }

        Map<String, Object> task() {
            return map(list(envelope().get("tasks")).get(0));
        }

        int code() {
            return ((Long) task().get("status_code")).intValue();
        }

        String message() {
            return (String) task().get("status_message");
        }

        Map<String, Object> result() {
            return map(list(task().get("result")).get(0));
        }

        List<Map<String, Object>> items() {
            List<Map<String, Object>> rows = new ArrayList<>();
            list(result().get("items")).forEach(row -> rows.add(map(row)));
            return rows;
        }

        @Nullable String token() {
            return (String) result().get("search_after_token");
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object value) {
        return (List<Object>) value;
    }
}
