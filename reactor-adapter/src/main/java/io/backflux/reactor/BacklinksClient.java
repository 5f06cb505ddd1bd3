package io.backflux.reactor;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import io.backflux.BacklinksQuery;
import io.backflux.ParseLimits;
import io.backflux.RetryPolicy;
import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.reactor.transport.HttpTransport;
import io.backflux.reactor.transport.Transport;
import io.backflux.wire.PageFormat;
import io.netty.util.NetUtil;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The backlinks API as {@code Flux}. One client serves many harvests at once; clients of one account share its quota
 * within this JVM. Safe for use by any thread; close it when done.
 */
public final class BacklinksClient implements AutoCloseable {

    private final ClientSetup setup;

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
     * Sends no request from now on: a harvest that goes on fails at its next page with {@link IllegalStateException}. What is
     * in flight, and paid for, still comes. Does not wait. A second call does nothing.
     */
    @Override
    public void close() {
        if (setup.closed().compareAndSet(false, true)) {
            setup.transport().close();
        }
    }

    /**
     * Builds a client. Defaults:
     * <ul>
     *   <li>{@code baseUrl} {@code https://api.dataforseo.com}
     *   <li>{@code quotaLimits} 30 in flight, 2,000 a minute, in the quota that this JVM keeps for the account
     *   <li>{@code timeouts} {@link Timeouts#DEFAULT}
     *   <li>{@code retryPolicy} {@link RetryPolicy#DEFAULT}
     *   <li>{@code parseLimits} {@link ParseLimits#DEFAULT}
     *   <li>{@code transport} {@link HttpTransport} with as many connections as may be in flight
     * </ul>
     * Credentials have no default.
     */
    public static final class Builder {

        private static final URI API = URI.create("https://api.dataforseo.com");

        private @Nullable Credentials credentials;
        private URI baseUrl = API;
        private QuotaLimits quotaLimits = QuotaLimits.DEFAULT;
        private @Nullable AccountQuota quota;
        private Timeouts timeouts = Timeouts.DEFAULT;
        private RetryPolicy retryPolicy = RetryPolicy.DEFAULT;
        private ParseLimits parseLimits = ParseLimits.DEFAULT;
        private @Nullable Transport transport;
        private Scheduler timer = Schedulers.parallel();
        private Clock clock = Clock.systemUTC();
        private DoubleSupplier jitter = () -> ThreadLocalRandom.current().nextDouble();

        private Builder() {}

        /** Whose account pays. Sent with each request, as HTTP Basic, to the base URL alone. */
        public Builder credentials(Credentials credentials) {
            this.credentials = Objects.requireNonNull(credentials, "credentials");
            return this;
        }

        /**
         * Another server that speaks the API, such as {@code https://sandbox.dataforseo.com} or a simulator.
         *
         * @param baseUrl scheme, host and port; {@code http} only for this machine, because the password goes along
         */
        public Builder baseUrl(URI baseUrl) {
            boolean secure = "https".equals(baseUrl.getScheme());
            if (baseUrl.getHost() == null || !(secure || "http".equals(baseUrl.getScheme()))) {
                throw new IllegalArgumentException("baseUrl must be like https://host or http://localhost:8080, was "
                        + baseUrl.getScheme() + "://" + baseUrl.getHost());
            }
            if (!secure && !isThisMachine(baseUrl.getHost())) {
                throw new IllegalArgumentException(
                        "baseUrl must be https, because the password goes along, was http to " + baseUrl.getHost());
            }
            this.baseUrl = baseUrl;
            return this;
        }

        private static boolean isThisMachine(String host) {
            return host.equals("localhost")
                    || host.equals("[::1]")
                    || (host.startsWith("127.") && NetUtil.isValidIpV4Address(host));
        }

        /** What the account may send; the same for each client of the account in this JVM. */
        public Builder quotaLimits(QuotaLimits quotaLimits) {
            this.quotaLimits = Objects.requireNonNull(quotaLimits, "quotaLimits");
            return this;
        }

        /** A quota of the caller's, instead of the one that this JVM keeps for the account. */
        public Builder quota(AccountQuota quota) {
            this.quota = Objects.requireNonNull(quota, "quota");
            return this;
        }

        /** How long connecting and answering may take; what takes longer counts as a failure that may pass. */
        public Builder timeouts(Timeouts timeouts) {
            this.timeouts = Objects.requireNonNull(timeouts, "timeouts");
            return this;
        }

        /** How often a page that failed in a way that may pass is asked for again. */
        public Builder retryPolicy(RetryPolicy retryPolicy) {
            this.retryPolicy = Objects.requireNonNull(retryPolicy, "retryPolicy");
            return this;
        }

        /** How much an answer may hold; more is an {@link io.backflux.error.AnswerTooLargeException}. */
        public Builder parseLimits(ParseLimits parseLimits) {
            this.parseLimits = Objects.requireNonNull(parseLimits, "parseLimits");
            return this;
        }

        /** Another way to the API; credentials, base URL and timeouts are then its own affair. Closed with the client. */
        public Builder transport(Transport transport) {
            this.transport = Objects.requireNonNull(transport, "transport");
            return this;
        }

        /** Where pauses before retries are waited for. */
        Builder timer(Scheduler timer) {
            this.timer = timer;
            return this;
        }

        Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        Builder jitter(DoubleSupplier jitter) {
            this.jitter = jitter;
            return this;
        }

        /**
         * The client. It opens no connection before a harvest needs one.
         *
         * @throws IllegalStateException if there are no credentials and no transport, or if the account has a quota with other
         *     limits in this JVM
         */
        public BacklinksClient build() {
            AccountQuota permits = quota == null ? accountQuota() : quota;
            Transport way = transport == null
                    ? new HttpTransport(baseUrl, required(), timeouts, quotaLimits.maxInFlight())
                    : transport;
            return new BacklinksClient(new ClientSetup(
                    way, permits, retryPolicy, new PageFormat(parseLimits), timer, jitter, clock, new AtomicBoolean()));
        }

        private AccountQuota accountQuota() {
            if (credentials == null && transport != null) {
                return AccountQuota.local(quotaLimits);
            }
            return AccountQuota.shared(required().username() + "@" + baseUrl.getAuthority(), quotaLimits);
        }

        private Credentials required() {
            if (credentials == null) {
                throw new IllegalStateException("credentials must be set, such as with Credentials.fromEnvironment()");
            }
            return credentials;
        }
    }
}
