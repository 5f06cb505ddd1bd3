package io.backflux.reactor.transport;

import static io.backflux.reactor.transport.Wire.BEFORE_ROWS;
import static io.backflux.reactor.transport.Wire.CHUNKED;
import static io.backflux.reactor.transport.Wire.LAST_CHUNK;
import static io.backflux.reactor.transport.Wire.OK;
import static io.backflux.reactor.transport.Wire.PAGE;
import static io.backflux.reactor.transport.Wire.ROW;
import static io.backflux.reactor.transport.Wire.chunk;
import static io.backflux.reactor.transport.Wire.gzip;
import static io.backflux.reactor.transport.Wire.join;
import static io.backflux.reactor.transport.Wire.utf8;
import static io.backflux.reactor.transport.Wire.withLength;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.backflux.Backlink;
import io.backflux.ParseLimits;
import io.backflux.error.AnswerTimedOutException;
import io.backflux.error.AnswerTooLargeException;
import io.backflux.error.BacklinksException;
import io.backflux.error.ConnectionFailedException;
import io.backflux.error.MalformedAnswerException;
import io.backflux.error.RequestRefusedException;
import io.backflux.reactor.transport.RawServer.Reply;
import io.backflux.reactor.transport.RawServer.Then;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** Servers that lie, flood or stall: each harvest ends as it should, and a small part of the answer is in memory at once. */
class HostileAnswersIT {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(60);

    /** What Netty may hold for one answer at once; it was never seen to hold more than a third of it. */
    private static final long MOST_HELD = 512 << 10;

    private static final int GIBIBYTE_OF_64K = 1 << 14;
    private static final String MEGABYTE = "x".repeat(1 << 20);

    // More than fits.

    @ParameterizedTest
    @CsvSource({"gzip", "deflate"})
    void aBombOfBlanksIsCutOffAtTheLargestRow(String encoding) {
        String blanks = " ".repeat(1 << 16);
        Reply bomb = new Reply(Wire.packed(encoding, "", blanks, GIBIBYTE_OF_64K), Then.WAIT);
        long received = assertFails(bomb, Timeouts.DEFAULT, AnswerTooLargeException.class);
        assertThat(received).isLessThan(ParseLimits.DEFAULT.maxRowBytes() + (1 << 18));
    }

    @ParameterizedTest
    @CsvSource({"gzip", "deflate"})
    void aBombOfRowsIsCutOffAtTheLargestAnswer(String encoding) {
        String rows = (ROW + ",").repeat(1_000);
        int times = (1 << 30) / utf8(rows).length;
        Reply bomb = new Reply(Wire.packed(encoding, BEFORE_ROWS, rows, times), Then.WAIT);
        long received = assertFails(bomb, Timeouts.DEFAULT, AnswerTooLargeException.class);
        assertThat(received).isLessThan(ParseLimits.DEFAULT.maxAnswerBytes() + (1 << 18));
    }

    @Test
    void aBombWaitsPackedWhileNobodyReadsAndIsCutOffWhereItIsRead() {
        String rows = (ROW + ",").repeat(1_000);
        Sinks.Empty<Void> sent = Sinks.empty();
        Reply bomb = new Reply(Wire.packed("gzip", BEFORE_ROWS, rows, 1 << 14), Then.WAIT, sent::tryEmitEmpty);
        try (RawServer server = RawServer.start(request -> bomb);
                MeasuredClient client = MeasuredClient.of(server)) {
            StepVerifier.create(client.harvest().backlinks(), 1)
                    .expectNextCount(1)
                    .then(() -> sent.asMono().block(LONG))
                    .thenRequest(Long.MAX_VALUE)
                    .thenConsumeWhile(row -> true)
                    .expectError(AnswerTooLargeException.class)
                    .verify(LONG);
            server.awaitAllClosed();
            client.assertNoPermitIsOut();
            assertThat(client.received()).isLessThan(8 << 20);
            assertLittleWasHeld(client);
        }
    }

    @Test
    void aBodyThatNeverEndsIsCutOffWhileNobodyReadsToo() {
        byte[] rows = utf8((ROW + ",").repeat(1_000));
        Flux<byte[]> endless = Flux.just(utf8(OK + "\r\n" + BEFORE_ROWS))
                .concatWith(Flux.just(rows).repeat());
        try (RawServer server = RawServer.start(request -> new Reply(endless, Then.WAIT));
                MeasuredClient client = MeasuredClient.of(server)) {
            StepVerifier.create(client.harvest().backlinks(), 1)
                    .expectNextCount(1)
                    .then(server::awaitAllClosed)
                    .then(client::assertNothingIsHeldOnceAllAreClosed)
                    .then(client::assertNoPermitIsOut)
                    .thenCancel()
                    .verify(LONG);
            assertThat(client.received()).isLessThan(ParseLimits.DEFAULT.maxAnswerBytes() + (1 << 18));
            assertLittleWasHeld(client);
        }
    }

    static Stream<Arguments> endless() {
        byte[] row = utf8(ROW + ",");
        byte[] many = utf8((ROW + ",").repeat(1_000));
        return Stream.of(
                arguments("rows until the end", Flux.just(utf8(OK + "\r\n" + BEFORE_ROWS)), many),
                arguments("rows in chunks", Flux.just(utf8(CHUNKED), chunk(BEFORE_ROWS)), chunk(many)),
                arguments("one row", Flux.just(utf8(OK + "\r\n" + BEFORE_ROWS + "{\"anchor\":\"")), utf8(MEGABYTE)),
                arguments("a name", Flux.just(utf8(OK + "\r\n{\"")), utf8(MEGABYTE)),
                arguments("brackets", Flux.just(utf8(OK + "\r\n{\"a\":")), utf8("[".repeat(1 << 16))),
                arguments("after the rows", Flux.just(utf8(OK + "\r\n" + BEFORE_ROWS + "],\"a\":\"")), row));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endless")
    void aBodyThatNeverEndsIsCutOff(String name, Flux<byte[]> first, byte[] then) {
        Reply endless = new Reply(first.concatWith(Flux.just(then).repeat()), Then.WAIT);
        long received = assertFails(endless, Timeouts.DEFAULT, AnswerTooLargeException.class);
        assertThat(received).isLessThan(ParseLimits.DEFAULT.maxAnswerBytes() + (1 << 18));
    }

    static Stream<Arguments> heads() {
        return Stream.of(
                arguments("a status line", Flux.just(utf8("HTTP/1.1 200 ")), utf8(MEGABYTE)),
                arguments("a header", Flux.just(utf8(OK + "X-Long: ")), utf8(MEGABYTE)),
                arguments("headers", Flux.just(utf8(OK)), utf8("X-Many: 1\r\n".repeat(1_000))),
                arguments("an extension", Flux.just(utf8(CHUNKED + "5;x=")), utf8(MEGABYTE)),
                arguments(
                        "trailers",
                        Flux.just(utf8(CHUNKED), chunk(PAGE.substring(0, 99)), utf8("0\r\n")),
                        utf8("X-Many: 1\r\n".repeat(1_000))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("heads")
    void whatStandsAroundTheBodyMayNotBeEndlessEither(String name, Flux<byte[]> first, byte[] then) {
        Reply endless = new Reply(first.concatWith(Flux.just(then).repeat()), Then.WAIT);
        assertFails(endless, Timeouts.DEFAULT, AnswerTooLargeException.class);
    }

    // Lies.

    static Stream<Arguments> lies() {
        byte[] page = utf8(PAGE);
        byte[] packed = gzip(page);
        byte[] wrongSum = packed.clone();
        wrongSum[packed.length - 8] ^= 1;
        byte[] wrongSize = packed.clone();
        wrongSize[packed.length - 4] ^= 1;
        byte[] cut = Arrays.copyOf(packed, packed.length / 2);
        Class<?> failed = ConnectionFailedException.class;
        Class<?> malformed = MalformedAnswerException.class;
        String length = OK + "Content-Length: ";
        String zip = "Content-Encoding: gzip\r\n";
        return Stream.of(
                arguments("closed at once", new byte[] {}, failed),
                arguments("another protocol", utf8("SSH-2.0-OpenSSH_9.2\r\n\r\n"), malformed),
                arguments("a status that is no number", utf8("HTTP/1.1 abc OK\r\n\r\n"), malformed),
                arguments("longer than it is", utf8(length + (page.length + 1) + "\r\n\r\n" + PAGE), failed),
                arguments("shorter than it is", utf8(length + (page.length - 1) + "\r\n\r\n" + PAGE), malformed),
                arguments("no length at all", utf8(length + "0\r\n\r\n" + PAGE), malformed),
                arguments("a length below zero", utf8(length + "-5\r\n\r\n" + PAGE), malformed),
                arguments("a length that is no number", utf8(length + "many\r\n\r\n" + PAGE), malformed),
                arguments("a length beyond all", utf8(length + "9".repeat(30) + "\r\n\r\n" + PAGE), malformed),
                arguments("two lengths", utf8(length + "5\r\nContent-Length: 6\r\n\r\n" + PAGE), malformed),
                arguments(
                        "chunks and a length",
                        utf8(OK + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + LAST_CHUNK),
                        malformed),
                arguments("a chunk that is too long", join(utf8(CHUNKED + "ffff\r\n"), page), failed),
                arguments("a chunk that is too short", utf8(CHUNKED + "5\r\n" + PAGE + "\r\n" + LAST_CHUNK), malformed),
                arguments(
                        "a chunk that is no number", utf8(CHUNKED + "zz\r\n" + PAGE + "\r\n" + LAST_CHUNK), malformed),
                arguments("a chunk below zero", utf8(CHUNKED + "-5\r\n" + PAGE + "\r\n" + LAST_CHUNK), malformed),
                arguments("a chunk beyond all", utf8(CHUNKED + "f".repeat(17) + "\r\n" + PAGE), malformed),
                arguments("no last chunk", join(utf8(CHUNKED), chunk(PAGE.substring(0, 200))), failed),
                arguments("a body of nothing", utf8(length + "0\r\n\r\n"), malformed),
                arguments(
                        "a status without a body",
                        utf8("HTTP/1.1 204 No Content\r\n\r\n" + PAGE),
                        RequestRefusedException.class),
                arguments("not gzip", withLength(zip, page), malformed),
                arguments("gzip with a wrong sum", withLength(zip, wrongSum), malformed),
                arguments("gzip with a wrong size", withLength(zip, wrongSize), malformed),
                arguments("gzip that is cut", withLength(zip, cut), malformed),
                arguments("gzip and a broken member", withLength(zip, join(packed, packed, wrongSum)), malformed),
                arguments("gzip and too much", withLength(zip, join(packed, new byte[2 << 20])), malformed),
                arguments("gzip of nothing", withLength(zip, gzip(new byte[0])), malformed),
                arguments("gzip twice", withLength(zip, gzip(packed)), malformed),
                arguments("gzip, and nobody says so", withLength("", packed), malformed),
                arguments("not snappy", withLength("Content-Encoding: snappy\r\n", page), malformed));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void whatIsWrongFailsByItsKind(String name, byte[] answer, Class<? extends BacklinksException> kind) {
        assertFails(Reply.of(answer, Then.CLOSE), Timeouts.DEFAULT, kind);
    }

    static Stream<Arguments> oddities() {
        byte[] page = utf8(PAGE);
        byte[] singly = utf8(CHUNKED);
        for (byte one : page) {
            singly = join(singly, chunk(new byte[] {one}));
        }
        byte[] packed = gzip(page);
        byte[] halves = join(gzip(Arrays.copyOf(page, 99)), gzip(Arrays.copyOfRange(page, 99, page.length)));
        byte[] many = new byte[0];
        for (byte one : page) {
            many = join(many, gzip(new byte[] {one}));
        }
        byte[] packedSingly = utf8(CHUNKED.replace(OK, OK + "Content-Encoding: gzip\r\n"));
        for (byte one : join(packed, new byte[30])) {
            packedSingly = join(packedSingly, chunk(new byte[] {one}));
        }
        String zip = "Content-Encoding: gzip\r\n";
        return Stream.of(
                arguments("gzip and a zero", withLength(zip, join(packed, new byte[1]))),
                arguments("gzip and zeros", withLength(zip, join(packed, new byte[100_000]))),
                arguments("gzip and rubbish", withLength(zip, join(packed, page))),
                arguments("gzip in two members", withLength(zip, halves)),
                arguments("gzip in two members and zeros", withLength(zip, join(halves, new byte[512]))),
                arguments("gzip in a member a byte", withLength(zip, many)),
                arguments("gzip and zeros a byte at a time", join(packedSingly, utf8(LAST_CHUNK))),
                arguments("gzip under its other name", withLength("Content-Encoding: X-GZIP\r\n", packed)),
                arguments("neither length nor chunks", utf8(OK + "\r\n" + PAGE)),
                arguments("the old version", utf8("HTTP/1.0 200 OK\r\n\r\n" + PAGE)),
                arguments("a chunk a byte", join(singly, utf8(LAST_CHUNK))),
                arguments(
                        "extensions and trailers",
                        join(
                                utf8(CHUNKED + Integer.toHexString(page.length) + ";a=b\r\n"),
                                page,
                                utf8("\r\n0\r\nX-Sum: 1\r\n\r\n"))),
                arguments(
                        "interim answers",
                        utf8("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" + OK + "\r\n" + PAGE)),
                arguments("an encoding nobody knows", withLength("Content-Encoding: rot13\r\n", page)));
    }

    @Test
    void zerosBetweenMembersAreSkipped() {
        byte[] page = utf8(PAGE);
        byte[] apart = join(
                gzip(Arrays.copyOf(page, 99)),
                new byte[7],
                gzip(Arrays.copyOfRange(page, 99, page.length)),
                new byte[7]);
        whatIsOnlyOddIsRead("apart", withLength("Content-Encoding: gzip\r\n", apart));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oddities")
    void whatIsOnlyOddIsRead(String name, byte[] answer) {
        try (RawServer server = RawServer.start(request -> Reply.of(answer, Then.CLOSE));
                MeasuredClient client = MeasuredClient.of(server)) {
            StepVerifier.create(client.harvest().backlinks().map(Backlink::linksCount))
                    .expectNext(7L, 7L, 7L)
                    .expectComplete()
                    .verify(LONG);
            client.assertNoPermitIsOut();
            assertLittleWasHeld(client);
        }
    }

    // Too slow.

    static Stream<Arguments> slow() {
        Timeouts whole = new Timeouts(LONG, LONG, LONG, SHORT);
        Timeouts reads = new Timeouts(LONG, LONG, SHORT, LONG);
        Timeouts first = new Timeouts(LONG, SHORT, LONG, LONG);
        String longer = OK + "Content-Length: " + (utf8(PAGE).length + 1) + "\r\n\r\n" + PAGE;
        return Stream.of(
                arguments("no answer", Flux.empty(), first),
                arguments("half a head", Flux.just(utf8("HTTP/1.1 200")), first),
                arguments("a head", Flux.just(utf8(OK + "\r\n")), reads),
                arguments("half a chunk", Flux.just(utf8(CHUNKED + "ff\r\n" + BEFORE_ROWS)), reads),
                arguments("longer than it is", Flux.just(utf8(longer)), reads),
                arguments("a head that drips", drip(OK + "X-Slow: ", "x"), whole),
                arguments("blanks that drip", drip(OK + "\r\n", " "), whole),
                arguments("rows that drip", drip(OK + "\r\n" + BEFORE_ROWS, ROW + ","), whole),
                arguments("chunks that drip", drip(CHUNKED, "1\r\n \r\n"), whole),
                arguments("interim answers for ever", drip("", "HTTP/1.1 100 Continue\r\n\r\n"), whole));
    }

    /** One byte at a time, after what comes at once. */
    private static Flux<byte[]> drip(String first, String again) {
        byte[] bytes = utf8(again);
        return Flux.just(utf8(first))
                .concatWith(Flux.interval(Duration.ofMillis(1))
                        .onBackpressureDrop()
                        .index((i, tick) -> new byte[] {bytes[(int) (i % bytes.length)]}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slow")
    void whatIsTooSlowTimesOut(String name, Flux<byte[]> bytes, Timeouts timeouts) {
        assertFails(new Reply(bytes, Then.WAIT), timeouts, AnswerTimedOutException.class);
    }

    // More than was asked for.

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void whatFollowsAnAnswerIsNotTakenForTheNextOne(boolean lengthIsRight) {
        byte[] forged = withLength("", utf8(PAGE.replace(":7}", ":666}")));
        byte[] page = utf8(PAGE);
        byte[] first = lengthIsRight
                ? withLength("", page)
                : join(utf8(OK + "Content-Length: " + (page.length - 1) + "\r\n\r\n"), page);
        try (RawServer server = RawServer.start(
                        request -> Reply.of(request == 1 ? join(first, forged) : withLength("", page), Then.WAIT));
                MeasuredClient client = MeasuredClient.of(server)) {
            Flux<Long> links = client.harvest().backlinks().mapNotNull(Backlink::linksCount);

            StepVerifier.create(links.onErrorComplete(MalformedAnswerException.class))
                    .expectNext(7L, 7L, 7L)
                    .expectComplete()
                    .verify(LONG);
            StepVerifier.create(links).expectNext(7L, 7L, 7L).expectComplete().verify(LONG);
            client.assertNoPermitIsOut();
            client.assertNothingIsHeldAtTheEnd();
        }
    }

    private static long assertFails(Reply reply, Timeouts timeouts, Class<?> kind) {
        try (RawServer server = RawServer.start(request -> reply);
                MeasuredClient client = MeasuredClient.of(server, timeouts)) {
            StepVerifier.create(client.harvest().backlinks())
                    .thenConsumeWhile(row -> true)
                    .expectErrorSatisfies(error -> assertThat(error).isInstanceOf(kind))
                    .verify(LONG);
            client.assertNoPermitIsOut();
            server.awaitAllClosed();
            assertThat(server.requests()).isEqualTo(1);
            assertLittleWasHeld(client);
            return client.received();
        }
    }

    private static void assertLittleWasHeld(MeasuredClient client) {
        assertThat(client.memory().peak()).as("most held").isLessThan(MOST_HELD);
        client.assertNothingIsHeldAtTheEnd();
    }
}
