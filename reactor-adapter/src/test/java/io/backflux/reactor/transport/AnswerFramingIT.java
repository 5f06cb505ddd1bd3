package io.backflux.reactor.transport;

import static io.backflux.reactor.transport.Wire.PAGE;
import static io.backflux.reactor.transport.Wire.join;
import static io.backflux.reactor.transport.Wire.utf8;
import static io.backflux.reactor.transport.Wire.withLength;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.backflux.Backlink;
import io.backflux.error.UnexpectedAnswerException;
import io.backflux.reactor.transport.RawServer.Reply;
import io.backflux.reactor.transport.RawServer.Then;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** To each request its own answer, whatever else comes on the connection. */
class AnswerFramingIT {

    private static final byte[] GOOD = withLength("", utf8(PAGE));
    private static final byte[] FORGED = withLength("", utf8(PAGE.replace(":7}", ":666}")));
    private static final List<Long> ROWS = List.of(7L, 7L, 7L);

    private static List<Long> harvested(MeasuredClient client) {
        return Objects.requireNonNull(client.harvest()
                .backlinks()
                .mapNotNull(Backlink::linksCount)
                .collectList()
                .block());
    }

    @ParameterizedTest
    @ValueSource(strings = {"100 Continue", "102 Processing", "103 Early Hints", "199 Whatever"})
    void interimResponsesAreSkipped(String status) {
        byte[] interim = utf8("HTTP/1.1 " + status + "\r\nLink: </x>\r\n\r\n");
        try (RawServer server = RawServer.start(request -> Reply.of(join(interim, interim, GOOD), Then.WAIT));
                MeasuredClient client = MeasuredClient.of(server)) {
            assertThat(harvested(client)).isEqualTo(ROWS);
            assertThat(harvested(client)).isEqualTo(ROWS);
            assertThat(server.requests()).isEqualTo(2);
            assertThat(server.connections()).as("the connection is kept").isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {102, 103})
    void anInterimResponseThatComesAloneIsNotTheAnswer(int status) {
        Sinks.Empty<Void> skipped = Sinks.empty();
        Flux<byte[]> late = Flux.just(GOOD).delaySubscription(skipped.asMono());
        Flux<byte[]> bytes =
                Flux.just(utf8("HTTP/1.1 " + status + " Wait\r\n\r\n")).concatWith(late);
        try (RawServer server = RawServer.start(request -> new Reply(bytes, Then.WAIT));
                MeasuredClient client = MeasuredClient.of(server, channel -> afterFirstRead(channel, skipped))) {
            assertThat(harvested(client)).isEqualTo(ROWS);
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    private static void afterFirstRead(Channel channel, Sinks.Empty<Void> signal) {
        channel.pipeline().addFirst(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelReadComplete(ChannelHandlerContext context) {
                context.fireChannelReadComplete();
                signal.tryEmitEmpty();
            }
        });
    }

    static Stream<Arguments> extras() {
        return Stream.of(
                arguments("another answer", FORGED),
                arguments("half an answer", Arrays.copyOf(FORGED, 9)),
                arguments("a byte", utf8("H")),
                arguments("no HTTP", utf8("garbage\r\n\r\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("extras")
    void whatFollowsAnAnswerClosesItsConnection(String name, byte[] extra) {
        try (RawServer server =
                        RawServer.start(request -> Reply.of(request == 1 ? join(GOOD, extra) : GOOD, Then.WAIT));
                MeasuredClient client = MeasuredClient.of(server)) {
            assertThat(harvested(client)).isEqualTo(ROWS);
            assertThat(harvested(client)).isEqualTo(ROWS);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    /** It comes in place of the next one's, so that only what it repeats of its request tells; long before its last byte does. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"limit\":10",
                "\"limit\":1000,\"offset\":1000",
                "\"limit\":1000,\"filters\":[\"dofollow\",\"=\",true]",
                "\"limit\":1000,\"mode\":\"one_per_domain\"",
                "\"limit\":1000,\"search_after_token\":\"eyJDdXJyZW50T2Zmc2V0IjowfQ==\""
            })
    void anAnswerToAnotherRequestEmitsNoRowAndClosesItsConnection(String other) {
        byte[] own = withLength("", utf8(repeating("\"target\":\"site.example\",\"limit\":1000")));
        byte[] whole = withLength("", utf8(repeating("\"target\":\"site.example\"," + other)));
        byte[] others = Arrays.copyOf(whole, whole.length - 1);
        try (RawServer server = RawServer.start(request -> Reply.of(request == 2 ? others : own, Then.WAIT));
                MeasuredClient client = MeasuredClient.of(server)) {
            assertThat(harvested(client)).isEqualTo(ROWS);
            StepVerifier.create(client.harvest().backlinks()).verifyError(UnexpectedAnswerException.class);
            assertThat(harvested(client)).isEqualTo(ROWS);
            assertThat(server.requests()).isEqualTo(3);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    private static String repeating(String data) {
        return PAGE.replace("\"result\":", "\"data\":{" + data + "},\"result\":");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n", "HTTP/1.1 200 OK\r\nConnection: close\r\n"})
    void aConnectionThatMayNotBeKeptIsNotUsedAgain(String head) {
        byte[] answer = join(utf8(head + "Content-Length: " + utf8(PAGE).length + "\r\n\r\n"), utf8(PAGE));
        try (RawServer server = RawServer.start(request -> Reply.of(answer, Then.WAIT));
                MeasuredClient client = MeasuredClient.of(server)) {
            assertThat(harvested(client)).isEqualTo(ROWS);
            assertThat(harvested(client)).isEqualTo(ROWS);
            assertThat(server.connections()).isEqualTo(2);
        }
    }
}
