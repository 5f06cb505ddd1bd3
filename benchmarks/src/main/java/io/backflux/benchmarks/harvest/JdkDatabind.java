package io.backflux.benchmarks.harvest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * What people write without a library for HTTP: the JDK's client, and databind on its bytes, which is a little faster than
 * on its stream.
 */
final class JdkDatabind implements Contender {

    private static final int INFLATE_BUFFER = 16 * 1024;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectReader reader = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build()
            .readerFor(PageAnswer.class);
    private final URI endpoint;

    JdkDatabind(URI server) {
        this.endpoint = PageRequest.endpoint(server);
    }

    @Override
    public void harvest(Site site, Tally tally) throws IOException, InterruptedException {
        String token = null;
        do {
            PageAnswer answer = page(site, token);
            answer.rows().forEach(row -> tally.row(row.rank(), row.lastSeen()));
            token = answer.token();
        } while (token != null);
    }

    PageAnswer page(Site site, @Nullable String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .header("Authorization", PageRequest.AUTHORIZATION)
                .header("Content-Type", "application/json")
                .header("Accept-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofString(PageRequest.json(site, token)))
                .build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        return isGzip(response) ? inflated(response.body()) : reader.readValue(response.body());
    }

    private static boolean isGzip(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Content-Encoding")
                .filter("gzip"::equals)
                .isPresent();
    }

    private PageAnswer inflated(byte[] body) throws IOException {
        try (InputStream bytes = new GZIPInputStream(new ByteArrayInputStream(body), INFLATE_BUFFER)) {
            return reader.readValue(bytes);
        }
    }

    @Override
    public void close() {
        // The JDK closes it when nobody holds it any more.
    }
}
