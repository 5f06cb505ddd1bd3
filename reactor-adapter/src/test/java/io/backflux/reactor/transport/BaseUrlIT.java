package io.backflux.reactor.transport;

import static io.backflux.reactor.transport.Wire.PAGE;
import static io.backflux.reactor.transport.Wire.utf8;
import static io.backflux.reactor.transport.Wire.withLength;
import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.BacklinksQuery;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.transport.RawServer.Reply;
import io.backflux.reactor.transport.RawServer.Then;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlIT {

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/prefix", "/a%20b/c/"})
    void thePathIsKeptOnTheWire(String path) {
        try (RawServer server = RawServer.start(request -> Reply.of(withLength("", utf8(PAGE)), Then.WAIT));
                BacklinksClient client = BacklinksClient.builder()
                        .baseUrl(URI.create(server.baseUrl() + path))
                        .credentials(Credentials.of("somebody", "s3cret-pass"))
                        .build()) {
            client.backlinks(BacklinksQuery.of("site.example")).blockLast();

            String kept = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
            assertThat(server.requestLines()).containsExactly("POST " + kept + "/v3/backlinks/backlinks/live HTTP/1.1");
        }
    }
}
