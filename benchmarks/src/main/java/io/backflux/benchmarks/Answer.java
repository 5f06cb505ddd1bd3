package io.backflux.benchmarks;

import io.backflux.simulator.BacklinksSimulator;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** One answer with 1000 rows, as a simulator serves it. */
public final class Answer {

    public static final int ROWS = 1_000;

    private Answer() {}

    public static byte[] bytes(boolean pretty) throws IOException, InterruptedException {
        try (BacklinksSimulator simulator =
                BacklinksSimulator.builder().pretty(pretty).start()) {
            String login = simulator.username() + ":" + simulator.password();
            HttpRequest request = HttpRequest.newBuilder(simulator.baseUrl().resolve("/v3/backlinks/backlinks/live"))
                    .header(
                            "Authorization",
                            "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                    .POST(HttpRequest.BodyPublishers.ofString("[{\"target\":\"forbes.com\",\"limit\":" + ROWS + "}]"))
                    .build();
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        }
    }
}
