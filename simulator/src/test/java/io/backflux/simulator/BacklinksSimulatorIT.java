package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BacklinksSimulatorIT {
    private static final String TASK = "{\"target\":\"example.com\",\"limit\":5}";

    @Test
    void requestsAreRecordedInOrderWithoutCredentials() {
        try (BacklinksSimulator simulator =
                BacklinksSimulator.builder().credentials("me", "s3cret").start()) {
            Api api = new Api(simulator);
            api.ask(TASK);
            api.ask(TASK.replace("5", "0"));
            RecordedRequest first = simulator.requests().get(0);
            assertThat(first.number()).isEqualTo(1);
            assertThat(first.path()).isEqualTo("/v3/backlinks/backlinks/live");
            assertThat(first.task()).containsEntry("target", "example.com").containsEntry("limit", 5L);
            assertThat(first.rawBody()).isEqualTo("[" + TASK + "]");
            assertThat(first.httpStatus()).isEqualTo(200);
            assertThat(first.taskCode()).isEqualTo(20000);
            assertThat(first.rows()).isEqualTo(5);
            assertThat(first.cost()).isEqualByComparingTo("0.02015");
            assertThat(first.authenticated()).isTrue();
            assertThat(first.toString()).doesNotContain("s3cret", "limit", "target");
            RecordedRequest second = simulator.requests().get(1);
            assertThat(second.number()).isEqualTo(2);
            assertThat(second.taskCode()).isEqualTo(40501);
            assertThat(second.rows()).isZero();
            assertThat(second.cost()).isZero();
        }
    }

    @Test
    void countsAloneAreKeptWhenRequestsAreNotRecorded() {
        try (BacklinksSimulator simulator =
                BacklinksSimulator.builder().recordRequests(false).start()) {
            new Api(simulator).ask(TASK);
            assertThat(simulator.requests()).isEmpty();
            assertThat(simulator.requestCount()).isEqualTo(1);
            assertThat(simulator.billed()).isEqualByComparingTo("0.02015");
        }
    }

    @Test
    void resetForgetsWhatWasCounted() {
        try (BacklinksSimulator simulator = BacklinksSimulator.start()) {
            Api api = new Api(simulator);
            api.ask(TASK);
            simulator.resetCounters();
            assertThat(simulator.requests()).isEmpty();
            assertThat(simulator.requestCount()).isZero();
            assertThat(simulator.billed()).isZero();
            assertThat(simulator.peakInFlight()).isZero();
            assertThat(simulator.peakInAMinute()).isZero();
            api.ask(TASK);
            assertThat(simulator.requests().get(0).number()).isEqualTo(1);
        }
    }

    @Test
    void defaultsAreAsDocumented() {
        try (BacklinksSimulator simulator = BacklinksSimulator.start()) {
            assertThat(simulator.username()).isEqualTo("simulator");
            assertThat(simulator.password()).isEqualTo("simulator");
            assertThat(simulator.baseUrl().toString()).matches("http://127\\.0\\.0\\.1:\\d+");
            assertThat(new Api(simulator).ask(TASK).result()).containsEntry("total_count", 100_000L);
        }
    }

    @Test
    void closeFreesThePortAndTheThreads() {
        BacklinksSimulator simulator = BacklinksSimulator.start();
        int port = simulator.baseUrl().getPort();
        new Api(simulator).ask(TASK);
        simulator.close();
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(ConnectException.class);
        Await.until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("backflux-simulator")));
        try (BacklinksSimulator again = BacklinksSimulator.builder().port(port).start()) {
            assertThat(again.baseUrl().getPort()).isEqualTo(port);
        }
        simulator.close();
    }

    @Test
    void expectedRowsEndWhereTheRowsEnd() {
        try (BacklinksSimulator simulator = BacklinksSimulator.builder().rows(3).start()) {
            assertThat(simulator.expectedRow("example.com", 2)).startsWith("{\"type\":\"backlink\",");
            assertThatThrownBy(() -> simulator.expectedRow("example.com", 3))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void aWrongSettingFailsAtOnce() {
        BacklinksSimulator.Builder builder = BacklinksSimulator.builder();
        assertThatThrownBy(() -> builder.rows(-1)).hasMessage("rows must be from 0 to 1000000000, was -1");
        assertThatThrownBy(() -> builder.maxInFlight(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.requestsPerMinute(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.port(70_000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.latency(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
