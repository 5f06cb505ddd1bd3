package io.backflux.reactor;

import static io.backflux.reactor.ScriptedTransport.failure;
import static io.backflux.reactor.ScriptedTransport.page;
import static io.backflux.reactor.ScriptedTransport.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.reactor.transport.AnswerPart;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A client outlives what is done to Reactor's schedulers. */
class TimerTests {

    private static final Flux<AnswerPart> FAILURE = whole(failure(50000));

    private static BacklinksClient clientOf(Flux<AnswerPart> first) {
        return Clients.over(new ScriptedTransport(request -> request == 1 ? first : whole(page(3, 0, 3, "null"))))
                .build();
    }

    private static void assertRetries(BacklinksClient client, int slots) {
        assertThat(client.harvest(Clients.QUERY)
                        .parallelism(slots)
                        .backlinks()
                        .count()
                        .block(Duration.ofSeconds(30)))
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void clientThatIsBuiltInVirtualTimeRetriesAfterIt(int slots) {
        VirtualTimeScheduler.getOrSet();
        BacklinksClient client = clientOf(FAILURE);
        VirtualTimeScheduler.reset();
        assertRetries(client, slots);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void clientRetriesAfterTheSchedulersWereShutDown(int slots) {
        BacklinksClient client = clientOf(FAILURE);
        Schedulers.shutdownNow();
        assertRetries(client, slots);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void harvestRetriesThoughTheSchedulersAreShutDownMidway(int slots) {
        assertRetries(
                clientOf(Flux.defer(() -> {
                    Schedulers.shutdownNow();
                    return FAILURE;
                })),
                slots);
    }
}
