package io.backflux.spring.boot;

import io.backflux.RetryPolicy;
import io.backflux.reactor.WaitingLimits;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.reactor.transport.Credentials;
import io.backflux.reactor.transport.ProxySettings;
import io.backflux.reactor.transport.ProxySettings.Protocol;
import io.backflux.reactor.transport.Timeouts;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The properties {@code backflux.*}.
 *
 * @param username Login of the API.
 * @param password Password of the API.
 * @param baseUrl Another server that speaks the API, such as its sandbox or a gateway; the API itself unless set.
 * @param allowPlainHttp Whether a base URL of another machine may be http.
 * @param quota What the account may send.
 * @param timeouts How long a request may take.
 * @param retry How often a page that failed is requested again.
 * @param waiting What of answers may wait in memory for subscribers that read slowly.
 * @param ssl Whom to trust.
 * @param proxy The proxy to go through.
 * @param health What the health indicator asks for.
 */
@ConfigurationProperties("backflux")
record BackfluxProperties(
        @Nullable String username,
        @Nullable String password,
        @Nullable URI baseUrl,
        @DefaultValue("false") boolean allowPlainHttp,
        @DefaultValue Quota quota,
        @DefaultValue Times timeouts,
        @DefaultValue Retry retry,
        @DefaultValue Waiting waiting,
        @DefaultValue Ssl ssl,
        @DefaultValue Proxy proxy,
        @DefaultValue HealthCheck health) {

    /**
     * What the account may send.
     *
     * @param maxInFlight Requests at once, over all clients of the account in this JVM, or of all processes that share a Redis.
     * @param requestsPerMinute Requests within any minute, over all clients of the account in this JVM, or of all processes that share
     *     a Redis.
     * @param redis The Redis by which several processes share the quota.
     */
    record Quota(
            @DefaultValue("30") int maxInFlight,
            @DefaultValue("2000") int requestsPerMinute,
            @DefaultValue Redis redis) {

        QuotaLimits limits() {
            return new QuotaLimits(maxInFlight, requestsPerMinute);
        }
    }

    /**
     * The Redis by which several processes share the quota; needs backflux-quota-redis.
     *
     * @param url Such as redis://host:6379; the quota is this JVM's alone unless set.
     * @param name What the account is called in Redis; a hash of the username unless set.
     * @param lease How long the permits of a process count that is heard of no more.
     * @param unavailableAfter How long requests wait while Redis can't be reached, before they fail.
     */
    record Redis(
            @Nullable String url,
            @Nullable String name,
            @DefaultValue("30s") Duration lease,
            @DefaultValue("60s") Duration unavailableAfter) {

        /** Without the URL, which may carry a password. */
        @Override
        public String toString() {
            return "Redis[name=" + name + ", lease=" + lease + ", unavailableAfter=" + unavailableAfter + "]";
        }
    }

    /**
     * How long a request may take.
     *
     * @param connect Until the connection stands, TLS included.
     * @param firstByte From the request sent to the answer's first byte.
     * @param betweenReads How long an answer that has begun may stand still.
     * @param wholeAnswer From the request sent to the answer's last byte.
     */
    record Times(
            @DefaultValue("10s") Duration connect,
            @DefaultValue("130s") Duration firstByte,
            @DefaultValue("30s") Duration betweenReads,
            @DefaultValue("130s") Duration wholeAnswer) {

        Timeouts timeouts() {
            return new Timeouts(connect, firstByte, betweenReads, wholeAnswer);
        }
    }

    /**
     * How often a page that failed is requested again.
     *
     * @param maxAttempts Requests for one page, the first one included.
     * @param firstBackoff Pause before the second attempt; it doubles with each further one.
     * @param maxBackoff The longest such pause.
     * @param firstOutageBackoff Pause after the first answer that the API is down for minutes; it doubles, too.
     * @param maxOutageBackoff The longest such pause, and the longest Retry-After that is honoured.
     * @param jitter The share of a pause that is left to chance, from 0 to 1.
     */
    record Retry(
            @DefaultValue("7") int maxAttempts,
            @DefaultValue("500ms") Duration firstBackoff,
            @DefaultValue("30s") Duration maxBackoff,
            @DefaultValue("1m") Duration firstOutageBackoff,
            @DefaultValue("10m") Duration maxOutageBackoff,
            @DefaultValue("0.5") double jitter) {

        RetryPolicy policy() {
            return RetryPolicy.DEFAULT
                    .withMaxAttempts(maxAttempts)
                    .withBackoff(firstBackoff, maxBackoff)
                    .withOutageBackoff(firstOutageBackoff, maxOutageBackoff)
                    .withJitter(jitter);
        }
    }

    /**
     * What of answers may wait in memory for subscribers that read slowly.
     *
     * @param maxBytes Memory that all pages that wait share; a quarter of the JVM's largest heap unless set.
     * @param stalledAfter How long nothing of a page must have been demanded before it gives way to others.
     */
    record Waiting(
            @Nullable DataSize maxBytes, @DefaultValue("1m") Duration stalledAfter) {

        WaitingLimits limits() {
            long bytes = maxBytes == null ? WaitingLimits.DEFAULT.maxBytes() : maxBytes.toBytes();
            return new WaitingLimits(bytes, stalledAfter);
        }
    }

    /**
     * Whom to trust.
     *
     * @param bundle Name of the SSL bundle to use; whom the JVM trusts unless set.
     */
    record Ssl(@Nullable String bundle) {}

    /**
     * The proxy to go through.
     *
     * @param host Name or address of the proxy; none unless set.
     * @param port Port of the proxy.
     * @param protocol What is spoken with the proxy.
     * @param username Login that the proxy wants, if any.
     * @param password Password that the proxy wants, if any.
     * @param fromEnvironment Whether to go by HTTPS_PROXY and NO_PROXY where no host is set.
     */
    record Proxy(
            @Nullable String host,
            @DefaultValue("3128") int port,
            @DefaultValue("http") Protocol protocol,
            @Nullable String username,
            @Nullable String password,
            @DefaultValue("false") boolean fromEnvironment) {

        /** Null where there is none. */
        @Nullable ProxySettings settings() {
            if (host == null || host.isBlank()) {
                return null;
            }
            ProxySettings settings = new ProxySettings(protocol, host, port, null);
            return username == null || password == null
                    ? settings
                    : settings.withLogin(Credentials.of(username, password));
        }

        @Override
        public String toString() {
            return "Proxy[" + protocol + " " + host + ":" + port + ", login hidden]";
        }
    }

    /**
     * What the health indicator asks for.
     *
     * @param balance Whether to ask the API for the account's balance, at most once a minute and free of charge.
     */
    record HealthCheck(@DefaultValue("false") boolean balance) {}

    /** Without the credentials. */
    @Override
    public String toString() {
        return "BackfluxProperties[baseUrl=" + baseUrl + ", allowPlainHttp=" + allowPlainHttp + ", " + quota + ", "
                + timeouts + ", " + retry + ", " + waiting + ", " + ssl + ", " + proxy + ", " + health + "]";
    }
}
