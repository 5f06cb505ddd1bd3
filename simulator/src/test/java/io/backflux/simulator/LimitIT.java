package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.simulator.Api.Reply;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LimitIT {
    private static final String TASK = "{\"target\":\"example.com\",\"limit\":1000}";

    @Test
    void oneMoreThanTheCapIsRefusedWith40209WhileTheOthersAreHandled() throws IOException {
        try (BacklinksSimulator simulator =
                BacklinksSimulator.builder().maxInFlight(3).start()) {
            simulator.fail(FaultPlan.of(Fault.NO_ANSWER).onRequests(1, 2, 3));
            Api api = new Api(simulator);
            List<Wire> held = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                held.add(new Wire(simulator, "[" + TASK + "]"));
                int expected = i;
                Await.until(() -> simulator.inFlight() == expected);
            }
            Reply fourth = api.ask(TASK);
            assertThat(fourth.httpStatus).isEqualTo(200);
            assertThat(fourth.code()).isEqualTo(40209);
            assertThat(simulator.peakInFlight()).isEqualTo(4);
            assertThat(simulator.billed()).isZero();

            held.get(0).close();
            Await.until(() -> simulator.inFlight() == 2);
            assertThat(api.ask(TASK).code()).isEqualTo(20000);
            held.get(1).close();
            held.get(2).close();
            Await.until(() -> simulator.inFlight() == 0);
        }
    }

    @Test
    void aClientThatSendsItsNextRequestAtOnceIsNeverRefused() {
        try (BacklinksSimulator simulator =
                BacklinksSimulator.builder().maxInFlight(4).pretty(false).start()) {
            Api api = new Api(simulator);
            List<CompletableFuture<Integer>> workers =
                    IntStream.range(0, 4).mapToObj(i -> inTurn(api, 60)).toList();
            assertThat(workers.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(240);
            assertThat(simulator.requests()).allMatch(request -> request.taskCode() == 20000);
            assertThat(simulator.peakInFlight()).isBetween(2, 4);
        }
    }

    private static CompletableFuture<Integer> inTurn(Api api, int requests) {
        return CompletableFuture.supplyAsync(() -> {
            int answers = 0;
            for (int i = 0; i < requests; i++) {
                answers += api.ask(TASK.replace("1000", i % 2 == 0 ? "1000" : "1"))
                                .items()
                                .isEmpty()
                        ? 0
                        : 1;
            }
            return answers;
        });
    }

    @Test
    void oneMoreThanTheQuotaIsRefusedWith40202UntilTheMinuteIsOver() {
        AtomicLong now = new AtomicLong();
        try (BacklinksSimulator simulator = BacklinksSimulator.builder()
                .requestsPerMinute(2)
                .nanoTime(now::get)
                .start()) {
            Api api = new Api(simulator);
            HttpResponse<byte[]> first = api.ask(TASK).response;
            assertThat(first.headers().firstValue("X-RateLimit-Limit")).contains("2");
            assertThat(first.headers().firstValue("X-RateLimit-Remaining")).contains("1");
            assertThat(api.ask(TASK).code()).isEqualTo(20000);
            Reply third = api.ask(TASK);
            assertThat(third.httpStatus).isEqualTo(200);
            assertThat(third.code()).isEqualTo(40202);
            now.addAndGet(Duration.ofSeconds(60).toNanos() - 1);
            assertThat(api.ask(TASK).code()).isEqualTo(40202);
            now.incrementAndGet();
            assertThat(api.ask(TASK).code()).isEqualTo(20000);
            assertThat(simulator.billed()).isEqualByComparingTo("0.15");
            // Refused ones count too; the last arrived when the first three were over a minute old.
            assertThat(simulator.peakInAMinute()).isEqualTo(4);
        }
    }

    @Test
    void latencyKeepsRequestsInFlightAndIsTheSameInEveryRun() {
        Latency latency = Latency.between(Duration.ofMillis(100), Duration.ofMillis(300));
        List<Long> waits = waits(latency);
        assertThat(waits).allMatch(wait -> wait >= 100_000_000 && wait <= 300_000_000);
        assertThat(waits.stream().distinct().count()).isGreaterThan(900);
        assertThat(waits).isEqualTo(waits(latency));

        try (BacklinksSimulator simulator =
                BacklinksSimulator.builder().latency(Duration.ofMillis(200)).start()) {
            Api api = new Api(simulator);
            List<CompletableFuture<HttpResponse<byte[]>>> sent =
                    IntStream.range(0, 10).mapToObj(i -> api.sendAsync(TASK)).toList();
            sent.forEach(CompletableFuture::join);
            assertThat(simulator.peakInFlight()).isEqualTo(10);
        }
    }

    @Test
    @Timeout(60) // a request that were let in would wait for an hour
    void aSlotMayOutliveItsClientWhileTheServerWorks() throws IOException {
        try (BacklinksSimulator simulator = BacklinksSimulator.builder()
                .maxInFlight(1)
                .latency(Duration.ofHours(1))
                .slotsOutliveClients(true)
                .start()) {
            Wire held = new Wire(simulator, "[" + TASK + "]");
            Await.until(() -> simulator.inFlight() == 1);
            held.close();
            Await.until(() -> simulator.connections() == 0);
            // One on each event loop: whatever else comes of the closing has come once they are answered.
            for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
                assertThat(new Api(simulator).ask(TASK).code()).isEqualTo(40209);
            }
            assertThat(simulator.inFlight()).isEqualTo(1);
        }
    }

    @Test
    void aSlotThatOutlivesItsClientIsFreeOnceTheLatencyHasPassed() throws IOException {
        try (BacklinksSimulator simulator = BacklinksSimulator.builder()
                .maxInFlight(1)
                .latency(Duration.ofMillis(100))
                .slotsOutliveClients(true)
                .start()) {
            Wire held = new Wire(simulator, "[" + TASK + "]");
            Await.until(() -> simulator.inFlight() == 1);
            held.close();
            Await.until(() -> simulator.inFlight() == 0);
            Api api = new Api(simulator);
            for (int i = 0; i < 3; i++) {
                assertThat(api.ask(TASK).items()).hasSize(1000);
            }
        }
    }

    private static List<Long> waits(Latency latency) {
        return IntStream.range(0, 1_000)
                .mapToObj(number -> latency.nanos(42, number))
                .toList();
    }
}
