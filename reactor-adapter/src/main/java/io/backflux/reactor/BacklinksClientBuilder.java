package io.backflux.reactor;

import io.backflux.ParseLimits;
import io.backflux.RetryPolicy;
import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.reactor.transport.Credentials;
import io.backflux.reactor.transport.HttpOptions;
import io.backflux.reactor.transport.HttpTransport;
import io.backflux.reactor.transport.ProxySettings;
import io.backflux.reactor.transport.Timeouts;
import io.backflux.reactor.transport.Transport;
import io.backflux.reactor.transport.TransportRequest;
import io.backflux.wire.PageFormat;
import io.netty.handler.ssl.SslContext;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.LoopResources;

/**
 * Builds a {@link BacklinksClient}. Not for several threads. Defaults:
 * <ul>
 *   <li>{@code baseUrl} {@code https://api.dataforseo.com}
 *   <li>{@code allowPlainHttp} false: {@code http} to this machine only
 *   <li>{@code quotaLimits} 30 in flight, 2,000 a minute, in the quota that this JVM keeps for the account
 *   <li>{@code timeouts} {@link Timeouts#DEFAULT}
 *   <li>{@code retryPolicy} {@link RetryPolicy#DEFAULT}
 *   <li>{@code parseLimits} {@link ParseLimits#DEFAULT}
 *   <li>{@code waitingLimits} {@link WaitingLimits#DEFAULT}: a quarter of the heap
 *   <li>{@code maxHeadBytes} {@link HttpTransport#DEFAULT_MAX_HEAD_BYTES}
 *   <li>{@code proxy} none, {@code trust} whom the JVM trusts, {@code eventLoops} the client's own
 *   <li>{@code transport} {@link HttpTransport} with as many connections as the quota has permits; no decorator, no listener
 * </ul>
 * Credentials have no default.
 */
public final class BacklinksClientBuilder {

    private Payer payer = Payer.UNKNOWN;
    private Server server = Server.API;
    private boolean allowPlainHttp;
    private HttpOptions http = HttpOptions.DEFAULT;
    private boolean asksEnvironment;
    private RetryPolicy retryPolicy = RetryPolicy.DEFAULT;
    private PageFormat format = new PageFormat(ParseLimits.DEFAULT);
    private WaitingLimits waitingLimits = WaitingLimits.DEFAULT;
    private @Nullable Transport transport;
    private final List<UnaryOperator<Transport>> decorators = new ArrayList<>();
    private final List<Function<? super HarvestStart, ? extends HarvestListener>> listeners = new ArrayList<>();
    private final List<Consumer<? super BacklinksClient>> watchers = new ArrayList<>();
    private Pauses pauses = Pauses.DEFAULT;
    private Clock clock = Clock.systemUTC();

    BacklinksClientBuilder() {}

    /** Whose account pays. Sent with each request, as HTTP Basic, to the base URL alone. */
    public BacklinksClientBuilder credentials(Credentials credentials) {
        this.payer = payer.with(Objects.requireNonNull(credentials, "credentials"));
        return this;
    }

    /**
     * Another server that speaks the API, such as {@code https://sandbox.dataforseo.com}, a gateway or a simulator.
     *
     * @param baseUrl scheme, host, and port and path where it has them: requests go to the API's own path below that
     *     path. {@code http} only for this machine, unless {@link #allowPlainHttp} allows it
     * @throws IllegalArgumentException if it is anything else, or has a login, a query or a fragment
     */
    public BacklinksClientBuilder baseUrl(URI baseUrl) {
        this.server = Server.at(baseUrl);
        return this;
    }

    /**
     * Whether {@code http} may leave this machine, such as to a sidecar or a gateway on a private network. Not unless set,
     * because the password goes along in the clear.
     */
    public BacklinksClientBuilder allowPlainHttp(boolean allow) {
        this.allowPlainHttp = allow;
        return this;
    }

    /**
     * What the account may send; the same for each client of the account in this JVM until all of them are closed. Without
     * effect where there is a {@link #quota}.
     */
    public BacklinksClientBuilder quotaLimits(QuotaLimits quotaLimits) {
        this.payer = payer.with(Objects.requireNonNull(quotaLimits, "quotaLimits"));
        return this;
    }

    /** A quota of the caller's, with its own limits, instead of the one that this JVM keeps for the account. */
    public BacklinksClientBuilder quota(AccountQuota quota) {
        this.payer = payer.with(Objects.requireNonNull(quota, "quota"));
        return this;
    }

    /** How long connecting and answering may take; what takes longer counts as a failure that may pass. */
    public BacklinksClientBuilder timeouts(Timeouts timeouts) {
        this.http = http.withTimeouts(Objects.requireNonNull(timeouts, "timeouts"));
        return this;
    }

    /** How often a page that failed in a way that may pass is retried. */
    public BacklinksClientBuilder retryPolicy(RetryPolicy retryPolicy) {
        this.retryPolicy = Objects.requireNonNull(retryPolicy, "retryPolicy");
        return this;
    }

    /** How much an answer may hold; more is an {@link io.backflux.error.AnswerTooLargeException}. */
    public BacklinksClientBuilder parseLimits(ParseLimits parseLimits) {
        this.format = format.within(Objects.requireNonNull(parseLimits, "parseLimits"));
        return this;
    }

    /** How much of their answers all harvests of the client keep in memory, and what gives way where more is wanted. */
    public BacklinksClientBuilder waitingLimits(WaitingLimits waitingLimits) {
        this.waitingLimits = Objects.requireNonNull(waitingLimits, "waitingLimits");
        return this;
    }

    /**
     * How much may stand around an answer's body: bytes of the status line, of all headers, and of what may follow a body
     * in chunks, each. More is an {@link io.backflux.error.AnswerTooLargeException}.
     */
    public BacklinksClientBuilder maxHeadBytes(int maxHeadBytes) {
        this.http = http.withMaxHeadBytes(maxHeadBytes);
        return this;
    }

    /** Through a proxy; in place of one that was set before. */
    public BacklinksClientBuilder proxy(ProxySettings proxy) {
        this.http = http.withProxy(Objects.requireNonNull(proxy, "proxy"));
        return this;
    }

    /**
     * Through the proxy that the environment names for the base URL, see {@link ProxySettings#fromEnvironment}, if {@link #proxy} names
     * none. It is not asked unless this is called.
     */
    public BacklinksClientBuilder proxyFromEnvironment() {
        this.asksEnvironment = true;
        return this;
    }

    /**
     * Trusts these certificates, and whom they have signed, instead of those that the JVM trusts.
     *
     * @param pem a file of certificates in PEM, read by this call
     * @throws IllegalArgumentException if it can't be read, or holds something else
     */
    public BacklinksClientBuilder trust(Path pem) {
        return trust(HttpOptions.trusting(pem));
    }

    /** Trusts whom this trusts, and shows the certificate that it has, if any. The server's name is checked in any case. */
    public BacklinksClientBuilder trust(SslContext context) {
        this.http = http.withTrust(Objects.requireNonNull(context, "context"));
        return this;
    }

    /** Runs on these event loops, which the caller closes after the client, instead of on its own. */
    public BacklinksClientBuilder eventLoops(LoopResources loops) {
        this.http = http.withEventLoops(Objects.requireNonNull(loops, "loops"));
        return this;
    }

    /**
     * What else is to be done to Reactor Netty's client: metrics, handlers, a resolver, a header for a gateway, see {@link
     * HttpOptions#shapedBy}. It gets the client with all that is set here and returns it with more. Several add up, in the order of
     * the calls.
     *
     * @param shape called once, by {@link #build()}
     */
    public BacklinksClientBuilder httpClient(UnaryOperator<HttpClient> shape) {
        this.http = http.shapedBy(shape);
        return this;
    }

    /**
     * Instead of HTTP; it decides on credentials, base URL, timeouts and all of HTTP itself, and the builder's have no effect.
     * Closed with the client. For tests: {@link io.backflux.reactor.transport.CannedTransport}.
     */
    public BacklinksClientBuilder transport(Transport transport) {
        this.transport = Objects.requireNonNull(transport, "transport");
        return this;
    }

    /**
     * A transport around the one that is there: for spans, counters, faults. It stays ours, with its connections, timeouts and
     * credentials; the decorator sees each attempt at each page ({@link TransportRequest}), its answer as it comes, and its end, error
     * or abort. What it signals instead is taken as the answer. Several add up, and the last one is outermost. Whatever it does on
     * {@code close}, what it decorates is closed with the client.
     *
     * @param decorator called once, by {@link #build()}
     */
    public BacklinksClientBuilder transportDecorator(UnaryOperator<Transport> decorator) {
        decorators.add(Objects.requireNonNull(decorator, "decorator"));
        return this;
    }

    /**
     * A listener for each subscription of all harvests of the client, {@link Harvest#estimate()} included, besides that which the
     * harvest has. Several add up. For meters and spans.
     *
     * @param listener called as a subscription begins, on the thread that subscribes; what it throws is the subscription's error.
     *     {@link HarvestListener#NONE} for one that it does not care for
     */
    public BacklinksClientBuilder harvestListener(Function<? super HarvestStart, ? extends HarvestListener> listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Whoever wants to know of each client that is built, as for gauges. Several add up, in the order of the calls.
     *
     * @param watcher called by {@link #build()} before that returns; where it throws the client is closed, and {@code build()} throws
     *     the same
     */
    public BacklinksClientBuilder onBuild(Consumer<? super BacklinksClient> watcher) {
        watchers.add(Objects.requireNonNull(watcher, "watcher"));
        return this;
    }

    /** Where pauses before retries are waited for. */
    BacklinksClientBuilder timer(Scheduler timer) {
        this.pauses = pauses.by(timer);
        return this;
    }

    BacklinksClientBuilder clock(Clock clock) {
        this.clock = clock;
        return this;
    }

    BacklinksClientBuilder jitter(DoubleSupplier jitter) {
        this.pauses = pauses.withJitter(jitter);
        return this;
    }

    BacklinksClientBuilder inflaters(Supplier<Inflater> inflaters) {
        this.format = format.unpackedBy(inflaters);
        return this;
    }

    /**
     * The client. It opens no connection before a harvest needs one.
     *
     * @throws IllegalArgumentException if {@code baseUrl} is {@code http} to another machine and that isn't allowed
     * @throws IllegalStateException if there are no credentials and no transport, or if the account has open clients with
     *     other limits in this JVM
     */
    public BacklinksClient build() {
        if (transport == null && !allowPlainHttp) {
            server.refusePlainHttp();
        }
        Payer.Permits permits = payer.permits(server, transport == null);
        try {
            return watched(client(permits));
        } catch (Throwable thrown) {
            permits.release().run();
            throw thrown;
        }
    }

    private BacklinksClient watched(BacklinksClient client) {
        try {
            watchers.forEach(watcher -> watcher.accept(client));
            return client;
        } catch (Throwable thrown) {
            client.close();
            throw thrown;
        }
    }

    private BacklinksClient client(Payer.Permits permits) {
        Transport sender = transport == null ? http(permits.quota().maxInFlight()) : transport;
        OpenHarvests harvests = new OpenHarvests();
        return new BacklinksClient(new ClientSetup(
                DecoratedTransport.of(sender, decorators),
                transport == null ? server.baseUrl() : null,
                List.copyOf(listeners),
                permits.quota(),
                retryPolicy,
                format,
                new PageBuffer(waitingLimits, pauses.timers()),
                pauses,
                clock,
                harvests,
                new AccountLookup(sender, format.limits(), pauses, clock, harvests::isClosed),
                permits.release()));
    }

    private Transport http(int maxConnections) {
        boolean isOpen = asksEnvironment && http.proxy() == null;
        HttpOptions options =
                isOpen ? http.withProxy(ProxySettings.fromEnvironment(System.getenv(), server.baseUrl())) : http;
        return new HttpTransport(server.baseUrl(), payer.known(), maxConnections, options);
    }
}
