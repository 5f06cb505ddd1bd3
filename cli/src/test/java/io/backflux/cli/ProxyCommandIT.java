package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy that the environment names, which lets nobody through. */
class ProxyCommandIT {

    private static final String SERVER = "https://api.backflux.invalid";

    private final CommandRun run = new CommandRun().withCredentials();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private ServerSocket proxy;

    @BeforeEach
    void start() throws IOException {
        proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        try {
            while (true) {
                answer();
            }
        } catch (IOException closed) {
            // As at the end of a test.
        }
    }

    private void answer() throws IOException {
        try (Socket client = proxy.accept()) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            asked.add(in.readLine());
            while (!in.readLine().isEmpty()) {
                // The rest of the head.
            }
            client.getOutputStream()
                    .write("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
        }
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTPS_PROXY", "https_proxy"})
    void itIsAskedOnceAndNamedWithoutItsPassword(String variable) {
        String address = "127.0.0.1:" + proxy.getLocalPort();
        int exitCode = run.with(variable, "http://user:pr0xy-pass@" + address)
                .execute("estimate", "a.com", "--base-url", SERVER);
        assertThat(exitCode).isEqualTo(1);
        assertThat(asked)
                .as("for a row, and for the balance")
                .hasSizeBetween(1, 2)
                .containsOnly("CONNECT api.backflux.invalid:443 HTTP/1.1");
        assertThat(run.messages())
                .contains("the proxy " + address, "it doesn't take the login")
                .doesNotContain("pr0xy-pass", CommandRun.SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NO_PROXY", "no_proxy"})
    void someServersAreReachedWithoutIt(String variable) {
        int exitCode = run.with("HTTPS_PROXY", "127.0.0.1:" + proxy.getLocalPort())
                .with(variable, "backflux.invalid")
                .execute("estimate", "a.com", "--base-url", SERVER);
        assertThat(exitCode).isEqualTo(5);
        assertThat(asked).isEmpty();
        assertThat(run.messages()).contains("the host of api.backflux.invalid is unknown");
    }

    @Test
    void whatIsNoProxyIsRefusedBeforeAnythingIsSent() {
        int exitCode = run.with("HTTPS_PROXY", "https://user:pr0xy-pass@127.0.0.1:1")
                .execute("estimate", "a.com", "--base-url", SERVER);
        assertThat(exitCode).isEqualTo(2);
        assertThat(run.messages())
                .contains("HTTPS_PROXY must be like http://host:3128")
                .doesNotContain("pr0xy-pass");
    }
}
