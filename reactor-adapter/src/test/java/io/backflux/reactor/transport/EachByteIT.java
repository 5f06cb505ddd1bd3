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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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

    private static volatile int spun;

    private record Fixture(String name, byte[] answer) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Fixture> fixtures() {
        byte[] packed = gzip(utf8(PAGE));
        int half = packed.length / 2;
        byte[] chunks = join(
                utf8(CHUNKED.replace("\r\n\r\n", "\r\nContent-Encoding: gzip\r\n\r\n")),
                chunk(Arrays.copyOf(packed, half)),
                chunk(Arrays.copyOfRange(packed, half, packed.length)),
                utf8(LAST_CHUNK));
        return Stream.of(
                new Fixture("plain, with its length", withLength("", utf8(PAGE))),
                new Fixture("gzip in chunks", chunks));
    }

    @AfterEach
    void noBufferIsLeftBehind() {
        assertThat(CountingLeakDetector.leaks()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void cancelAfterEachByteThatCameAbortsTheExchange(Fixture fixture) {
        byte[] answer = fixture.answer();
        AtomicInteger at = new AtomicInteger();
        AtomicReference<Runnable> cut = new AtomicReference<>(() -> {});
        try (RawServer server = RawServer.start(request -> Reply.of(answer, Then.WAIT));
                MeasuredClient client = MeasuredClient.of(
                        server,
                        channel -> channel.pipeline()
                                .addFirst(new CutAt(at.get(), () -> cut.get().run())))) {
            for (at.set(0); at.get() < answer.length; at.incrementAndGet()) {
                Reader reader = new Reader();
                cut.set(reader::leave);
                client.harvest().backlinks().subscribe(reader);
                reader.awaitLeft();
                assertAborted(server, client);
                assertThat(reader.sawTheEnd()).as("byte %s", at).isFalse();
            }
            assertThat(server.requests()).isEqualTo(answer.length);
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void cancelByAnotherThreadAfterEachByteThatWasSentAbortsTheExchange(Fixture fixture) {
        byte[] answer = fixture.answer();
        AtomicInteger at = new AtomicInteger();
        AtomicReference<Runnable> cut = new AtomicReference<>(() -> {});
        try (RawServer server = RawServer.start(request -> new Reply(
                        Flux.just(Arrays.copyOf(answer, at.get())),
                        Then.WAIT,
                        () -> cut.get().run()));
                MeasuredClient client = MeasuredClient.of(server)) {
            for (at.set(0); at.get() < answer.length; at.incrementAndGet()) {
                Reader reader = new Reader();
                cut.set(reader::leave);
                client.harvest().backlinks().subscribe(reader);
                reader.awaitLeft();
                assertAborted(server, client);
                assertThat(reader.sawTheEnd()).as("byte %s", at).isFalse();
            }
        }
    }

    @Test
    void cancelWhileTheConnectionIsMadeSendsNothing() {
        AtomicReference<Runnable> cut = new AtomicReference<>(() -> {});
        try (RawServer server = RawServer.start(request -> Reply.of("", Then.WAIT));
                MeasuredClient client =
                        MeasuredClient.of(server, channel -> cut.get().run())) {
            for (int i = 0; i < 100; i++) {
                Reader reader = new Reader();
                cut.set(reader::leave);
                client.harvest().backlinks().subscribe(reader);
                reader.awaitLeft();
                assertAborted(server, client);
            }
            assertThat(server.requests()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
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
                    while (!headCame.get()) {
                        // Soon.
                    }
                    spin(delay);
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

    /** Takes some time, without asking what time it is. */
    private static void spin(int rounds) {
        for (int i = 0; i < rounds; i++) {
            spun = i;
        }
    }

    private static void assertAborted(RawServer server, MeasuredClient client) {
        client.assertNoPermitIsOut();
        client.assertNothingIsHeldOnceAllAreClosed();
        server.awaitAllClosed();
    }

    static Stream<Arguments> cuts() {
        return fixtures().flatMap(fixture -> Stream.of(Then.CLOSE, Then.RESET).map(then -> arguments(fixture, then)));
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
                Long rows = harvest.apply(client)
                        .onErrorResume(BacklinksException.class, failed -> Mono.just(-1L))
                        .block(LONG);
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
