package io.backflux.reactor;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import io.backflux.BacklinksQuery;
import io.backflux.ParseLimits;
import io.backflux.RetryPolicy;
import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.reactor.transport.Credentials;
import io.backflux.reactor.transport.HttpTransport;
import io.backflux.reactor.transport.Timeouts;
import io.backflux.reactor.transport.Transport;
import io.backflux.wire.PageFormat;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The backlinks API as {@code Flux}. One client serves many harvests at once; clients of one account share its quota
 * within this JVM. Safe for use by any thread; close it when done.
 *
 * <p>In a test of what uses a client, {@link io.backflux.reactor.transport.CannedTransport} stands in for the network:
 *
 * <pre>{@code
 * BacklinksClient client = BacklinksClient.builder().transport(CannedTransport.ofRows(rows)).build();
 * }</pre>
 */
public final class BacklinksClient implements Disposable, AutoCloseable {

    /** How long {@link #disposeLater} waits for harvests to end: 30 s, longer than almost every answer takes. */
    public static final Duration DISPOSE_TIMEOUT = Duration.ofSeconds(30);

    private final ClientSetup setup;
    private final AtomicBoolean isReleased = new AtomicBoolean();

    private BacklinksClient(ClientSetup setup) {
        this.setup = setup;
    }

    /** A builder with its defaults, which wants credentials. */
    public static Builder builder() {
        return new Builder();
    }

    /** Every row of the query, as with {@link Harvest#backlinks()}. */
    public Flux<Backlink> backlinks(BacklinksQuery query) {
        return harvest(query).backlinks();
    }

    /** Every page of the query, as with {@link Harvest#pages()}. */
    public Flux<BacklinksPage> pages(BacklinksQuery query) {
        return harvest(query).pages();
    }

    /** A harvest of the query, to be described further. Nothing is sent. */
    public Harvest harvest(BacklinksQuery query) {
        return new Harvest(setup, Objects.requireNonNull(query, "query"), HarvestOptions.DEFAULT);
    }

    /**
     * Bytes of answers that all harvests hold in memory now, and that are set aside for those in flight: of
     * {@link WaitingLimits#maxBytes}, which they may exceed as {@link WaitingLimits} says. For a gauge.
     */
    public long waitingBytes() {
        return setup.buffer().used();
    }

    /** Requests that wait because there is no room for their pages. Those that wait for a permit are not among them. For a gauge. */
    public int waitingForRoom() {
        return setup.buffer().waiting();
    }

    /**
     * Sends no request from now on. What is in flight, and paid for, still comes, and its rows are emitted as they are
     * demanded; then each harvest that has more to ask for ends with {@link io.backflux.error.ClientClosedException} and its
     * checkpoint: those with nothing in flight do so within this call, on the caller's thread and without demand, and so does
     * one that is subscribed later. Does not wait: see {@link #closeGracefully}. A second call does nothing.
     */
    @Override
    public void close() {
        if (isReleased.compareAndSet(false, true)) {
            try {
                setup.harvests().close();
            } finally {
                setup.transport().close();
                setup.release().run();
            }
        }
    }

    /**
     * As {@link #close()}, and completes once all harvests have ended, so that what is paid for is not lost where the
     * application stops. Each subscription closes the client, and nothing happens before. Harvests that have not ended in time,
     * as where a server is slow or a subscriber doesn't demand, end with {@link io.backflux.error.ClientClosedException} and their
     * checkpoint; what was in flight for them is aborted, and may be billed. Where a subscriber is still
     * within {@code onNext} then, its harvest ends when that returns. Completes in either case, on the thread that ended the last
     * harvest or on a timer's; cancelling it only ends the wait, and leaves it to {@link #close()} to free the connections.
     *
     * <p>Connections and event loops are the client's own, so it doesn't matter whether those that Reactor Netty shares have
     * been disposed before.
     *
     * @param timeout for the harvests' end; zero ends them at once
     * @throws IllegalArgumentException if it is negative
     */
    public Mono<Void> closeGracefully(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout must not be negative, was " + timeout);
        }
        return setup.harvests().closeWithin(timeout, setup.pauses().timers()).then(Mono.fromRunnable(this::close));
    }

    /** The same as {@link #close()}, so that a {@link reactor.core.Disposables#composite composite} can hold a client. */
    @Override
    public void dispose() {
        close();
    }

    /** {@link #closeGracefully} with {@link #DISPOSE_TIMEOUT}, as Reactor's resources have it. */
    public Mono<Void> disposeLater() {
        return closeGracefully(DISPOSE_TIMEOUT);
    }

    /** Whether no request is sent any more. */
    @Override
    public boolean isDisposed() {
        return setup.harvests().isClosed();
    }

    /**
     * Builds a client. Defaults:
     * <ul>
     *   <li>{@code baseUrl} {@code https://api.dataforseo.com}
     *   <li>{@code allowPlainHttp} false: {@code http} to this machine only
     *   <li>{@code quotaLimits} 30 in flight, 2,000 a minute, in the quota that this JVM keeps for the account
     *   <li>{@code timeouts} {@link Timeouts#DEFAULT}
     *   <li>{@code retryPolicy} {@link RetryPolicy#DEFAULT}
     *   <li>{@code parseLimits} {@link ParseLimits#DEFAULT}
     *   <li>{@code waitingLimits} {@link WaitingLimits#DEFAULT}: a quarter of the heap
     *   <li>{@code maxHeadBytes} {@link HttpTransport#DEFAULT_MAX_HEAD_BYTES}
     *   <li>{@code transport} {@link HttpTransport} with as many connections as the quota has permits
     * </ul>
     * Credentials have no default.
     */
    public static final class Builder {

        private Account account = Account.UNKNOWN;
        private Server server = Server.API;
        private boolean allowPlainHttp;
        private Timeouts timeouts = Timeouts.DEFAULT;
        private RetryPolicy retryPolicy = RetryPolicy.DEFAULT;
        private PageFormat format = new PageFormat(ParseLimits.DEFAULT);
        private WaitingLimits waitingLimits = WaitingLimits.DEFAULT;
        private int maxHeadBytes = HttpTransport.DEFAULT_MAX_HEAD_BYTES;
        private @Nullable Transport transport;
        private Pauses pauses = Pauses.DEFAULT;
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        /** Whose account pays. Sent with each request, as HTTP Basic, to the base URL alone. */
        public Builder credentials(Credentials credentials) {
            this.account = account.with(Objects.requireNonNull(credentials, "credentials"));
            return this;
        }

        /**
         * Another server that speaks the API, such as {@code https://sandbox.dataforseo.com}, a gateway or a simulator.
         *
         * @param baseUrl scheme, host, and port and path where it has them: requests go to the API's own path below that
         *     path. {@code http} only for this machine, unless {@link #allowPlainHttp} allows it
         * @throws IllegalArgumentException if it is anything else, or has a login, a query or a fragment
         */
        public Builder baseUrl(URI baseUrl) {
            this.server = Server.at(baseUrl);
            return this;
        }

        /**
         * Whether {@code http} may leave this machine, such as to a sidecar or a gateway on a private network. Not unless set,
         * because the password goes along in the clear.
         */
        public Builder allowPlainHttp(boolean allow) {
            this.allowPlainHttp = allow;
            return this;
        }

        /**
         * What the account may send; the same for each client of the account in this JVM until all of them are closed. Without
         * effect where there is a {@link #quota}.
         */
        public Builder quotaLimits(QuotaLimits quotaLimits) {
            this.account = account.with(Objects.requireNonNull(quotaLimits, "quotaLimits"));
            return this;
        }

        /** A quota of the caller's, with its own limits, instead of the one that this JVM keeps for the account. */
        public Builder quota(AccountQuota quota) {
            this.account = account.with(Objects.requireNonNull(quota, "quota"));
            return this;
        }

        /** How long connecting and answering may take; what takes longer counts as a failure that may pass. */
        public Builder timeouts(Timeouts timeouts) {
            this.timeouts = Objects.requireNonNull(timeouts, "timeouts");
            return this;
        }

        /** How often a page that failed in a way that may pass is retried. */
        public Builder retryPolicy(RetryPolicy retryPolicy) {
            this.retryPolicy = Objects.requireNonNull(retryPolicy, "retryPolicy");
            return this;
        }

        /** How much an answer may hold; more is an {@link io.backflux.error.AnswerTooLargeException}. */
        public Builder parseLimits(ParseLimits parseLimits) {
            this.format = format.within(Objects.requireNonNull(parseLimits, "parseLimits"));
            return this;
        }

        /** How much of their answers all harvests of the client keep in memory, and what gives way where more is wanted. */
        public Builder waitingLimits(WaitingLimits waitingLimits) {
            this.waitingLimits = Objects.requireNonNull(waitingLimits, "waitingLimits");
            return this;
        }

        /**
         * How much may stand around an answer's body: bytes of the status line, of all headers, and of what may follow a body
         * in chunks, each. More is an {@link io.backflux.error.AnswerTooLargeException}.
         */
        public Builder maxHeadBytes(int maxHeadBytes) {
            if (maxHeadBytes < 1) {
                throw new IllegalArgumentException("maxHeadBytes must be at least 1, was " + maxHeadBytes);
            }
            this.maxHeadBytes = maxHeadBytes;
            return this;
        }

        /**
         * Instead of HTTP; it decides on credentials, base URL, timeouts and head sizes itself, and the builder's have no effect.
         * Closed with the client. For tests: {@link io.backflux.reactor.transport.CannedTransport}.
         */
        public Builder transport(Transport transport) {
            this.transport = Objects.requireNonNull(transport, "transport");
            return this;
        }

        /** Where pauses before retries are waited for. */
        Builder timer(Scheduler timer) {
            this.pauses = pauses.by(timer);
            return this;
        }

        Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        Builder jitter(DoubleSupplier jitter) {
            this.pauses = pauses.withJitter(jitter);
            return this;
        }

        Builder inflaters(Supplier<Inflater> inflaters) {
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
            Account.Permits permits = account.permits(server, transport == null);
            Transport sender = transport == null ? http(permits.quota().maxInFlight()) : transport;
            return new BacklinksClient(new ClientSetup(
                    sender,
                    permits.quota(),
                    retryPolicy,
                    format,
                    new PageBuffer(waitingLimits, pauses.timers()),
                    pauses,
                    clock,
                    new OpenHarvests(),
                    permits.release()));
        }

        private Transport http(int maxConnections) {
            return new HttpTransport(server.baseUrl(), account.known(), timeouts, maxConnections, maxHeadBytes);
        }
    }
}
