package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.RetryPolicy;
import io.backflux.error.AccountRefusedException;
import io.backflux.error.AnswerTimedOutException;
import io.backflux.error.BacklinksException;
import io.backflux.error.ConnectionFailedException;
import io.backflux.error.RequestRefusedException;
import io.backflux.reactor.transport.Credentials;
import io.backflux.reactor.transport.Timeouts;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.Fault;
import io.backflux.simulator.FaultPlan;
import io.backflux.simulator.SimulatorExtension;
import io.netty.buffer.ByteBufAllocator;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class HttpTransportIT {

    private static final BacklinksQuery QUERY = BacklinksQuery.of("site.example");
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(60);

    @RegisterExtension
    private final SimulatorExtension simulators =
            new SimulatorExtension(BacklinksSimulator.builder().rows(3_000));

    @Test
    void aWrongPasswordIsRefusedAndInNoMessage(BacklinksSimulator simulator) {
        BacklinksClient client = SimulatedApi.builder(simulator)
                .credentials(Credentials.of("somebody", "s3cret-pass"))
                .build();

        assertThatThrownBy(() -> client.backlinks(QUERY).blockLast())
                .isInstanceOf(AccountRefusedException.class)
                .hasMessageContaining("40100")
                .hasMessageNotContaining("s3cret-pass");
        assertThat(simulator.requestCount()).isEqualTo(1);
    }

    @Test
    void aRedirectIsNotFollowed(BacklinksSimulator simulator) {
        simulator.fail(FaultPlan.of(Fault.REDIRECT));

        assertThatThrownBy(() -> SimulatedApi.client(simulator).backlinks(QUERY).blockLast())
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("redirect");
        assertThat(simulator.redirectsFollowed()).isZero();
        assertThat(simulator.requestCount()).isEqualTo(1);
    }

    @Test
    void anAnswerThatStandsStillTimesOut(BacklinksSimulator simulator) {
        simulator.fail(FaultPlan.of(Fault.STALL).at(0.5));

        assertTimesOut(simulator, new Timeouts(LONG, LONG, SHORT, LONG));
    }

    @Test
    void anAnswerThatNeverBeginsTimesOut(BacklinksSimulator simulator) {
        simulator.fail(FaultPlan.of(Fault.NO_ANSWER));

        assertTimesOut(simulator, new Timeouts(LONG, SHORT, LONG, LONG));
    }

    @Test
    void anAnswerThatNeverEndsTimesOut(BacklinksSimulator simulator) {
        simulator.fail(FaultPlan.of(Fault.SLOW_DRIP));

        assertTimesOut(simulator, new Timeouts(LONG, LONG, LONG, Duration.ofSeconds(1)));
    }

    private static void assertTimesOut(BacklinksSimulator simulator, Timeouts timeouts) {
        BacklinksClient client = SimulatedApi.builder(simulator)
                .timeouts(timeouts)
                .retryPolicy(RetryPolicy.NONE)
                .build();
        assertThatThrownBy(() -> client.backlinks(QUERY).blockLast()).isInstanceOf(AnswerTimedOutException.class);
        assertThat(simulator.requestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {
                "HTTP_500",
                "HTTP_500_WITH_20000",
                "BAD_GATEWAY_HTML",
                "UNAVAILABLE_HTML",
                "GATEWAY_TIMEOUT_HTML",
                "HTML_WITH_200",
                "EMPTY_TASKS",
                "RESET_BEFORE_ANSWER"
            })
    void aFailureBeforeTheFirstRowIsMendedByOneMoreRequest(Fault fault, BacklinksSimulator simulator) {
        simulator.fail(FaultPlan.of(fault).onPage(2).times(1));
        BacklinksClient client = SimulatedApi.builder(simulator)
                .retryPolicy(RetryPolicy.DEFAULT.withMaxAttempts(3).withBackoff(Duration.ofMillis(10), SHORT))
                .build();

        List<Backlink> rows = client.backlinks(QUERY).collectList().block();

        assertThat(rows).hasSize(3_000).doesNotHaveDuplicates();
        assertThat(simulator.requestCount()).isEqualTo(4);
    }

    @Test
    void pagesAreMendedByOneMoreRequestWhereverTheyAreCut(BacklinksSimulator simulator) {
        BacklinksClient client = SimulatedApi.builder(simulator)
                .retryPolicy(RetryPolicy.DEFAULT.withMaxAttempts(3).withBackoff(Duration.ofMillis(10), SHORT))
                .build();
        for (double at : new double[] {0.05, 0.5, 0.98}) {
            simulator.clearFaults();
            simulator.resetCounters();
            simulator.fail(FaultPlan.of(Fault.CUT).at(at).onPage(2).times(1));

            Long rows = client.pages(QUERY)
                    .map(page -> page.items().size())
                    .reduce(0L, Long::sum)
                    .block();

            assertThat(rows).isEqualTo(3_000);
            assertThat(simulator.requestCount()).isEqualTo(4);
        }
    }

    @Test
    void nobodyThereIsAFailedConnection() {
        BacklinksClient client = BacklinksClient.builder()
                .baseUrl(URI.create("http://127.0.0.1:1"))
                .credentials(Credentials.of("somebody", "s3cret-pass"))
                .retryPolicy(RetryPolicy.NONE)
                .build();

        assertThatThrownBy(() -> client.backlinks(QUERY).blockLast())
                .isInstanceOf(ConnectionFailedException.class)
                .hasMessage("no connection to 127.0.0.1:1 (site.example, page 1)");
    }

    @Test
    void clientsOfOneAccountShareItsThirtySlots(BacklinksSimulator simulator) {
        try (BacklinksSimulator slow = BacklinksSimulator.builder()
                .rows(1_000)
                .latency(Duration.ofMillis(200))
                .start()) {
            Flux.range(0, 40)
                    .flatMap(i -> SimulatedApi.client(slow).backlinks(BacklinksQuery.of("site" + i + ".example")), 40)
                    .blockLast();

            assertThat(slow.peakInFlight()).isLessThanOrEqualTo(30);
            assertThat(slow.requests()).allMatch(request -> request.taskCode() == 20000);
        }
    }

    @Test
    void manyCancelsTimeoutsAndCutsLeaveNoBufferAndNoSlotBehind() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (BacklinksSimulator simulator = BacklinksSimulator.builder()
                .rows(3_000)
                .fault(FaultPlan.of(Fault.CUT).at(0.6).everyNth(5))
                .fault(FaultPlan.of(Fault.STALL).at(0.3).everyNth(7))
                .start()) {
            var quota = Clients.boundless();
            BacklinksClient client = SimulatedApi.builder(simulator)
                    .quota(quota)
                    .timeouts(new Timeouts(LONG, LONG, Duration.ofMillis(200), LONG))
                    .retryPolicy(RetryPolicy.NONE)
                    .build();

            Flux.range(0, 60)
                    .flatMap(
                            i -> client.backlinks(BacklinksQuery.of("site" + i + ".example"))
                                    .take(1 + random.nextInt(2_500))
                                    .onErrorComplete(BacklinksException.class),
                            20)
                    .blockLast();

            // Permits of cancelled exchanges are free once the server is likely to be done with them.
            Flux.interval(Duration.ofMillis(10))
                    .takeUntil(tick -> quota.inFlight() == 0)
                    .blockLast(LONG);
            assertThat(quota.inFlight()).as("seed %d", seed).isZero();
            assertThat(CountingLeakDetector.leaks()).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void aLeakWouldBeSeen() {
        ByteBufAllocator.DEFAULT.buffer(64).touch("left behind on purpose");

        assertThat(CountingLeakDetector.leaks()).isNotEmpty();
    }

    @Test
    void blockingWouldBeSeen() {
        StepVerifier.create(Mono.delay(Duration.ofMillis(1))
                        .map(tick -> Mono.never().block(Duration.ofMillis(1))))
                .verifyError(IllegalStateException.class);
        StepVerifier.create(Mono.fromRunnable(HttpTransportIT::park).subscribeOn(Schedulers.parallel()))
                .verifyErrorSatisfies(error -> assertThat(error).hasMessageContaining("Blocking call"));
    }

    private static void park() {
        try {
            new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
