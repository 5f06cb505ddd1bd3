package io.backflux.benchmarks.harvest;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What every contender sends, whichever client it sends it with. */
final class PageRequest {

    static final String USERNAME = "benchmark";
    static final String PASSWORD = "benchmark";
    static final String AUTHORIZATION = "Basic "
            + Base64.getEncoder().encodeToString((USERNAME + ":" + PASSWORD).getBytes(StandardCharsets.US_ASCII));

    private static final String PATH = "/v3/backlinks/backlinks/live";

    private PageRequest() {}

    static URI endpoint(URI server) {
        return server.resolve(PATH);
    }

    /** The body of a request. */
    static String json(Site site, @Nullable String token) {
        String key = token == null ? "" : ",\"search_after_token\":\"" + token + "\"";
        return "[{\"target\":\"" + site.target() + "\"" + key + ",\"limit\":" + Site.PAGE_ROWS + "}]";
    }
}
