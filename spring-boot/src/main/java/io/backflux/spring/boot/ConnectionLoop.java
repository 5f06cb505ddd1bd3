package io.backflux.spring.boot;

import io.netty.channel.EventLoop;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerRequest;

/**
 * The thread that writes to a connection of a WebFlux service, and demands what is to be written next. A stream of rows needs it:
 *
 * <pre>{@code
 * Flux<Backlink> links(@PathVariable String target, ServerHttpRequest request) {
 *     return client.harvest(BacklinksQuery.of(target)).backlinks().publishOn(ConnectionLoop.of(request), 32);
 * }
 * }</pre>
 *
 * <p>Rows emitted on any other thread race with that demand: Reactor Netty sends each row through a {@code Flux.concat} of its own, which
 * loses one of two demands that come at the same time (seen in Reactor 3.8.7 and 3.8.8), and then the stream stands still for good, without
 * an error. That is so for the rows of any client, not for Backflux's alone. The prefetch of 32 is what WebFlux demands at once; more of it
 * would demand rows that are not yet to be written.
 */
public final class ConnectionLoop {

    private ConnectionLoop() {}

    /**
     * The loop to emit a request's rows on.
     *
     * @return the event loop of the request's connection; where another server than Reactor Netty runs, or the request is a test's mock, a
     *     scheduler that leaves rows on the thread that emits them. It needs no {@code dispose}.
     */
    public static Scheduler of(ServerHttpRequest request) {
        if (!(received(request) instanceof HttpServerRequest received)) {
            return Schedulers.immediate();
        }
        AtomicReference<EventLoop> loop = new AtomicReference<>();
        received.withConnection(connection -> loop.set(connection.channel().eventLoop()));
        return Schedulers.fromExecutor(Objects.requireNonNull(loop.get()));
    }

    private static @Nullable Object received(ServerHttpRequest request) {
        try {
            return ServerHttpRequestDecorator.getNativeRequest(request);
        } catch (IllegalStateException | IllegalArgumentException e) {
            return null; // A mock, or a request of one's own, has no server behind it.
        }
    }
}
