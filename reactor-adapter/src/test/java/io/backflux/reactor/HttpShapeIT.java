package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.RetryPolicy;
import io.backflux.error.AccountRefusedException;
import io.backflux.error.AnswerTimedOutException;
import io.backflux.error.BacklinksException;
import io.backflux.error.RequestRefusedException;
import io.backflux.reactor.transport.Credentials;
import io.backflux.reactor.transport.Timeouts;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/** What a caller's function may do to the HTTP client, and what stays as it is whatever the function does. */
class HttpShapeIT {

    private static final Credentials CREDENTIALS = Credentials.of("somebody", "s3cret-pass");
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("somebody:s3cret-pass".getBytes(StandardCharsets.UTF_8));
    private static final String PAGE = ScriptedTransport.page(3, 0, 3, "null");

    private final List<HttpHeaders> received = new CopyOnWriteArrayList<>();
    private final List<String> versions = new CopyOnWriteArrayList<>();
    private final AtomicInteger elsewhere = new AtomicInteger();
    private final DisposableServer other = HttpServer.create()
            .host("127.0.0.1")
            .handle((request, response) -> {
                elsewhere.incrementAndGet();
                return response.sendString(Mono.just(PAGE));
            })
            .bindNow();
    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .compress(true)
            .handle(this::answer)
            .bindNow();
    private volatile Answer next = response -> response.sendString(Mono.just(PAGE));

    private interface Answer {
        Publisher<Void> to(HttpServerResponse response);
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        received.add(request.requestHeaders());
        versions.add(request.version().text());
        return request.receive().then().thenEmpty(Mono.defer(() -> Mono.from(next.to(response))));
    }

    @AfterEach
    void stop() {
        server.disposeNow();
        other.disposeNow();
    }

    private BacklinksClientBuilder client(UnaryOperator<HttpClient> shape) {
        return BacklinksClient.builder()
                .baseUrl(URI.create("http://127.0.0.1:" + server.port()))
                .credentials(CREDENTIALS)
                .httpClient(shape);
    }

    private static long rows(BacklinksClientBuilder builder) {
        try (BacklinksClient client = builder.build()) {
            return Objects.requireNonNull(
                    client.backlinks(Clients.QUERY).count().block(Duration.ofSeconds(30)));
        }
    }

    private static void assertFails(BacklinksClientBuilder builder, Class<? extends BacklinksException> how) {
        assertThatThrownBy(() -> rows(builder)).isInstanceOf(how);
    }

    @Test
    void theFunctionsOfSeveralCallsAddUpInTheirOrder() {
        assertThat(rows(client(http -> http.headers(
                                all -> all.set("X-Gateway", "first").set("X-First", "1")))
                        .httpClient(http -> http.headers(
                                all -> all.set("X-Gateway", "second").set(HttpHeaderNames.USER_AGENT, "mine")))))
                .isEqualTo(3);
        HttpHeaders headers = received.get(0);
        assertThat(headers.get("X-Gateway")).isEqualTo("second");
        assertThat(headers.get("X-First")).isEqualTo("1");
        assertThat(headers.get(HttpHeaderNames.USER_AGENT)).isEqualTo("mine");
    }

    /** Each tries to have a request repeated that was sent. */
    enum Repeating {
        RETRY {
            @Override
            HttpClient shape(HttpClient http) {
                return http.disableRetry(false);
            }
        },
        RETRY_OF_CONNECTING {
            @Override
            HttpClient shape(HttpClient http) {
                return http.mapConnect(connection -> connection.retry(5));
            }
        };

        abstract HttpClient shape(HttpClient http);
    }

    @ParameterizedTest
    @EnumSource
    void noRequestIsSentTwice(Repeating repeating) {
        next = response -> {
            response.withConnection(Connection::dispose);
            return Mono.never();
        };
        assertFails(client(repeating::shape).retryPolicy(RetryPolicy.NONE), BacklinksException.class);
        assertThat(received).hasSize(1);
    }

    @Test
    void noRequestIsSentTwiceForALoginEither() {
        next = response -> response.status(401).send();
        assertFails(
                client(http -> http.httpAuthentication(
                        (request, response) -> response.status().code() == 401, (request, address) -> {})),
                AccountRefusedException.class);
        assertThat(received).hasSize(1);
    }

    @Test
    void noRedirectIsFollowed() {
        next = response -> response.sendRedirect("http://127.0.0.1:" + other.port() + "/");
        assertFails(client(http -> http.followRedirect(true)), RequestRefusedException.class);
        assertFails(
                client(http -> http.followRedirect((request, response) -> true, (request) -> {})),
                RequestRefusedException.class);
        assertThat(received).hasSize(2);
        assertThat(elsewhere).hasValue(0);
    }

    @Test
    void requestsGoToTheBaseUrlAlone() {
        String root = "http://127.0.0.1:" + other.port();
        assertThat(rows(client(http ->
                        http.baseUrl(root).host("127.0.0.1").port(other.port()).remoteAddress(() -> other.address()))))
                .isEqualTo(3);
        assertThat(received).hasSize(1);
        assertThat(elsewhere).hasValue(0);
    }

    @Test
    void credentialsAreOurs() {
        assertThat(rows(client(http -> http.headers(all -> all.set(HttpHeaderNames.AUTHORIZATION, "Basic other"))
                        .headersWhen(all -> Mono.just(all.set(HttpHeaderNames.AUTHORIZATION, "Basic other")))
                        .doOnRequest((request, connection) ->
                                request.header(HttpHeaderNames.AUTHORIZATION, "Basic other")))))
                .isEqualTo(3);
        assertThat(received.get(0).getAll(HttpHeaderNames.AUTHORIZATION)).containsExactly(BASIC);
    }

    @Test
    void theAnswersTimeoutHolds() {
        next = response -> Mono.never();
        Duration soon = Duration.ofMillis(200);
        Duration late = Duration.ofHours(1);
        assertFails(
                client(http -> http.responseTimeout(late))
                        .timeouts(new Timeouts(late, soon, late, late))
                        .retryPolicy(RetryPolicy.NONE),
                AnswerTimedOutException.class);
        assertFails(
                client(http -> http.responseTimeout(late))
                        .timeouts(new Timeouts(late, late, late, soon))
                        .retryPolicy(RetryPolicy.NONE),
                AnswerTimedOutException.class);
    }

    @Test
    void anAnswerThatStandsStillIsGivenUp() {
        next = response -> response.sendString(Flux.concat(Mono.just(PAGE.substring(0, 40)), Mono.never()));
        Duration late = Duration.ofHours(1);
        assertFails(
                client(http -> http.responseTimeout(late))
                        .timeouts(new Timeouts(late, late, Duration.ofMillis(200), late))
                        .retryPolicy(RetryPolicy.NONE),
                AnswerTimedOutException.class);
    }

    @Test
    void theTimeoutOfConnectingHolds() {
        List<Integer> millis = new CopyOnWriteArrayList<>();
        Timeouts usual = Timeouts.DEFAULT;
        rows(client(http -> http.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 3_600_000)
                        .doOnChannelInit((observer, channel, address) ->
                                millis.add(channel.config().getConnectTimeoutMillis())))
                .timeouts(new Timeouts(
                        Duration.ofMillis(1_234), usual.firstByte(), usual.betweenReads(), usual.wholeAnswer())));
        assertThat(millis).containsExactly(1_234);
    }

    @Test
    void gzipIsAskedForAndUnpackedByUs() {
        assertThat(rows(client(http -> http.compress(false)
                        .headersWhen(all -> Mono.just(all.set(HttpHeaderNames.ACCEPT_ENCODING, "br, zstd"))))))
                .isEqualTo(3);
        assertThat(received.get(0).getAll(HttpHeaderNames.ACCEPT_ENCODING)).containsExactly("gzip");
    }

    @Test
    void theLimitsOfHeadsAreOurs() {
        assertThat(rows(client(http ->
                        http.httpResponseDecoder(spec -> spec.maxHeaderSize(10).maxInitialLineLength(10)))))
                .isEqualTo(3);
    }

    @Test
    void itStaysHttp1() {
        assertThat(rows(client(http -> http.protocol(HttpProtocol.H2C)))).isEqualTo(3);
        assertThat(versions).containsExactly("HTTP/1.1");
    }

    /** With the pool and the event loops that Reactor Netty shares. */
    @Test
    void aClientOfTheCallersOwnIsBoundToTheSame() {
        assertThat(rows(client(ours -> HttpClient.create().followRedirect(true).compress(false))))
                .isEqualTo(3);
        assertThat(received.get(0).get(HttpHeaderNames.AUTHORIZATION)).isEqualTo(BASIC);
        next = response -> response.sendRedirect("http://127.0.0.1:" + other.port() + "/");
        assertFails(client(ours -> HttpClient.create().followRedirect(true)), RequestRefusedException.class);
        assertThat(elsewhere).hasValue(0);
    }

    @Test
    void aFunctionThatReturnsNothingFailsTheBuild() {
        assertThatNullPointerException()
                .isThrownBy(() -> client(HttpShapeIT::nothing).build())
                .withMessageContaining("HttpClient");
    }

    @SuppressWarnings("NullAway")
    private static HttpClient nothing(HttpClient http) {
        return null;
    }

    @Test
    void eventLoopsOfTheCallersCarryTheHarvestAndOutliveTheClient() {
        LoopResources loops = LoopResources.create("caller", 1, true);
        try {
            for (int clients = 0; clients < 2; clients++) {
                List<String> threads = new CopyOnWriteArrayList<>();
                try (BacklinksClient client =
                        client(UnaryOperator.identity()).eventLoops(loops).build()) {
                    client.backlinks(Clients.QUERY)
                            .doOnNext(row -> threads.add(Thread.currentThread().getName()))
                            .blockLast(Duration.ofSeconds(30));
                }
                assertThat(threads).hasSize(3).allMatch(name -> name.startsWith("caller-"));
                assertThat(loops.isDisposed()).isFalse();
            }
        } finally {
            loops.disposeLater(Duration.ZERO, Duration.ofSeconds(5)).block();
        }
    }
}
