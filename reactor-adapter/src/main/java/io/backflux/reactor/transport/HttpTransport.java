package io.backflux.reactor.transport;

import io.backflux.reactor.transport.TransportException.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClient.ResponseReceiver;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.http.client.PrematureCloseException;
import reactor.netty.resources.ConnectionProvider;

/**
 * HTTP/1.1 over Reactor Netty: gzip asked for and passed on packed, TLS verified, redirects not followed (credentials would go along),
 * connections kept, and a request never sent again by the client below (each is billed). Signals on the threads of its own
 * event loops, named {@code backflux-}; those that Reactor Netty shares are not used.
 */
public final class HttpTransport implements Transport {

    /** What an answer's head may have unless set: 64 KiB. */
    public static final int DEFAULT_MAX_HEAD_BYTES = 64 << 10;

    private static final int LARGEST_PART = 64 << 10;
    private static final int DEEPEST = 20;
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(30);

    private final OwnEventLoops loops = new OwnEventLoops();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ConnectionProvider connections;
    private final HttpClient client;
    private final URI endpoint;
    private final URI account;
    private final Timeouts timeouts;
    private final int maxHeadBytes;

    /**
     * A transport with a connection pool and event loops of its own. It opens no connection before an exchange needs one.
     *
     * @param baseUrl as with {@link #endpoint}; {@code http} is taken for any host, and the password goes along in the clear
     * @param maxConnections the size of the connection pool; an exchange that finds none free waits, and its timeouts begin
     *     once it has one
     * @throws IllegalArgumentException if {@code baseUrl} is no base URL
     */
    public HttpTransport(URI baseUrl, Credentials credentials, Timeouts timeouts, int maxConnections) {
        this(baseUrl, credentials, timeouts, maxConnections, DEFAULT_MAX_HEAD_BYTES);
    }

    /**
     * As above, with another limit for what stands around an answer's body.
     *
     * @param maxHeadBytes bytes of an answer's status line, of its headers, and of what may follow a body in chunks, each;
     *     more is a {@link Problem#TOO_LARGE}
     */
    public HttpTransport(
            URI baseUrl, Credentials credentials, Timeouts timeouts, int maxConnections, int maxHeadBytes) {
        this(baseUrl, credentials, timeouts, maxConnections, maxHeadBytes, UnaryOperator.identity());
    }

    /**
     * @param more what is set on the client besides
     */
    HttpTransport(
            URI baseUrl,
            Credentials credentials,
            Timeouts timeouts,
            int maxConnections,
            int maxHeadBytes,
            UnaryOperator<HttpClient> more) {
        if (maxHeadBytes < 1) {
            throw new IllegalArgumentException("maxHeadBytes must be at least 1, was " + maxHeadBytes);
        }
        this.endpoint = endpoint(baseUrl);
        this.account = Endpoint.ofAccount(baseUrl);
        this.timeouts = timeouts;
        this.maxHeadBytes = maxHeadBytes;
        this.connections = pool(maxConnections);
        this.client = more.apply(decoded(http(credentials), maxHeadBytes));
    }

    private static ConnectionProvider pool(int maxConnections) {
        return ConnectionProvider.builder("backflux")
                .maxConnections(maxConnections)
                .pendingAcquireMaxCount(-1)
                .pendingAcquireTimeout(Duration.ZERO) // For as long as it takes: each of those before it has its time.
                .maxIdleTime(LONGEST_IDLE)
                .build();
    }

    private HttpClient http(Credentials credentials) {
        return HttpClient.create(connections)
                .resolver(new OwnResolver(loops.resources()))
                .runOn(loops.resources())
                .headers(headers -> fill(headers, credentials))
                .compress(true)
                .followRedirect(false)
                .disableRetry(true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        timeouts.connect().toMillis())
                .responseTimeout(timeouts.firstByte())
                .doOnResponse((response, connection) -> watchReads(connection))
                .doOnChannelInit((observer, channel, address) -> {
                    Unpacking.install(channel.pipeline());
                    AnswerFraming.install(channel.pipeline());
                });
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
    private static HttpClient decoded(HttpClient http, int maxHeadBytes) {
        return http.httpResponseDecoder(decoder -> decoder.maxChunkSize(LARGEST_PART)
                .maxInitialLineLength(maxHeadBytes)
                .maxHeaderSize(maxHeadBytes));
    }

    private static void fill(HttpHeaders headers, Credentials credentials) {
        String pair = credentials.username() + ":" + credentials.password();
        String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        headers.set(HttpHeaderNames.AUTHORIZATION, "Basic " + basic)
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .set(HttpHeaderNames.ACCEPT, "application/json")
                .set(HttpHeaderNames.USER_AGENT, "backflux");
    }

    private void watchReads(Connection connection) {
        connection.addHandlerLast(
                "backflux.betweenReads",
                new ReadTimeoutHandler(timeouts.betweenReads().toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public Flux<AnswerPart> exchange(TransportRequest request) {
        Mono<ByteBuf> body = Mono.fromSupplier(() -> Unpooled.wrappedBuffer(request.body()));
        return send(http -> http.post().uri(endpoint).send(body));
    }

    @Override
    public Flux<AnswerPart> accountData() {
        return send(http -> http.get().uri(account));
    }

    private Flux<AnswerPart> send(Function<HttpClient, ResponseReceiver<?>> request) {
        return Flux.defer(() -> {
            if (!loops.acquire()) {
                return Flux.error(new TransportException(Problem.UNREACHABLE, "the transport is closed", null));
            }
            Hangup hangup = new Hangup(timeouts.wholeAnswer());
            HttpClient http = client.doOnRequest((head, connection) -> hangup.connected(connection));
            Flux<AnswerPart> answer = request.apply(http)
                    .response(HttpTransport::parts)
                    .doOnTerminate(hangup::ended)
                    .doOnCancel(hangup::cancelled);
            return inTime(answer, hangup)
                    .onErrorMap(error -> translate(error, hangup.hasConnected()))
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

    private Throwable translate(Throwable thrown, boolean hasConnected) {
        Throwable error = withoutDecoder(thrown);
        return hasConnected ? afterConnecting(error) : beforeConnecting(error);
    }

    private Throwable beforeConnecting(Throwable error) {
        if (error instanceof SSLException && isDistrust(error)) {
            return new TransportException(Problem.UNTRUSTED, "TLS failed: " + error.getMessage(), error);
        }
        if (error instanceof NotSslRecordException) {
            String server = endpoint.getRawAuthority();
            return new TransportException(Problem.UNTRUSTED, server + " does not speak TLS: is it http?", null);
        }
        if (isWithoutSocket(error)) {
            String what = "this machine could open no connection: " + messageOf(error);
            return new TransportException(Problem.NO_SOCKET, what, error);
        }
        return new TransportException(Problem.UNREACHABLE, words(error), error);
    }

    /** A socket that can't be had is an error of just this class; subclasses are timeouts and the like. */
    private static boolean isWithoutSocket(Throwable error) {
        Throwable cause = error;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause.getClass() == ChannelException.class) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private Throwable afterConnecting(Throwable error) {
        if (error instanceof TimeoutException) {
            return timedOut("no whole answer within " + timeouts.wholeAnswer(), error);
        }
        if (error instanceof ReadTimeoutException) {
            return timedOut("nothing came from the server for too long", error);
        }
        if (error instanceof TooLongFrameException) {
            String what = "what stands around the answer's body has more than maxHeadBytes = " + maxHeadBytes;
            return new TransportException(Problem.TOO_LARGE, what, error);
        }
        if (error instanceof CodecException || error instanceof IllegalArgumentException) {
            return new TransportException(Problem.MALFORMED, "the answer can't be read: " + messageOf(error), error);
        }
        return new TransportException(Problem.BROKEN, words(error), error);
    }

    /** What comes through TLS may have failed there, and a decoder only says so. */
    private static Throwable withoutDecoder(Throwable error) {
        return error instanceof DecoderException && error.getCause() instanceof SSLException tls ? tls : error;
    }

    /** Handshakes also break off; only a certificate that was looked at and refused will be refused again. */
    private static boolean isDistrust(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof CertPathValidatorException) {
                return true;
            }
        }
        return false;
    }

    private static TransportException timedOut(String what, Throwable cause) {
        return new TransportException(Problem.TIMED_OUT, what, cause);
    }

    private String words(Throwable error) {
        String server = endpoint.getRawAuthority();
        if (error instanceof ConnectTimeoutException) {
            return "no connection to " + server + " within " + timeouts.connect();
        }
        if (error instanceof ConnectException) {
            return "no connection to " + server;
        }
        if (error instanceof UnknownHostException) {
            return "the host of " + server + " is unknown";
        }
        if (error instanceof PrematureCloseException) {
            return "the connection closed before the answer was whole";
        }
        return "the connection failed: " + messageOf(error);
    }

    private static String messageOf(Throwable error) {
        String message = error.getMessage();
        return message == null ? error.getClass().getSimpleName() : message;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            connections.disposeLater().subscribe();
            loops.release();
        }
    }
}
