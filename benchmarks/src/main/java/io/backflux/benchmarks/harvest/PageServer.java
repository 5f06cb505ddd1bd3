package io.backflux.benchmarks.harvest;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Serves pages that lie ready, with next to no work of its own. The target says in which form and how many, whatever
 * encodings the client accepts.
 */
final class PageServer implements AutoCloseable {

    /** Pages of each form that lie ready. */
    static final int RING = 100;

    private static final String PATH = "/v3/backlinks/backlinks/live";
    private static final Pattern TARGET = Pattern.compile("\"target\":\"([^\"]*)\"");
    private static final Pattern TOKEN = Pattern.compile("\"search_after_token\":\"([^\"]*)\"");

    private final PageRing minified;
    private final PageRing pretty;
    private final DisposableServer server;

    private PageServer(int ring) throws IOException, InterruptedException {
        this.minified = new PageRing(false, ring);
        this.pretty = new PageRing(true, ring);
        this.server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.post(PATH, this::serve))
                .bindNow();
    }

    /** Prints its port and serves until its standard input ends. */
    public static void main(String[] args) throws IOException, InterruptedException {
        ParentWatch.start();
        PageServer server = new PageServer(RING);
        System.out.println(server.server.port());
        server.server.onDispose().block();
    }

    /** A server in this process. */
    static PageServer start(int ring) throws IOException, InterruptedException {
        return new PageServer(ring);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    private Publisher<Void> serve(HttpServerRequest request, HttpServerResponse response) {
        return request.receive().aggregate().asString(StandardCharsets.UTF_8).flatMap(body -> answer(body, response));
    }

    private Mono<Void> answer(String body, HttpServerResponse response) {
        Site site = Site.of(find(TARGET, body, ""));
        String token = find(TOKEN, body, PageToken.of(1));
        PageRing ring = site.pretty() ? pretty : minified;
        ByteBuf page = ring.page(site, PageToken.page(token));
        response.header(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(page.readableBytes()));
        if (site.gzip()) {
            response.header(HttpHeaderNames.CONTENT_ENCODING, "gzip");
        }
        return response.sendObject(page).then();
    }

    private static String find(Pattern pattern, String body, String otherwise) {
        Matcher matcher = pattern.matcher(body);
        return matcher.find() ? matcher.group(1) : otherwise;
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
