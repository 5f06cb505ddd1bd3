package io.backflux.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.BacklinksQuery;
import io.backflux.error.AccountRefusedException;
import io.backflux.error.UntrustedServerException;
import io.backflux.reactor.BacklinksClient;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class SslBundleIT {

    private static final String STORE_PASSWORD = "changeit";
    private static final int UNAUTHORIZED = 401;

    @TempDir
    private Path folder;

    private Path store;
    private DisposableServer server;

    @BeforeEach
    void start() throws Exception {
        store = folder.resolve("server.p12");
        makeCertificate();
        SslContext tls = SslContextBuilder.forServer(keys()).build();
        server = HttpServer.create()
                .host("127.0.0.1")
                .secure(spec -> spec.sslContext(tls))
                .handle((request, response) -> response.status(UNAUTHORIZED).send())
                .bindNow();
    }

    @AfterEach
    void stop() {
        server.disposeNow();
    }

    @Test
    void serverIsTrustedByTheBundleAndNotWithoutIt() {
        ApplicationContextRunner runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        BackfluxAutoConfiguration.class, LifecycleAutoConfiguration.class, SslAutoConfiguration.class))
                .withPropertyValues(
                        "spring.ssl.bundle.jks.ours.truststore.location=" + store.toUri(),
                        "spring.ssl.bundle.jks.ours.truststore.password=" + STORE_PASSWORD,
                        "spring.ssl.bundle.jks.ours.truststore.type=PKCS12",
                        "backflux.base-url=https://localhost:" + server.port(),
                        "backflux.username=me",
                        "backflux.password=hush");

        runner.run(context -> assertThatThrownBy(() -> ask(context.getBean(BacklinksClient.class)))
                .isInstanceOf(UntrustedServerException.class));
        runner.withPropertyValues("backflux.ssl.bundle=ours")
                .run(context -> assertThatThrownBy(() -> ask(context.getBean(BacklinksClient.class)))
                        .as("what the server itself says")
                        .isInstanceOf(AccountRefusedException.class));
    }

    private static void ask(BacklinksClient client) {
        client.backlinks(BacklinksQuery.of("forbes.com")).blockLast();
    }

    private KeyManagerFactory keys() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, STORE_PASSWORD.toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, STORE_PASSWORD.toCharArray());
        return factory;
    }

    /** Named localhost. The JDK has no other way to make one than its tool. */
    private void makeCertificate() throws Exception {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process made = new ProcessBuilder(
                        tool,
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-validity",
                        "365",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        STORE_PASSWORD)
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
    }
}
