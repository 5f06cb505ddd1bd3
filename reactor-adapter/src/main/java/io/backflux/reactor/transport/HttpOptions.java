package io.backflux.reactor.transport;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.LoopResources;

/**
 * How requests go over HTTP. {@link #DEFAULT} goes straight to the server, trusts whom the JVM trusts, and has event loops of its own.
 *
 * @param timeouts {@link Timeouts#DEFAULT} unless set
 * @param maxHeadBytes bytes of an answer's status line, of its headers, and of what may follow a body in chunks, each; {@link
 *     HttpTransport#DEFAULT_MAX_HEAD_BYTES} unless set
 * @param proxy null for none
 * @param trust who is trusted, and what the client shows of itself; null for whom the JVM trusts
 * @param eventLoops of the caller's, who closes them; null for own ones
 * @param shape what else is done to the client, see {@link #shapedBy}
 */
public record HttpOptions(
        Timeouts timeouts,
        int maxHeadBytes,
        @Nullable ProxySettings proxy,
        @Nullable SslContext trust,
        @Nullable LoopResources eventLoops,
        UnaryOperator<HttpClient> shape) {

    public static final HttpOptions DEFAULT = new HttpOptions(
            Timeouts.DEFAULT, HttpTransport.DEFAULT_MAX_HEAD_BYTES, null, null, null, UnaryOperator.identity());

    public HttpOptions {
        Objects.requireNonNull(timeouts, "timeouts");
        Objects.requireNonNull(shape, "shape");
        if (maxHeadBytes < 1) {
            throw new IllegalArgumentException("maxHeadBytes must be at least 1, was " + maxHeadBytes);
        }
    }

    /**
     * What trusts the certificates in a file, and whom they have signed, alone.
     *
     * @throws IllegalArgumentException if the file can't be read, or holds something else
     */
    public static SslContext trusting(Path pem) {
        try (InputStream certificates = Files.newInputStream(pem)) {
            return SslContextBuilder.forClient().trustManager(certificates).build();
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("no certificates in PEM could be read from " + pem, e);
        }
    }

    public HttpOptions withTimeouts(Timeouts timeouts) {
        return new HttpOptions(timeouts, maxHeadBytes, proxy, trust, eventLoops, shape);
    }

    public HttpOptions withMaxHeadBytes(int maxHeadBytes) {
        return new HttpOptions(timeouts, maxHeadBytes, proxy, trust, eventLoops, shape);
    }

    public HttpOptions withProxy(@Nullable ProxySettings proxy) {
        return new HttpOptions(timeouts, maxHeadBytes, proxy, trust, eventLoops, shape);
    }

    public HttpOptions withTrust(@Nullable SslContext trust) {
        return new HttpOptions(timeouts, maxHeadBytes, proxy, trust, eventLoops, shape);
    }

    public HttpOptions withEventLoops(@Nullable LoopResources eventLoops) {
        return new HttpOptions(timeouts, maxHeadBytes, proxy, trust, eventLoops, shape);
    }

    /**
     * Also by this function of the caller's, which gets the client with all of the above and returns it with more: metrics, a
     * handler, another resolver, a header for a gateway. What a harvest relies on is set after it and stays: no request is sent
     * twice, no redirect followed, credentials, endpoint and HTTP/1.1 are ours, the timeouts hold, and gzip comes packed.
     */
    public HttpOptions shapedBy(UnaryOperator<HttpClient> more) {
        Objects.requireNonNull(more, "shape");
        UnaryOperator<HttpClient> before = shape;
        return new HttpOptions(
                timeouts, maxHeadBytes, proxy, trust, eventLoops, client -> more.apply(before.apply(client)));
    }
}
