package io.backflux.samples.webflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.HarvestListener;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.spring.boot.BacklinksClientBuilderCustomizer;
import io.backflux.spring.boot.test.AutoConfigureBacklinksSimulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;

/** Readers over real sockets, who stop and hang up. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureBacklinksSimulator(rows = 100_000)
@Timeout(120)
class SlowReadersTests {

    private static final BlockingQueue<HarvestSummary> ENDED = new LinkedBlockingQueue<>();

    @TestConfiguration
    static class Listening {

        @Bean
        BacklinksClientBuilderCustomizer summaries() {
            return builder -> builder.harvestListener(start -> HarvestListener.onSummary(ENDED::add));
        }
    }

    @LocalServerPort
    int port;

    @Autowired
    BacklinksSimulator api;

    @Autowired
    BacklinksClient client;

    @BeforeEach
    void forgetOthers() {
        ENDED.clear();
    }

    @Test
    void readersWhoHangUpCancelTheirHarvestsAndLeaveNothingBehind() throws Exception {
        try (Socket first = reader("first.example");
                Socket second = reader("second.example")) {
            readRows(first, 10);
            readRows(second, 10);
            assertThat(ENDED).isEmpty();
        }

        for (int i = 0; i < 2; i++) {
            HarvestSummary summary = ENDED.poll(1, TimeUnit.MINUTES);
            assertThat(summary).isNotNull();
            assertThat(summary.status()).isEqualTo(HarvestStatus.LIMITED);
        }
        await().atMost(ONE_MINUTE)
                .until(() -> client.waitingBytes() == 0 && client.quota().inFlight() == 0);
        assertThat(api.requestCount()).isEqualTo(2);
    }

    @Test
    void aReaderWhoStopsHasBoughtNoMoreThanAPageAndHoldsNoPermit() throws Exception {
        try (Socket stopped = reader("stopped.example")) {
            readRows(stopped, 10);
            for (int other = 0; other < 3; other++) {
                try (Socket reader = reader("other-" + other + ".example")) {
                    readRows(reader, 2_500);
                }
                assertThat(ENDED.poll(1, TimeUnit.MINUTES)).isNotNull();
            }
            await().atMost(ONE_MINUTE)
                    .until(() -> client.quota().inFlight() == 0); // What hung up counts a little longer.
            assertThat(requestsFor("stopped.example")).isOne();
        }
    }

    private long requestsFor(String target) {
        return api.requests().stream()
                .filter(request -> target.equals(request.task().get("target")))
                .count();
    }

    /**
     * Unless it is set, a kernel takes in megabytes ahead of a reader, which are several pages. A buffer smaller than what the loopback sends
     * at once, 64 KB, would be filled by a timer, at some 50 KB a second.
     */
    private Socket reader(String target) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(128 << 10);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        socket.getOutputStream()
                .write(("GET /links/" + target + " HTTP/1.1\r\nHost: service\r\nAccept: application/x-ndjson\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void readRows(Socket socket, int rows) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 1 << 10);
        for (int read = 0; read < rows; ) {
            @Nullable String line = lines.readLine();
            assertThat(line).as("after %d rows", read).isNotNull();
            read += line.startsWith("{") ? 1 : 0;
        }
    }
}
