package io.backflux.reactor.transport;

import static io.backflux.reactor.transport.Wire.CHUNKED;
import static io.backflux.reactor.transport.Wire.LAST_CHUNK;
import static io.backflux.reactor.transport.Wire.PAGE;
import static io.backflux.reactor.transport.Wire.chunk;
import static io.backflux.reactor.transport.Wire.gzip;
import static io.backflux.reactor.transport.Wire.join;
import static io.backflux.reactor.transport.Wire.utf8;
import static io.backflux.reactor.transport.Wire.withLength;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import io.backflux.error.BacklinksException;
import io.backflux.reactor.CountingLeakDetector;
import io.backflux.reactor.transport.RawServer.Reply;
import io.backflux.reactor.transport.RawServer.Then;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * One client with one permit and one connection goes on from cut to cut, so that a permit or a connection that did not come
 * back stops it.
 */
class EachByteIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    private static final int RACES = Integer.getInteger("backflux.races", 200);

    /** Two ways to send the same rows. */
    enum Fixture {
        PLAIN_WITH_ITS_LENGTH,
        GZIP_IN_CHUNKS;

        byte[] answer() {
            return this == GZIP_IN_CHUNKS ? gzipInChunks() : withLength("", utf8(PAGE));
        }

        private static byte[] gzipInChunks() {
            byte[] packed = gzip(utf8(PAGE));
            int half = packed.length / 2;
            return join(
                    utf8(CHUNKED.replace("\r\n\r\n", "\r\nContent-Encoding: gzip\r\n\r\n")),
                    chunk(Arrays.copyOf(packed, half)),
                    chunk(Arrays.copyOfRange(packed, half, packed.length)),
                    utf8(LAST_CHUNK));
        }
    }

    /** What is done at the place that is looked at. */
    private static final class Cut {

        private volatile Runnable action = () -> {};

        void does(Runnable next) {
            action = next;
        }

        void reached() {
            action.run();
        }
    }

    @AfterEach
    void noBufferIsLeftBehind() {
        assertThat(CountingLeakDetector.leaks()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void cancelAfterEachByteThatCameAbortsTheExchange(Fixture fixture) {
        byte[] answer = fixture.answer();
        AtomicInteger at = new AtomicInteger();
        Cut cut = new Cut();
        try (RawServer server = RawServer.start(request -> Reply.of(answer, Then.WAIT));
                MeasuredClient client = MeasuredClient.of(
                        server, channel -> channel.pipeline().addFirst(new CutAt(at.get(), cut::reached)))) {
            for (at.set(0); at.get() < answer.length; at.incrementAndGet()) {
                Reader reader = new Reader();
                cut.does(reader::leave);
                client.harvest().backlinks().subscribe(reader);
                reader.awaitLeft();
                assertAborted(server, client);
                assertThat(reader.sawTheEnd()).as("byte %s", at).isFalse();
            }
            assertThat(server.requests()).isEqualTo(answer.length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancelByAnotherThreadAfterEachByteThatWasSentAbortsTheExchange(Fixture fixture) {
        byte[] answer = fixture.answer();
        AtomicInteger at = new AtomicInteger();
        Cut cut = new Cut();
        try (RawServer server = RawServer.start(
                        request -> new Reply(Flux.just(Arrays.copyOf(answer, at.get())), Then.WAIT, cut::reached));
                MeasuredClient client = MeasuredClient.of(server)) {
            for (at.set(0); at.get() < answer.length; at.incrementAndGet()) {
                Reader reader = new Reader();
                cut.does(reader::leave);
                client.harvest().backlinks().subscribe(reader);
                reader.awaitLeft();
                assertAborted(server, client);
                assertThat(reader.sawTheEnd()).as("byte %s", at).isFalse();
            }
        }
    }

    @Test
    void cancelWhileTheConnectionIsMadeSendsNothing() {
        Cut cut = new Cut();
        try (RawServer server = RawServer.start(request -> Reply.of("", Then.WAIT));
                MeasuredClient client = MeasuredClient.of(server, channel -> cut.reached())) {
            for (int i = 0; i < 100; i++) {
                Reader reader = new Reader();
                cut.does(reader::leave);
                client.harvest().backlinks().subscribe(reader);
                reader.awaitLeft();
                assertAborted(server, client);
            }
            assertThat(server.requests()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancelByAnotherThreadAsTheHeadComesReleasesWhatCameWithIt(Fixture fixture) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] allButOne = Arrays.copyOf(fixture.answer(), fixture.answer().length - 1);
        try (RawServer server = RawServer.start(request -> Reply.of(allButOne, Then.WAIT));
                MeasuredClient client = MeasuredClient.of(server)) {
            for (int i = 0; i < RACES; i++) {
                Reader reader = new Reader();
                AtomicBoolean headCame = new AtomicBoolean();
                int delay = random.nextInt(20_000);
                client.atHead(() -> headCame.set(true));
                Thread leaving = new Thread(() -> {
                    awaitAndSomeTime(headCame, delay);
                    reader.leave();
                });
                leaving.start();
                client.harvest().backlinks().subscribe(reader);
                reader.awaitLeft();
                assertAborted(server, client);
            }
        } catch (RuntimeException | AssertionError failed) {
            throw new AssertionError("seed " + seed, failed);
        }
    }

    private static void awaitAndSomeTime(AtomicBoolean flag, int rounds) {
        int waited = 0;
        while (!flag.get() || waited++ < rounds) {
            // Soon.
        }
    }

    private static void assertAborted(RawServer server, MeasuredClient client) {
        client.assertNoPermitIsOut();
        client.assertNothingIsHeldOnceAllAreClosed();
        server.awaitAllClosed();
    }

    static Stream<Arguments> cuts() {
        return Stream.of(Fixture.values())
                .flatMap(fixture -> Stream.of(Then.CLOSE, Then.RESET).map(then -> arguments(fixture, then)));
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void aCutByTheServerAfterEachByteIsAnError(Fixture fixture, Then how) {
        assertCutsAreErrors(
                fixture.answer(), how, client -> client.harvest().backlinks().count());
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void aCutByTheServerAfterEachByteOfAPageIsAnError(Fixture fixture, Then how) {
        assertCutsAreErrors(
                fixture.answer(),
                how,
                client -> client.harvest()
                        .pages()
                        .map(BacklinksPage::items)
                        .map(List::size)
                        .single()
                        .map(Integer::longValue));
    }

    private static void assertCutsAreErrors(byte[] answer, Then how, Function<MeasuredClient, Mono<Long>> harvest) {
        AtomicInteger at = new AtomicInteger();
        try (RawServer server = RawServer.start(request -> Reply.of(Arrays.copyOf(answer, at.get()), how));
                MeasuredClient client = MeasuredClient.of(server)) {
            for (at.set(0); at.get() <= answer.length; at.incrementAndGet()) {
                long rows = harvest.apply(client)
                        .onErrorResume(BacklinksException.class, failed -> Mono.just(-1L))
                        .blockOptional(LONG)
                        .orElseThrow();
                boolean mayBeWhole = at.get() == answer.length; // A reset may overtake what was sent before it.
                assertThat(rows).as("byte %s", at).isIn(-1L, mayBeWhole ? 3L : -1L);
                assertThat(mayBeWhole && how == Then.CLOSE && rows < 0).isFalse();
                assertAborted(server, client);
            }
        }
    }

    /** Takes all rows, until it leaves. */
    private static final class Reader extends BaseSubscriber<Backlink> {

        private final Sinks.Empty<Void> left = Sinks.empty();
        private volatile boolean ended;

        void leave() {
            cancel();
            left.tryEmitEmpty();
        }

        void awaitLeft() {
            left.asMono().block(LONG);
        }

        boolean sawTheEnd() {
            return ended;
        }

        @Override
        protected void hookOnComplete() {
            ended = true;
        }

        @Override
        protected void hookOnError(Throwable error) {
            ended = true;
        }
    }
}
