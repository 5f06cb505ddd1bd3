package io.backflux.reactor.transport;

import static io.backflux.reactor.transport.Wire.PAGE;
import static io.backflux.reactor.transport.Wire.utf8;
import static io.backflux.reactor.transport.Wire.withLength;
import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.reactor.transport.RawServer.Reply;
import io.backflux.reactor.transport.RawServer.Then;
import io.backflux.reactor.transport.TransportException.Problem;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpServer;
import reactor.netty.transport.ProxyProvider;

/** What never got to the server, and what may have. */
class UnreachableIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    /** An answer must be whole within this. */
    private static final Duration SHORT = Duration.ofMillis(500);

    private static TransportException failureOf(URI server, UnaryOperator<HttpClient> more) {
        HttpTransport transport = transport(server, Timeouts.DEFAULT, 1, more);
        try {
            return transport
                    .exchange(TransportRequest.of(utf8("[{}]")))
                    .then(Mono.<TransportException>empty())
                    .onErrorResume(TransportException.class, Mono::just)
                    .blockOptional(LONG)
                    .orElseThrow();
        } finally {
            transport.close();
        }
    }

    private static HttpTransport transport(
            URI server, Timeouts timeouts, int connections, UnaryOperator<HttpClient> more) {
        return new HttpTransport(
                server,
                Credentials.of("somebody", "s3cret-pass"),
                connections,
                HttpOptions.DEFAULT.withTimeouts(timeouts).shapedBy(more));
    }

    private static int portWhereNobodyListens() {
        DisposableServer server = TcpServer.create().host("127.0.0.1").bindNow();
        server.disposeNow();
        return server.port();
    }

    private static TransportException throughProxyThatAnswers(String status) {
        DisposableServer proxy = TcpServer.create()
                .host("127.0.0.1")
                .handle((in, out) -> in.receive()
                        .take(1)
                        .thenMany(out.sendString(Mono.just("HTTP/1.1 " + status + "\r\n\r\n"))
                                .then()))
                .bindNow();
        try {
            return failureOf(
                    URI.create("https://api.example"),
                    client -> client.proxy(spec -> spec.type(ProxyProvider.Proxy.HTTP)
                            .host("127.0.0.1")
                            .port(proxy.port())));
        } finally {
            proxy.disposeNow();
        }
    }

    @Test
    void whatAProxyForbidsNeverReachedTheServerEither() {
        TransportException failure = throughProxyThatAnswers("403 Forbidden");
        assertThat(failure.problem()).isEqualTo(Problem.PROXY);
        assertThat(failure.mayHaveReachedServer()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void whatFailsBeforeThereIsAConnectionNeverReachedTheServer(Before failing) {
        TransportException failure = failing.failure();
        assertThat(failure.problem()).isEqualTo(Problem.UNREACHABLE);
        assertThat(failure.mayHaveReachedServer()).isFalse();
    }

    /** What fails before anything is sent. */
    enum Before {
        REFUSED {
            @Override
            TransportException failure() {
                return failureOf(URI.create("http://127.0.0.1:" + portWhereNobodyListens()), UnaryOperator.identity());
            }
        },
        HOST_UNKNOWN {
            @Override
            TransportException failure() {
                return failureOf(URI.create("https://nowhere.invalid"), UnaryOperator.identity());
            }
        },
        TLS_CUT_IN_THE_HANDSHAKE {
            @Override
            TransportException failure() {
                DisposableServer server = TcpServer.create()
                        .host("127.0.0.1")
                        .handle((in, out) -> in.receive().take(1).then())
                        .bindNow();
                try {
                    return failureOf(URI.create("https://127.0.0.1:" + server.port()), UnaryOperator.identity());
                } finally {
                    server.disposeNow();
                }
            }
        },
        PROXY_DOES_NOT_REACH_IT {
            @Override
            TransportException failure() {
                return throughProxyThatAnswers("502 Bad Gateway");
            }
        };

        abstract TransportException failure();
    }

    @Test
    void machineWithoutSocketsIsToldFromAServerThatIsDown() {
        LoopResources loops = LoopResources.create("no-socket");
        LoopResources withoutSockets = new LoopResources() {
            @Override
            public EventLoopGroup onServer(boolean useNative) {
                return loops.onServer(useNative);
            }

            @Override
            public <C extends Channel> C onChannel(Class<C> channel, EventLoopGroup group) {
                throw new ChannelException(new IOException("scripted"));
            }
        };
        try {
            TransportException failure =
                    failureOf(URI.create("http://127.0.0.1:1"), client -> client.runOn(withoutSockets));
            assertThat(failure.problem()).isEqualTo(Problem.NO_SOCKET);
            assertThat(failure.mayHaveReachedServer()).isFalse();
            assertThat(failure).hasMessageContaining("scripted");
        } finally {
            loops.dispose();
        }
    }

    @Test
    void whatBreaksOnceTheRequestWasSentMayHaveReachedIt() {
        try (RawServer server = RawServer.start(request -> Reply.of("", Then.RESET))) {
            TransportException failure = failureOf(server.baseUrl(), UnaryOperator.identity());
            assertThat(failure.problem()).isEqualTo(Problem.BROKEN);
            assertThat(failure.mayHaveReachedServer()).isTrue();
        }
    }

    /** Ten answers, each of a quarter of the time that one may take, one after the other on one connection. */
    @Test
    void waitingForAConnectionIsNoPartOfAnAnswersTime() {
        Flux<byte[]> late = Flux.just(withLength("", utf8(PAGE))).delaySubscription(SHORT.dividedBy(4));
        try (RawServer server = RawServer.start(request -> new Reply(late, Then.WAIT))) {
            HttpTransport transport =
                    transport(server.baseUrl(), new Timeouts(LONG, LONG, LONG, SHORT), 1, UnaryOperator.identity());
            Long whole = Flux.range(0, 10)
                    .flatMap(
                            any -> transport
                                    .exchange(TransportRequest.of(utf8("[{}]")))
                                    .then(Mono.just(any)),
                            10)
                    .count()
                    .block(LONG);
            transport.close();
            assertThat(whole).isEqualTo(10);
            assertThat(server.requests()).isEqualTo(10);
        }
    }
}
