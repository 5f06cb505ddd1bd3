package io.backflux.benchmarks;

import io.backflux.reactor.transport.AnswerPart;
import io.backflux.reactor.transport.Transport;
import io.backflux.reactor.transport.TransportRequest;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/** Answers each request alike once it is told to, on the thread of the one who tells, and counts. */
final class OneAnswer implements Transport, AutoCloseable {

    private final byte[] answer;
    private final int part;
    private @Nullable FluxSink<AnswerPart> asking;
    private int requests;
    private int parts;

    OneAnswer(byte[] answer, int part) {
        this.answer = answer;
        this.part = part;
    }

    @Override
    public Flux<AnswerPart> exchange(TransportRequest request) {
        return Flux.create(sink -> {
            requests++;
            asking = sink;
        });
    }

    /** Answers the last request. */
    void answer() {
        FluxSink<AnswerPart> sink = Objects.requireNonNull(asking, "nobody asks");
        sink.next(new AnswerPart.Head(200));
        for (int from = 0; from < answer.length; from += part) {
            parts++;
            sink.next(new AnswerPart.Bytes(ByteBuffer.wrap(answer, from, Math.min(part, answer.length - from))));
        }
        sink.complete();
    }

    int requests() {
        return requests;
    }

    int parts() {
        return parts;
    }

    @Override
    public void close() {}
}
