package io.backflux.simulator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.FutureMono;
import reactor.netty.http.server.HttpServerResponse;

/** Sends an answer, whole or as a fault of the wire wants it. */
final class Delivery {
    private static final int DRIPS = 100;
    private static final long UNSAID = -1;
    private static final int TOO_MUCH = 1000;
    private static final int BLANKS = 32 * 1024;

    private Delivery() {}

    /** @param answer its body as it goes over the wire, compressed if it is to be */
    static Mono<Void> send(Exchange exchange, Answer answer, boolean gzip, @Nullable FaultPlan plan) {
        head(exchange.response(), answer, gzip);
        Body body = answer.body();
        if (plan == null) {
            length(exchange.response(), gzip ? UNSAID : body.length());
            return whole(exchange, body);
        }
        length(exchange.response(), saidLength(body.length(), gzip, plan));
        return switch (plan.fault()) {
            case CUT -> part(exchange, body, plan.at()).then(Mono.defer(() -> closed(exchange, false)));
            case STALL -> part(exchange, body, plan.at()).then(Mono.never());
            case SLOW_DRIP -> drip(exchange, body, plan);
            case ENDLESS_BODY -> endless(exchange, body);
            case CONTENT_LENGTH_TOO_LONG ->
                write(exchange, body.pieces()).then(Mono.defer(() -> closed(exchange, false)));
            default -> whole(exchange, body);
        };
    }

    private static long saidLength(long length, boolean gzip, FaultPlan plan) {
        return switch (plan.fault()) {
            case ENDLESS_BODY -> UNSAID;
            case CONTENT_LENGTH_TOO_LONG -> length + TOO_MUCH;
            case CONTENT_LENGTH_TOO_SHORT -> (long) (length * plan.at());
            default -> gzip ? UNSAID : length;
        };
    }

    static Mono<Void> unanswered(Exchange exchange, Fault fault) {
        return fault == Fault.RESET_BEFORE_ANSWER ? Mono.defer(() -> closed(exchange, true)) : Mono.never();
    }

    static Mono<Void> delay(Channel channel, long nanos) {
        if (nanos == 0) {
            return Mono.empty();
        }
        return Mono.create(sink -> {
            ScheduledFuture<?> timer = channel.eventLoop().schedule(() -> sink.success(), nanos, TimeUnit.NANOSECONDS);
            sink.onDispose(() -> timer.cancel(false));
        });
    }

    /** As {@link #delay(Channel, long)}, and the slot is kept for so long; a cancel does not end it, as it is cached. */
    static Mono<Void> work(Exchange exchange, long nanos) {
        return Mono.defer(() -> {
            exchange.slot().hold();
            return delay(exchange.channel(), nanos)
                    .doOnTerminate(exchange.slot()::letGo)
                    .cache();
        });
    }

    private static void head(HttpServerResponse response, Answer answer, boolean gzip) {
        response.status(answer.httpStatus());
        if (!answer.contentType().isEmpty()) {
            response.header(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
        }
        if (gzip) {
            response.header(HttpHeaderNames.CONTENT_ENCODING, "gzip");
        }
    }

    private static void length(HttpServerResponse response, long length) {
        if (length != UNSAID) {
            response.header(HttpHeaderNames.CONTENT_LENGTH, Long.toString(length));
        }
    }

    /**
     * The slot is given back when all but the last piece has gone to the socket and before the last one does: later, and
     * a client that sends its next request at once would be counted twice.
     */
    private static Mono<Void> whole(Exchange exchange, Body body) {
        List<ByteBuffer> pieces = body.pieces();
        int last = Math.max(0, pieces.size() - 1);
        return write(exchange, pieces.subList(0, last)).then(Mono.defer(() -> {
            exchange.slot().release();
            return pieces.isEmpty()
                    ? exchange.response().sendHeaders().then()
                    : write(exchange, pieces.subList(last, pieces.size()));
        }));
    }

    private static Mono<Void> part(Exchange exchange, Body body, double fraction) {
        Body part = body.first((long) (body.length() * fraction));
        return part.length() == 0 ? exchange.response().sendHeaders().then() : write(exchange, part.pieces());
    }

    private static Mono<Void> drip(Exchange exchange, Body body, FaultPlan plan) {
        long size = plan.size() > 0 ? plan.size() : Math.max(1, (body.length() + DRIPS - 1) / DRIPS);
        int drops = (int) ((body.length() + size - 1) / size);
        return Flux.range(0, drops)
                .concatMap(
                        i -> delay(exchange.channel(), i == 0 ? 0 : plan.pause().toNanos())
                                .then(Mono.defer(() -> {
                                    if (i == drops - 1) {
                                        exchange.slot().release();
                                    }
                                    return write(
                                            exchange,
                                            body.part(i * size, (i + 1) * size).pieces());
                                })),
                        0)
                .then();
    }

    private static Mono<Void> endless(Exchange exchange, Body body) {
        long head = Spoiling.head(body);
        long last = Spoiling.lastRow(body);
        Body round = last > head ? body.part(head, last) : Body.filled(' ', BLANKS);
        Flux<ByteBuffer> pieces = Flux.fromIterable(body.first(head).pieces())
                .concatWith(Flux.fromIterable(round.pieces()).repeat());
        return exchange.response().send(pieces.map(Unpooled::wrappedBuffer)).then();
    }

    /** Completes when the bytes have gone to the socket. */
    private static Mono<Void> write(Exchange exchange, List<ByteBuffer> pieces) {
        if (pieces.isEmpty()) {
            return Mono.empty();
        }
        Flux<ByteBuf> buffers = Flux.fromIterable(pieces).map(Unpooled::wrappedBuffer);
        return exchange.response().send(buffers).then();
    }

    private static Mono<Void> closed(Exchange exchange, boolean reset) {
        exchange.slot().release();
        if (reset) {
            exchange.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        return FutureMono.deferFuture(() -> exchange.channel().close()).then(Mono.never());
    }
}
