package io.backflux.benchmarks.harvest;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * The ceiling: Reactor Netty alone. Bytes are inflated where they are compressed, counted and dropped, and the next
 * token is known beforehand.
 */
final class Drain implements Contender {

    private final HttpClient http;
    private final URI endpoint;

    Drain(URI server) {
        this.http = HttpClient.create()
                .compress(true)
                .headers(headers -> headers.set(HttpHeaderNames.AUTHORIZATION, PageRequest.AUTHORIZATION)
                        .set(HttpHeaderNames.CONTENT_TYPE, "application/json"));
        this.endpoint = PageRequest.endpoint(server);
    }

    @Override
    public void harvest(Site site, Tally tally) {
        Flux.fromStream(() -> LongStream.rangeClosed(1, site.pages()).boxed())
                .concatMap(page -> drain(site, page, tally), 1)
                .blockLast();
    }

    private Mono<Long> drain(Site site, long page, Tally tally) {
        String body = PageRequest.json(site, page == 1 ? null : PageToken.of(page));
        return http.post()
                .uri(endpoint)
                .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8))))
                .responseContent()
                .doOnNext(bytes -> tally.begin())
                .reduce(0L, (count, bytes) -> count + bytes.readableBytes())
                .doOnNext(count -> checkWhole(count, tally));
    }

    /** A row is never smaller than this. */
    private static void checkWhole(long bytes, Tally tally) {
        if (bytes < Site.PAGE_ROWS * 1_000L) {
            throw new IllegalStateException("a page of " + bytes + " bytes alone");
        }
        tally.unread(Site.PAGE_ROWS);
    }

    @Override
    public void close() {
        // It uses what Reactor Netty shares in this JVM.
    }
}
