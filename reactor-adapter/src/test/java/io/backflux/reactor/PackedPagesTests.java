package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.RetryPolicy;
import io.backflux.error.BacklinksException;
import io.backflux.reactor.transport.AnswerPart;
import io.backflux.reactor.transport.TransportException;
import io.backflux.reactor.transport.TransportException.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class PackedPagesTests {

    private static final int ROWS = 3_000;
    private static final int PART = 1_000;

    /** A piece, and a row that is not whole. */
    private static final int MOST_UNPACKED = 20 << 10;

    private final CountedInflaters inflaters = new CountedInflaters();

    @AfterEach
    void noInflaterIsLeftOpen() {
        assertThat(inflaters.made()).isPositive();
        assertThat(inflaters.open()).isZero();
    }

    private BacklinksClientBuilder over(ScriptedTransport transport) {
        return Clients.over(transport).inflaters(inflaters);
    }

    private static ScriptedTransport server(UnaryOperator<Flux<AnswerPart>> change) {
        ScriptedTransport[] self = new ScriptedTransport[1];
        self[0] = new ScriptedTransport(request -> change.apply(parts(gzip(self[0].page(request, ROWS)))));
        return self[0];
    }

    private static Flux<AnswerPart> parts(byte[] packed) {
        Flux<AnswerPart> bytes = Flux.range(0, (packed.length + PART - 1) / PART)
                .map(i -> Arrays.copyOfRange(packed, i * PART, Math.min(packed.length, (i + 1) * PART)))
                .map(part -> new AnswerPart.Bytes(ByteBuffer.wrap(part)));
        return bytes.startWith(new AnswerPart.Head(200, null, true));
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    @Test
    void aPageThatNobodyReadsOnWaitsPacked() {
        try (BacklinksClient client = over(server(parts -> parts)).build()) {
            StepVerifier.create(client.backlinks(Clients.QUERY).map(Backlink::linksCount), 10)
                    .expectNextSequence(LongStream.range(0, 10).boxed().toList())
                    .then(() -> assertThat(inflaters.unpacked()).isLessThan(MOST_UNPACKED))
                    .then(() -> assertThat(inflaters.open()).isOne())
                    .thenRequest(990)
                    .expectNextSequence(LongStream.range(10, 1_000).boxed().toList())
                    .then(() -> assertThat(inflaters.open()).isZero())
                    .thenRequest(Long.MAX_VALUE)
                    .expectNextSequence(LongStream.range(1_000, ROWS).boxed().toList())
                    .verifyComplete();
        }
    }

    @Test
    void theLastRowIsFollowedByTheEndWithoutMoreDemand() {
        try (BacklinksClient client = over(server(parts -> parts)).build()) {
            StepVerifier.create(client.backlinks(Clients.QUERY), ROWS)
                    .expectNextCount(ROWS)
                    .verifyComplete();
        }
    }

    @Test
    void rowsComeAsSoonAsTheirBytesDo() {
        TestPublisher<AnswerPart> bytes = TestPublisher.create();
        try (BacklinksClient client =
                over(new ScriptedTransport(request -> bytes.flux())).build()) {
            byte[] packed = gzip(ScriptedTransport.page(1_000, 0, 1_000, "null"));
            StepVerifier.create(client.backlinks(Clients.QUERY))
                    .then(() -> bytes.next(new AnswerPart.Head(200, null, true)))
                    .then(() -> bytes.next(new AnswerPart.Bytes(ByteBuffer.wrap(packed, 0, packed.length / 2))))
                    .expectNextCount(300)
                    .thenCancel()
                    .verify();
        }
    }

    /** How a harvest may end. */
    enum Ending {
        WHOLE,
        CANCELLED_BY_TAKE,
        CANCELLED_WHILE_IT_WAITS,
        CUT,
        BROKEN,
        TOO_SHORT,
        REFUSED_WITH_ROWS,
        CLIENT_CLOSED,
        SUBSCRIBER_THREW;

        Flux<AnswerPart> answer(Flux<AnswerPart> whole) {
            return switch (this) {
                case CUT ->
                    whole.take(4).concatWith(Flux.error(new TransportException(Problem.BROKEN, "scripted", null)));
                case BROKEN -> whole.index((i, part) -> i == 4 ? ScriptedTransport.bytes("#".repeat(999)) : part);
                case TOO_SHORT -> whole.take(4);
                case REFUSED_WITH_ROWS ->
                    parts(gzip(ScriptedTransport.page(9, 0, 9, "null").replace("20000,\"cost\"", "40501,\"cost\"")));
                default -> whole;
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void noInflaterIsLeftOpenHoweverAHarvestEnds(Ending ending) {
        BacklinksClient client =
                over(server(ending::answer)).retryPolicy(RetryPolicy.NONE).build();
        Flux<Backlink> rows = client.backlinks(Clients.QUERY);
        switch (ending) {
            case CANCELLED_BY_TAKE -> rows.take(5).blockLast();
            case CANCELLED_WHILE_IT_WAITS ->
                StepVerifier.create(rows, 5).expectNextCount(5).thenCancel().verify();
            case CLIENT_CLOSED ->
                StepVerifier.create(rows, 5)
                        .expectNextCount(5)
                        .then(client::close)
                        .thenRequest(Long.MAX_VALUE)
                        .expectNextCount(995)
                        .verifyError(BacklinksException.class);
            case SUBSCRIBER_THREW ->
                StepVerifier.create(rows.doOnNext(row -> {
                            throw new IllegalStateException("scripted");
                        }))
                        .verifyError(IllegalStateException.class);
            case WHOLE -> StepVerifier.create(rows).expectNextCount(ROWS).verifyComplete();
            default -> StepVerifier.create(rows).thenConsumeWhile(row -> true).verifyError(BacklinksException.class);
        }
        client.close();
        assertThat(client.waitingBytes()).isZero();
    }
}
