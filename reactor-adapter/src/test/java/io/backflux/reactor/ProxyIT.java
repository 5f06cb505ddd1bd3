package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.BacklinksQuery;
import io.backflux.RetryPolicy;
import io.backflux.error.BacklinksException;
import io.backflux.error.ConnectionFailedException;
import io.backflux.error.ProxyFailedException;
import io.backflux.reactor.transport.Credentials;
import io.backflux.reactor.transport.ProxySettings;
import io.backflux.simulator.BacklinksSimulator;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpServer;
import reactor.netty.transport.ProxyProvider.Proxy;

/** Through a proxy, by a name of the server that this machine doesn't know. */
class ProxyIT {

    private static final int ROWS = 5_000;
    private static final Credentials LOGIN = Credentials.of("user", "pr0xy-pass");
    private static final BacklinksQuery QUERY =
            BacklinksQuery.builder("site.example").limit(100).build();

    private final BacklinksSimulator api =
            BacklinksSimulator.builder().rows(ROWS).start();
    private final AtomicInteger attempts = new AtomicInteger();

    @AfterEach
    void stop() {
        api.close();
    }

    private BacklinksClientBuilder client() {
        return client("http");
    }

    private BacklinksClientBuilder client(String scheme) {
        return SimulatedApi.builder(api)
                .baseUrl(URI.create(scheme + "://api.backflux.invalid"))
                .allowPlainHttp(true)
                .transportDecorator(next -> request -> {
                    attempts.incrementAndGet();
                    return next.exchange(request);
                });
    }

    private static ProxySettings settings(LocalProxy proxy) {
        return ProxySettings.http("127.0.0.1", proxy.port());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void connectionsAreReused(int slots) {
        try (LocalProxy proxy = LocalProxy.http(api.baseUrl().getPort(), "user:pr0xy-pass");
                BacklinksClient client =
                        client().proxy(settings(proxy).withLogin(LOGIN)).build()) {
            assertThat(client.harvest(QUERY)
                            .parallelism(slots)
                            .backlinks()
                            .count()
                            .block())
                    .isEqualTo(ROWS);
            assertThat(attempts).hasValueGreaterThanOrEqualTo(ROWS / 100);
            assertThat(proxy.servers()).hasSizeBetween(1, slots).containsOnly("api.backflux.invalid:80");
            assertThat(proxy.heads())
                    .noneMatch(head -> head.toLowerCase(Locale.ROOT).contains("\r\nauthorization"));
        }
    }

    @Test
    void withoutALoginItIsAsSimple() {
        try (LocalProxy proxy = LocalProxy.http(api.baseUrl().getPort(), null);
                BacklinksClient client = client().proxy(settings(proxy)).build()) {
            assertThat(client.backlinks(QUERY).count().block()).isEqualTo(ROWS);
            assertThat(proxy.servers()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void socksDoesAsWell(boolean withLogin) {
        try (LocalProxy proxy = LocalProxy.socks(api.baseUrl().getPort(), withLogin ? "user:pr0xy-pass" : null)) {
            ProxySettings plain = ProxySettings.socks5("localhost", proxy.port());
            try (BacklinksClient client =
                    client().proxy(withLogin ? plain.withLogin(LOGIN) : plain).build()) {
                assertThat(client.harvest(QUERY)
                                .parallelism(8)
                                .backlinks()
                                .count()
                                .block())
                        .isEqualTo(ROWS);
            }
            assertThat(proxy.servers()).hasSizeBetween(1, 8).containsOnly("api.backflux.invalid:80");
        }
    }

    @Test
    void oneThatTheCallerSetsOnTheHttpClientDoesAsWell() {
        try (LocalProxy proxy = LocalProxy.http(api.baseUrl().getPort(), null);
                BacklinksClient client = client().httpClient(http -> http.proxy(
                                spec -> spec.type(Proxy.HTTP).host("127.0.0.1").port(proxy.port())))
                        .build()) {
            assertThat(client.backlinks(QUERY).count().block()).isEqualTo(ROWS);
            assertThat(proxy.servers()).hasSize(1);
        }
    }

    private BacklinksException failure(BacklinksClientBuilder builder) {
        try (BacklinksClient client = builder.build()) {
            return client.backlinks(QUERY)
                    .then(Mono.<BacklinksException>empty())
                    .onErrorResume(BacklinksException.class, Mono::just)
                    .blockOptional()
                    .orElseThrow();
        }
    }

    private void assertNamed(BacklinksException failure, String proxy, String why) {
        assertThat(failure)
                .isInstanceOf(ProxyFailedException.class)
                .hasMessageContaining(proxy)
                .hasMessageContaining(why);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).doesNotContain("pr0xy-pass", "wr0ng-pass");
        }
        assertThat(attempts).hasValue(1);
        assertThat(api.requestCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void aLoginThatItDoesNotTakeIsTriedOnce(String scheme) {
        try (LocalProxy proxy = LocalProxy.http(api.baseUrl().getPort(), "user:pr0xy-pass")) {
            Credentials wrong = Credentials.of("user", "wr0ng-pass");
            assertNamed(
                    failure(client(scheme).proxy(settings(proxy).withLogin(wrong))),
                    "the proxy " + proxy.address() + " made no connection to api.backflux.invalid",
                    "407 Proxy Authentication Required; it doesn't take the login");
            assertThat(proxy.servers()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void oneThatWantsALoginSaysSoOnce(String scheme) {
        try (LocalProxy proxy = LocalProxy.http(api.baseUrl().getPort(), "user:pr0xy-pass")) {
            assertNamed(failure(client(scheme).proxy(settings(proxy))), proxy.address(), "it wants a login");
            assertThat(proxy.servers()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void soDoesOneThatTheCallerSetsOnTheHttpClient(String scheme) {
        try (LocalProxy proxy = LocalProxy.http(api.baseUrl().getPort(), "user:pr0xy-pass")) {
            BacklinksClientBuilder builder = client(scheme)
                    .httpClient(http -> http.proxy(
                            spec -> spec.type(Proxy.HTTP).host("127.0.0.1").port(proxy.port())));
            assertNamed(failure(builder), proxy.address(), "it wants a login");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void aLoginThatSocksDoesNotTakeIsTriedOnce(String scheme) {
        try (LocalProxy proxy = LocalProxy.socks(api.baseUrl().getPort(), "user:pr0xy-pass")) {
            ProxySettings wrong =
                    ProxySettings.socks5("127.0.0.1", proxy.port()).withLogin(Credentials.of("user", "wr0ng-pass"));
            assertNamed(failure(client(scheme).proxy(wrong)), proxy.address(), "it doesn't take the login");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void oneThatForbidsTheServerSaysSoOnce(String scheme) {
        try (LocalProxy proxy = LocalProxy.refusing("403 Forbidden")) {
            assertNamed(failure(client(scheme).proxy(settings(proxy))), proxy.address(), "403 Forbidden");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void oneThatCannotBeReachedIsTriedOnce(String scheme) {
        DisposableServer gone = TcpServer.create().host("127.0.0.1").bindNow();
        gone.disposeNow();
        assertNamed(
                failure(client(scheme).proxy(ProxySettings.http("127.0.0.1", gone.port()))),
                "no connection to the proxy 127.0.0.1:" + gone.port(),
                "refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void oneOfTheHttpClientThatCannotBeReachedIsTriedOnceToo(String scheme) {
        DisposableServer gone = TcpServer.create().host("127.0.0.1").bindNow();
        gone.disposeNow();
        BacklinksClientBuilder builder = client(scheme)
                .httpClient(http -> http.proxy(
                        spec -> spec.type(Proxy.HTTP).host("127.0.0.1").port(gone.port())));
        assertNamed(failure(builder), "no connection to the proxy 127.0.0.1:" + gone.port(), "refused");
    }

    /** A proxy that is set but not taken is not what failed. */
    @Test
    void aServerThatIsLeftOutOfTheHttpClientsProxyFailsByItself() {
        DisposableServer gone = TcpServer.create().host("127.0.0.1").bindNow();
        gone.disposeNow();
        BacklinksClientBuilder builder = client().baseUrl(URI.create("http://127.0.0.1:" + gone.port()))
                .retryPolicy(RetryPolicy.NONE)
                .httpClient(http -> http.proxy(
                        spec -> spec.type(Proxy.HTTP).host("127.0.0.1").port(1).nonProxyHosts("127.*")));
        assertThat(failure(builder))
                .isInstanceOf(ConnectionFailedException.class)
                .hasMessageContaining("no connection to 127.0.0.1:" + gone.port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void oneWhoseNameNobodyKnowsIsTriedOnce(String scheme) {
        assertNamed(
                failure(client(scheme).proxy(ProxySettings.http("proxy.backflux.invalid", 3128))),
                "no connection to the proxy proxy.backflux.invalid:3128",
                "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void oneThatDoesNotReachTheServerMayTheNextTime(String scheme) {
        try (LocalProxy proxy = LocalProxy.refusing("502 Bad Gateway");
                BacklinksClient client = client(scheme)
                        .proxy(settings(proxy))
                        .retryPolicy(RetryPolicy.DEFAULT.withMaxAttempts(2))
                        .jitter(() -> 0)
                        .build()) {
            assertThatThrownBy(() -> client.backlinks(QUERY).blockLast())
                    .isInstanceOf(ConnectionFailedException.class)
                    .hasMessageContaining("the proxy " + proxy.address() + " made no connection to")
                    .hasMessageContaining("502 Bad Gateway");
            assertThat(attempts).hasValue(2);
        }
    }
}
