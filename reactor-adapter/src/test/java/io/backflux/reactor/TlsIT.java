package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.BacklinksQuery;
import io.backflux.error.UntrustedServerException;
import io.backflux.reactor.transport.Credentials;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
