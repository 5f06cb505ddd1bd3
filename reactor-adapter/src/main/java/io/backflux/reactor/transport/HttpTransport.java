package io.backflux.reactor.transport;

import io.backflux.reactor.transport.TransportException.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.resolver.NoopAddressResolverGroup;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.Connection;
import reactor.netty.NettyOutbound;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/**
 * HTTP/1.1 over Reactor Netty: gzip asked for and passed on packed, TLS verified, redirects not followed (credentials would go along),
 * connections kept, and a request never sent again by the client below (each is billed). Signals on the threads of its own
 * event loops, named {@code backflux-}, unless {@link HttpOptions} names others; those that Reactor Netty shares are not used.
 */
public final class HttpTransport implements Transport {

    /** What an answer's head may have unless set: 64 KiB. */
    public static final int DEFAULT_MAX_HEAD_BYTES = 64 << 10;

    private static final int LARGEST_PART = 64 << 10;
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(30);

    private final OwnEventLoops loops;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ConnectionProvider connections;
    private final HttpClient client;
    private final URI endpoint;
    private final URI account;
    private final Credentials credentials;
    private final HttpOptions options;
    private final ExchangeErrors errors;

    /**
     * A transport with a connection pool and event loops of its own. It opens no connection before an exchange needs one.
     *
     * @param baseUrl as with {@link #endpoint}; {@code http} is taken for any host, and the password goes along in the clear
     * @param maxConnections the size of the connection pool; an exchange that finds none free waits, and its timeouts begin
     *     once it has one
     * @throws IllegalArgumentException if {@code baseUrl} is no base URL
     */
    public HttpTransport(URI baseUrl, Credentials credentials, int maxConnections, HttpOptions options) {
        this.endpoint = endpoint(baseUrl);
        this.account = Endpoint.ofAccount(baseUrl);
        this.credentials = credentials;
        this.options = options;
        this.loops = new OwnEventLoops(options.eventLoops());
        this.connections = pool(maxConnections);
        this.client = ours(shaped(http()));
        this.errors = new ExchangeErrors(endpoint, options, this::proxyOnTheWay);
    }

    /** Host and port of the proxy that connections go to, whoever set it; null where they go to the server. */
    private @Nullable String proxyOnTheWay() {
        ProxySettings own = options.proxy();
        return own == null ? ProxyRoute.proxyOf(client.configuration(), endpoint) : own.address();
    }

    private static ConnectionProvider pool(int maxConnections) {
        return ConnectionProvider.builder("backflux")
                .maxConnections(maxConnections)
                .pendingAcquireMaxCount(-1)
                .pendingAcquireTimeout(Duration.ZERO) // For as long as it takes: each of those before it has its time.
                .maxIdleTime(LONGEST_IDLE)
                .build();
    }

    /** With what can be chosen by its name. */
    private HttpClient http() {
        OwnResolver resolver = new OwnResolver(loops.resources());
        HttpClient http = HttpClient.create(connections)
                .runOn(loops.resources())
                .resolver(resolver)
                .headers(headers -> headers.set(HttpHeaderNames.USER_AGENT, "backflux"));
        ProxySettings proxy = options.proxy();
        if (proxy != null) {
            Duration connect = options.timeouts().connect();
            http = new ProxyRoute(proxy, resolver, loops.resources()).client(http, connect);
        }
        SslContext trust = options.trust();
        return trust == null ? http : http.secure(spec -> spec.sslContext(trust));
    }

    /** As the caller wants it besides; a proxy that is set here looks up the server's name itself, like any other. */
    private HttpClient shaped(HttpClient http) {
        HttpClient shaped = Objects.requireNonNull(options.shape().apply(http), "the shaped HttpClient");
        return shaped.configuration().hasProxy() && shaped.configuration().resolver() instanceof OwnResolver
                ? shaped.resolver(NoopAddressResolverGroup.INSTANCE)
                : shaped;
    }

    /** With what a harvest relies on, whatever was set before. */
    private HttpClient ours(HttpClient shaped) {
        Timeouts timeouts = options.timeouts();
        return decoded(shaped.protocol(HttpProtocol.HTTP11)
                .compress(true)
                .followRedirect(false)
                .disableRetry(true)
                .httpAuthentication((request, response) -> false, (request, server) -> {})
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        timeouts.connect().toMillis())
                .responseTimeout(timeouts.firstByte())
                .doOnResponse((response, connection) -> watchReads(connection))
                .doOnChannelInit((observer, channel, address) -> {
                    Unpacking.install(channel.pipeline());
                    AnswerFraming.install(channel.pipeline());
                }));
    }

    /**
     * Where requests to a server go: the API's own path below that of the base URL, in one spelling of scheme, host and
     * port.
     *
     * @param baseUrl scheme ({@code https} or {@code http}), host, and port and path where it has them
     * @throws IllegalArgumentException if it is anything else, or has a login, a query or a fragment
     */
    public static URI endpoint(URI baseUrl) {
        return Endpoint.of(baseUrl);
    }

    /** Each part is parsed by itself, so that small ones, as the client below makes them, cost. */
    @SuppressWarnings("deprecation") // Until the client below goes over to a decoder without parts of a size.
    private HttpClient decoded(HttpClient http) {
        int maxHeadBytes = options.maxHeadBytes();
        return http.httpResponseDecoder(decoder -> decoder.maxChunkSize(LARGEST_PART)
                .maxInitialLineLength(maxHeadBytes)
                .maxHeaderSize(maxHeadBytes));
    }

    /** What is set as the last thing before a request goes out, so that nobody else's is in its place. */
    private void fill(HttpHeaders headers) {
        String pair = credentials.username() + ":" + credentials.password();
        String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        headers.set(HttpHeaderNames.AUTHORIZATION, "Basic " + basic)
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .set(HttpHeaderNames.ACCEPT, "application/json")
                .set(HttpHeaderNames.ACCEPT_ENCODING, HttpHeaderValues.GZIP);
    }

    private void watchReads(Connection connection) {
        connection.addHandlerLast(
                "backflux.betweenReads",
                new ReadTimeoutHandler(options.timeouts().betweenReads().toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public Flux<AnswerPart> exchange(TransportRequest request) {
        Mono<ByteBuf> body = Mono.fromSupplier(() -> Unpooled.wrappedBuffer(request.body()));
        return send(HttpMethod.POST, endpoint, outbound -> outbound.send(body));
    }

    @Override
    public Flux<AnswerPart> accountData() {
        return send(HttpMethod.GET, account, outbound -> outbound);
    }

    private Flux<AnswerPart> send(HttpMethod method, URI uri, Function<NettyOutbound, Publisher<Void>> body) {
        return Flux.defer(() -> {
            if (!loops.acquire()) {
                return Flux.error(new TransportException(Problem.UNREACHABLE, "the transport is closed", null));
            }
            Hangup hangup = new Hangup(options.timeouts().wholeAnswer());
            Flux<AnswerPart> answer = client.doOnRequest((head, connection) -> hangup.connected(connection))
                    .request(method)
                    .uri(uri)
                    .send((head, outbound) -> {
                        if (!hangup.beginsSending()) {
                            return Mono.error(new TransportException(
                                    Problem.BROKEN, "it failed, and is not sent twice by the HTTP client", null));
                        }
                        fill(head.requestHeaders());
                        return body.apply(outbound);
                    })
                    .response(HttpTransport::parts)
                    .doOnTerminate(hangup::ended)
                    .doOnCancel(hangup::cancelled);
            return inTime(answer.concatWith(hangup.released()), hangup)
                    .onErrorMap(error -> errors.translate(error, hangup.hasConnected()))
                    .doFinally(end -> loops.release());
        });
    }

    /** The error comes after the answer is cancelled: as an error of the timer it would leave the answer running. */
    private static Flux<AnswerPart> inTime(Flux<AnswerPart> answer, Hangup hangup) {
        Mono<AnswerPart> verdict =
                Mono.defer(() -> hangup.isLate() ? Mono.error(new TimeoutException()) : Mono.empty());
        return answer.takeUntilOther(hangup.late()).concatWith(verdict);
    }

    private static Flux<AnswerPart> parts(HttpClientResponse response, ByteBufFlux body) {
        HttpHeaders headers = response.responseHeaders();
        Duration retryAfter = RetryAfter.of(headers, Clock.systemUTC());
        AnswerPart head = new AnswerPart.Head(response.status().code(), retryAfter, Unpacking.leavesPacked(headers));
        // Netty's buffer is released when onNext returns, which is as long as a part's bytes are valid.
        return Flux.concat(Flux.just(head), body.map(bytes -> new AnswerPart.Bytes(bytes.nioBuffer())));
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            connections.disposeLater().subscribe();
            loops.release();
        }
    }
}
