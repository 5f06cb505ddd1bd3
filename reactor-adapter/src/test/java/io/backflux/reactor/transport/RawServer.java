package io.backflux.reactor.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.FutureMono;
import reactor.netty.NettyInbound;
import reactor.netty.NettyOutbound;
import reactor.netty.tcp.TcpServer;

/** Sends the bytes that a test gives it, HTTP or not, each time it has been sent a whole request. Its memory is its own. */
final class RawServer implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(60);

    /** What it does when its bytes are sent. */
    enum Then {
        WAIT,
        CLOSE,
        RESET
    }

    record Reply(Flux<byte[]> bytes, Then then, Runnable whenSent) {

        Reply(Flux<byte[]> bytes, Then then) {
            this(bytes, then, () -> {});
        }

        static Reply of(byte[] bytes, Then then) {
            return new Reply(Flux.just(bytes), then);
        }

        static Reply of(String bytes, Then then) {
            return of(bytes.getBytes(StandardCharsets.UTF_8), then);
        }
    }

    private final DisposableServer server;
    private final IntFunction<Reply> script;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final List<String> requestLines = new CopyOnWriteArrayList<>();

    private RawServer(IntFunction<Reply> script) {
        this.script = script;
        this.server = TcpServer.create()
                .host("127.0.0.1")
                .childOption(ChannelOption.ALLOCATOR, new UnpooledByteBufAllocator(true))
                .doOnConnection(connections::add)
                .handle(this::serve)
                .bindNow();
    }

    /** The script gets 1 for the first request. */
    static RawServer start(IntFunction<Reply> script) {
        return new RawServer(script);
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    private Publisher<Void> serve(NettyInbound in, NettyOutbound out) {
        Requests whole = new Requests(requestLines);
        return in.receive()
                .asByteArray()
                .concatMap(bytes -> Flux.range(0, whole.in(bytes)))
                .concatMap(any -> reply(out))
                .onErrorComplete();
    }

    private Publisher<Void> reply(NettyOutbound out) {
        Reply reply = script.apply(requests.incrementAndGet());
        Flux<ByteBuf> bytes = reply.bytes.map(Unpooled::wrappedBuffer);
        return out.send(bytes, each -> true).then().then(Mono.defer(() -> end(out, reply)));
    }

    private static Mono<Void> end(NettyOutbound out, Reply reply) {
        reply.whenSent.run();
        if (reply.then == Then.WAIT) {
            return Mono.empty();
        }
        out.withConnection(connection -> {
            if (reply.then == Then.RESET) {
                connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            }
            connection.dispose();
        });
        return Mono.empty();
    }

    int requests() {
        return requests.get();
    }

    /** Connections so far. */
    int connections() {
        return connections.size();
    }

    List<String> requestLines() {
        return requestLines;
    }

    /** Returns once each connection so far is closed, from whichever side. */
    void awaitAllClosed() {
        Flux.fromIterable(connections)
                .flatMap(connection -> FutureMono.from(connection.channel().closeFuture()))
                .then()
                .block(LONG);
        connections.clear();
    }

    @Override
    public void close() {
        connections.forEach(Connection::disposeNow);
        server.disposeNow();
    }

    /** Counts whole requests in what came on one connection. */
    private static final class Requests {

        private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");

        private final List<String> lines;
        private String unread = "";

        Requests(List<String> lines) {
            this.lines = lines;
        }

        int in(byte[] bytes) {
            unread += new String(bytes, StandardCharsets.ISO_8859_1);
            int count = 0;
            for (int end = endOfFirst(); end >= 0 && end <= unread.length(); end = endOfFirst()) {
                lines.add(unread.substring(0, unread.indexOf("\r\n")));
                unread = unread.substring(end);
                count++;
            }
            return count;
        }

        private int endOfFirst() {
            int body = unread.indexOf("\r\n\r\n") + 4;
            Matcher length = LENGTH.matcher(unread);
            return body >= 4 && length.find() ? body + Integer.parseInt(length.group(1)) : -1;
        }
    }
}
