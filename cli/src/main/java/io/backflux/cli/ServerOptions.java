package io.backflux.cli;

import io.backflux.RetryPolicy;
import io.backflux.quota.redis.RedisAccountQuota;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.BacklinksClientBuilder;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.reactor.transport.Credentials;
import io.backflux.reactor.transport.HttpTransport;
import io.backflux.reactor.transport.ProxySettings;
import io.backflux.reactor.transport.Timeouts;
import io.backflux.reactor.transport.Transport;
import io.backflux.simulator.BacklinksSimulator;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who is asked, as whom and how hard. */
final class ServerOptions {

    static final String USUAL_ROWS = "100000";

    /** In the environment, where others don't see a password in it. */
    private static final String QUOTA_REDIS = "BACKFLUX_QUOTA_REDIS";

    private static final URI API = URI.create("https://api.dataforseo.com");

    /** More than any number of simulated rows costs. */
    private static final BigDecimal SIMULATED_BALANCE = new BigDecimal("1000000");

    private static final long MOST_ROWS = 1_000_000_000;

    @Option(
            names = "--simulate",
            arity = "0..1",
            paramLabel = "ROWS",
            preprocessor = RowsOrNothing.class,
            description = "Ask an embedded simulator with so many rows for each target (default: " + USUAL_ROWS
                    + ") instead of the API. Needs no account.")
    private @Nullable Long simulate;

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            converter = Converters.Url.class,
            description = "Another server that speaks the API (default: https://api.dataforseo.com).")
    private @Nullable URI baseUrl;

    @Option(
            names = "--allow-http",
            description = "Allow http in --base-url to another host; the password goes there in the clear.")
    private boolean allowHttp;

    @Option(
            names = "--requests-per-minute",
            paramLabel = "N",
            defaultValue = "2000",
            description = "The account's quota (default: ${DEFAULT-VALUE}).")
    private int requestsPerMinute;

    @Option(
            names = "--max-in-flight",
            paramLabel = "N",
            defaultValue = "30",
            description = "Requests at once, over all targets (default: ${DEFAULT-VALUE}).")
    private int maxInFlight;

    @Option(
            names = "--quota-redis",
            paramLabel = "URL",
            description =
                    "Share the account's quota with other processes by this Redis, such as redis://host:6379 (default:"
                            + " BACKFLUX_QUOTA_REDIS, if set; use that for a URL with a password). Give all the same limits.")
    private @Nullable String quotaRedis;

    @Option(
            names = "--response-timeout",
            paramLabel = "TIME",
            converter = Converters.Time.class,
            description =
                    "How long the server may stand still, such as 30s (default: 130s before an answer's first byte,"
                            + " 30s within it).")
    private @Nullable Duration responseTimeout;

    boolean isSimulated() {
        return simulate != null;
    }

    /** Who is asked: scheme, host, port and path of the server, in one spelling. */
    String name() {
        if (simulate != null) {
            return "the simulator";
        }
        URI endpoint = HttpTransport.endpoint(Objects.requireNonNullElse(baseUrl, API));
        String root = endpoint.resolve("../../..").toString();
        return root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
    }

    int maxInFlight() {
        return maxInFlight;
    }

    private void check() {
        require(simulate == null || baseUrl == null, "--simulate and --base-url exclude each other");
        require(
                simulate == null || simulate <= MOST_ROWS,
                "--simulate must be at most " + MOST_ROWS + ", was " + simulate);
        require(simulate == null || simulate >= 0, "--simulate must not be negative, was " + simulate);
        require(requestsPerMinute >= 1, "--requests-per-minute must be at least 1, was " + requestsPerMinute);
        require(maxInFlight >= 1, "--max-in-flight must be at least 1, was " + maxInFlight);
        if (baseUrl != null) {
            BacklinksClient.builder().baseUrl(baseUrl);
        }
    }

    private static void require(boolean met, String rule) {
        if (!met) {
            throw new IllegalArgumentException(rule);
        }
    }

    /** @throws IllegalArgumentException if an option is wrong, or there are no credentials, naming both ways on, or the environment names no proxy that can be understood */
    Server open(Map<String, String> environment, RetryPolicy retryPolicy) {
        return open(environment, retryPolicy, transport -> transport);
    }

    /**
     * The same, with another transport around the one to the network.
     *
     * @throws IllegalArgumentException as above
     */
    Server open(Map<String, String> environment, RetryPolicy retryPolicy, UnaryOperator<Transport> transportDecorator) {
        check();
        BacklinksClientBuilder client = BacklinksClient.builder()
                .quotaLimits(new QuotaLimits(maxInFlight, requestsPerMinute))
                .timeouts(timeouts())
                .retryPolicy(retryPolicy)
                .transportDecorator(transportDecorator);
        if (simulate != null) {
            return simulated(simulate, client, environment);
        }
        if (baseUrl != null) {
            client.baseUrl(baseUrl);
        }
        Credentials credentials = credentials(environment);
        client.allowPlainHttp(allowHttp).credentials(credentials);
        ProxySettings proxy = ProxySettings.fromEnvironment(environment, Objects.requireNonNullElse(baseUrl, API));
        if (proxy != null) {
            client.proxy(proxy);
        }
        try {
            RedisAccountQuota quota = shared(environment, credentials, client);
            return new Server(client.build(), quota, null);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(OptionWords.of(String.valueOf(e.getMessage())), e);
        }
    }

    /** Null where the account's quota is this process's alone. It connects when the first request is to be sent. */
    private @Nullable RedisAccountQuota shared(
            Map<String, String> environment, Credentials credentials, BacklinksClientBuilder client) {
        String url = quotaRedis == null ? environment.getOrDefault(QUOTA_REDIS, "") : quotaRedis;
        if (quotaRedis == null && url.isBlank()) {
            return null;
        }
        RedisAccountQuota quota = RedisAccountQuota.builder(url)
                .account(credentials.username())
                .limits(new QuotaLimits(maxInFlight, requestsPerMinute))
                .build();
        client.quota(quota);
        return quota;
    }

    private Server simulated(long rows, BacklinksClientBuilder client, Map<String, String> environment) {
        // The account that is played allows what is asked for, and the machine has better to do than to zip for itself.
        BacklinksSimulator simulator = BacklinksSimulator.builder()
                .rows(rows)
                .balance(SIMULATED_BALANCE)
                .maxInFlight(maxInFlight)
                .requestsPerMinute(requestsPerMinute)
                .gzip(false)
                .recordRequests(false)
                .start();
        Credentials credentials = Credentials.of(simulator.username(), simulator.password());
        try {
            RedisAccountQuota quota = shared(environment, credentials, client);
            return new Server(
                    client.baseUrl(simulator.baseUrl()).credentials(credentials).build(), quota, simulator);
        } catch (IllegalArgumentException e) {
            simulator.close();
            throw e;
        }
    }

    private static Credentials credentials(Map<String, String> environment) {
        String username = environment.getOrDefault(Credentials.USERNAME_VARIABLE, "");
        String password = environment.getOrDefault(Credentials.PASSWORD_VARIABLE, "");
        if (username.isBlank() || password.isBlank()) {
            throw new IllegalArgumentException("there are no credentials: set " + Credentials.USERNAME_VARIABLE
                    + " and " + Credentials.PASSWORD_VARIABLE + ", or add --simulate to try it without an account");
        }
        if (!ArgumentEncoding.isReadable(username) || !ArgumentEncoding.isReadable(password)) {
            throw new IllegalArgumentException("the credentials can't be read in this locale; set LC_ALL=C.UTF-8");
        }
        return Credentials.of(username, password);
    }

    private Timeouts timeouts() {
        Timeouts usual = Timeouts.DEFAULT;
        if (responseTimeout == null) {
            return usual;
        }
        Duration whole = responseTimeout.compareTo(usual.wholeAnswer()) > 0 ? responseTimeout : usual.wholeAnswer();
        return new Timeouts(usual.connect(), responseTimeout, responseTimeout, whole);
    }
}
