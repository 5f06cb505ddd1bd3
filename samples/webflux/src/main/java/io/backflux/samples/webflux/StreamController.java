package io.backflux.samples.webflux;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.reactor.BacklinksClient;
import io.backflux.spring.boot.ConnectionLoop;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** For programs, which read as fast as they can use it: NDJSON or server-sent events, as {@code Accept} says. */
@RestController
final class StreamController {

    /** What one call may cost is some $6. */
    private static final long MOST_ROWS = 100_000;

    /** As many as WebFlux demands ahead. */
    private static final int ROWS_AHEAD = 32;

    private final BacklinksClient client;

    StreamController(BacklinksClient client) {
        this.client = client;
    }

    @GetMapping(
            path = "/links/{target}",
            produces = {MediaType.APPLICATION_NDJSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE})
    Flux<Backlink> links(@PathVariable String target, ServerHttpRequest request) {
        return client.harvest(BacklinksQuery.of(target))
                .take(MOST_ROWS)
                .backlinks()
                .publishOn(ConnectionLoop.of(request), ROWS_AHEAD);
    }
}
