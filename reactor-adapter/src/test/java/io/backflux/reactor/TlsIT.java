package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.BacklinksQuery;
import io.backflux.error.UntrustedServerException;
import io.backflux.reactor.transport.Credentials;
import io.backflux.reactor.transport.HttpOptions;
import io.backflux.reactor.transport.ProxySettings;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class TlsIT {

    private static final String STORE_PASSWORD = "changeit";

    @TempDir
    Path folder;

    @Test
    void aCertificateThatNobodySignedIsRefusedAndNothingIsSent() throws Exception {
        SslContext tls = SslContextBuilder.forServer(selfSigned()).build();
        AtomicInteger requests = new AtomicInteger();
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .secure(spec -> spec.sslContext(tls))
                .handle((request, response) -> {
                    requests.incrementAndGet();
                    return response.send();
                })
                .bindNow();
        try (BacklinksClient client = BacklinksClient.builder()
                .baseUrl(URI.create("https://localhost:" + server.port()))
                .credentials(Credentials.of("somebody", "s3cret-pass"))
                .build()) {
            assertThatThrownBy(() ->
                            client.backlinks(BacklinksQuery.of("site.example")).blockLast())
                    .isInstanceOf(UntrustedServerException.class);
            assertThat(requests).hasValue(0);
        } finally {
            server.disposeNow();
        }
    }

    @Test
    void aServerWithoutTlsIsNotTrustedEither() {
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .handle((request, response) -> response.send())
                .bindNow();
        try (BacklinksClient client = BacklinksClient.builder()
                .baseUrl(URI.create("https://127.0.0.1:" + server.port()))
                .credentials(Credentials.of("somebody", "s3cret-pass"))
                .build()) {
            assertThatThrownBy(() ->
                            client.backlinks(BacklinksQuery.of("site.example")).blockLast())
                    .isInstanceOf(UntrustedServerException.class)
                    .hasMessageContaining("does not speak TLS");
        } finally {
            server.disposeNow();
        }
    }

    /** Named localhost by its certificate. */
    private DisposableServer serverWithItsOwnCertificate() throws Exception {
        SslContext tls = SslContextBuilder.forServer(selfSigned()).build();
        return HttpServer.create()
                .host("127.0.0.1")
                .secure(spec -> spec.sslContext(tls))
                .handle((request, response) -> response.sendString(Mono.just(ScriptedTransport.page(3, 0, 3, "null"))))
                .bindNow();
    }

    private Path certificate() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("server.p12"))) {
            store.load(in, STORE_PASSWORD.toCharArray());
        }
        String body = Base64.getMimeEncoder()
                .encodeToString(store.getCertificate("server").getEncoded());
        return Files.writeString(
                folder.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
    }

    private static BacklinksClientBuilder client(String server, int port) {
        return BacklinksClient.builder()
                .baseUrl(URI.create("https://" + server + ":" + port))
                .credentials(Credentials.of("somebody", "s3cret-pass"));
    }

    private static Long rows(BacklinksClientBuilder builder) {
        try (BacklinksClient client = builder.build()) {
            return Objects.requireNonNull(
                    client.backlinks(BacklinksQuery.of("site.example")).count().block());
        }
    }

    @Test
    void aCertificateOfOnesOwnIsTrustedWhereItIsNamed() throws Exception {
        DisposableServer server = serverWithItsOwnCertificate();
        try {
            Path ca = certificate();
            SslContext context = HttpOptions.trusting(ca);
            assertThat(rows(client("localhost", server.port()).trust(ca))).isEqualTo(3);
            assertThat(rows(client("localhost", server.port()).trust(context))).isEqualTo(3);
            assertThatThrownBy(() -> rows(client("localhost", server.port())))
                    .isInstanceOf(UntrustedServerException.class);
            assertThatThrownBy(() -> rows(client("127.0.0.1", server.port()).trust(ca)))
                    .as("another name than the certificate's")
                    .isInstanceOf(UntrustedServerException.class);
        } finally {
            server.disposeNow();
        }
    }

    @Test
    void itIsTrustedThroughAProxyToo() throws Exception {
        DisposableServer server = serverWithItsOwnCertificate();
        try (LocalProxy proxy = LocalProxy.http(server.port(), null)) {
            ProxySettings through = ProxySettings.http("127.0.0.1", proxy.port());
            assertThat(rows(client("localhost", server.port()).proxy(through).trust(certificate())))
                    .isEqualTo(3);
            assertThatThrownBy(() -> rows(client("localhost", server.port()).proxy(through)))
                    .isInstanceOf(UntrustedServerException.class);
            assertThat(proxy.servers())
                    .containsOnly("localhost:" + server.port())
                    .hasSize(2);
        } finally {
            server.disposeNow();
        }
    }

    @Test
    void whatHoldsNoCertificateIsRefusedAtOnce() throws Exception {
        Path none = folder.resolve("none.pem");
        Path text = Files.writeString(folder.resolve("text.pem"), "nothing of that kind");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BacklinksClient.builder().trust(none))
                .withMessage("no certificates in PEM could be read from " + none);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BacklinksClient.builder().trust(text))
                .withMessage("no certificates in PEM could be read from " + text);
    }

    private KeyManagerFactory selfSigned() throws Exception {
        Path file = folder.resolve("server.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        int exit = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-validity",
                        "2",
                        "-keystore",
                        file.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        STORE_PASSWORD)
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exit).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, STORE_PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, STORE_PASSWORD.toCharArray());
        return keys;
    }
}
