package io.backflux.benchmarks.harvest;

import io.backflux.simulator.BacklinksSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The first pages of one seeded data set, as a simulator renders them. */
final class SimulatedPages {

    static final String TARGET = "forbes.com";

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI endpoint;
    private final String authorization;

    private SimulatedPages(BacklinksSimulator simulator) {
        this.endpoint = simulator.baseUrl().resolve("/v3/backlinks/backlinks/live");
        String login = simulator.username() + ":" + simulator.password();
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    /** @param pages how many there are; the last has no token */
    static List<PageTemplate> render(boolean pretty, int pages) throws IOException, InterruptedException {
        try (BacklinksSimulator simulator = BacklinksSimulator.builder()
                .rows((long) pages * Site.PAGE_ROWS)
                .pretty(pretty)
                .recordRequests(false)
                .start()) {
            return new SimulatedPages(simulator).all(pages);
        }
    }

    private List<PageTemplate> all(int pages) throws IOException, InterruptedException {
        List<PageTemplate> all = new ArrayList<>();
        String task = "\"target\":\"" + TARGET + "\",\"limit\":" + Site.PAGE_ROWS;
        PageTemplate page = post(task);
        all.add(page);
        while (all.size() < pages) {
            page = post(task + ",\"search_after_token\":" + page.token());
            all.add(page);
        }
        return all;
    }

    private PageTemplate post(String task) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.ofString("[{" + task + "}]"))
                .build();
        return PageTemplate.of(
                http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    }
}
