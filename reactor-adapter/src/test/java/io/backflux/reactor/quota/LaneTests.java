package io.backflux.reactor.quota;

import static io.backflux.reactor.quota.Lane.BULK;
import static io.backflux.reactor.quota.Lane.INTERACTIVE;
import static io.backflux.reactor.quota.VirtualQuota.permits;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** Who is served when both lanes have somebody who waits. */
class LaneTests {

    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofMillis(1);

    private final List<String> served = new ArrayList<>();

    /** Waits under a name, and is answered soon after it was served. */
    private Disposable wait(VirtualQuota quota, Lane lane, String name) {
        Flux<Long> exchange = Flux.defer(() -> {
            served.add(name);
            return quota.recorded(SOON);
        });
        return quota.quota().withPermit(exchange, lane).subscribe();
    }

    private void wait(VirtualQuota quota, Lane lane, String name, int times) {
        for (int i = 0; i < times; i++) {
            wait(quota, lane, name + i);
        }
    }

    /** One permit, which is taken until the source that is returned completes. */
    private static ManualSource busy(VirtualQuota quota) {
        ManualSource holder = new ManualSource();
        quota.quota().withPermit(holder, BULK).subscribe();
        quota.advance(SOON);
        return holder;
    }

    @Test
    void interactiveOneGetsTheVeryNextPermitOfABulkHarvest() {
        VirtualQuota quota = permits(30);
        List<ManualSource> bulk = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            ManualSource source = new ManualSource();
            bulk.add(source);
            quota.quota().withPermit(source, BULK).subscribe();
        }
        ManualSource interactive = new ManualSource();
        quota.quota().withPermit(interactive, INTERACTIVE).subscribe();
        quota.advance(SOON);
        assertThat(quota.quota().inFlight()).isEqualTo(30);
        assertThat(quota.quota().waiting()).isEqualTo(31);

        bulk.get(17).complete();

        assertThat(interactive.subscriptions()).isEqualTo(1);
        assertThat(bulk.get(30).subscriptions()).isZero();
        bulk.get(3).complete();
        assertThat(bulk.get(30).subscriptions()).isEqualTo(1);
    }

    /** Each bulk request is followed by another one, so that thirty run and thirty wait all the time. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void interactiveOneWaitsForOneAnswerAtMostWhateverBulkDoes(long seed) {
        Random random = new Random(seed);
        VirtualQuota quota = permits(30);
        for (int i = 0; i < 60; i++) {
            Duration begins = Duration.ofMillis(random.nextInt(2_000));
            quota.at(begins, () -> sendForEver(quota));
        }
        quota.advance(Duration.ofSeconds(10));
        for (int i = 0; i < 200; i++) {
            quota.advance(Duration.ofMillis(random.nextInt(3_000)));
            assertThat(quota.quota().waiting()).isEqualTo(30);
            int before = served.size();
            wait(quota, INTERACTIVE, "interactive");
            quota.advance(ANSWER);
            assertThat(served).as("seed %d", seed).hasSize(before + 1);
        }
    }

    private static void sendForEver(VirtualQuota quota) {
        quota.quota()
                .withPermit(quota.recorded(ANSWER), BULK)
                .doOnComplete(() -> sendForEver(quota))
                .subscribe();
    }

    @Test
    void thousandInteractiveOnesDoNotStarveBulk() {
        VirtualQuota quota = permits(1);
        ManualSource holder = busy(quota);
        wait(quota, INTERACTIVE, "i", 1_000);
        wait(quota, BULK, "b", 3);
        holder.complete();
        quota.advanceToEnd(Duration.ofMinutes(5));
        assertThat(served).hasSize(1_003).startsWith("i0", "b0", "i1", "b1", "i2", "b2", "i3", "i4", "i5");
    }

    @Test
    void thousandBulkOnesDoNotStarveInteractive() {
        VirtualQuota quota = permits(1);
        ManualSource holder = busy(quota);
        wait(quota, BULK, "b", 1_000);
        wait(quota, INTERACTIVE, "i", 3);
        holder.complete();
        quota.advanceToEnd(Duration.ofMinutes(5));
        assertThat(served).hasSize(1_003).startsWith("i0", "b0", "i1", "b1", "i2", "b2", "b3", "b4", "b5");
    }

    /** Somebody who asks again as soon as there is an answer never waits for long, and never has two. */
    @Test
    void interactiveOneThatComesBackAtOnceLetsBulkThroughInBetween() {
        VirtualQuota quota = permits(1);
        ManualSource holder = busy(quota);
        wait(quota, BULK, "b", 2);
        Flux<Long> i0 = Flux.defer(() -> {
            served.add("i0");
            wait(quota, INTERACTIVE, "i1");
            return quota.recorded(SOON);
        });
        quota.quota().withPermit(i0, INTERACTIVE).subscribe();
        holder.complete();
        quota.advance(ANSWER);
        assertThat(served).containsExactly("i0", "b0", "i1", "b1");
    }

    @ParameterizedTest
    @EnumSource
    void turnsBeginWithInteractiveWhoeverWasServedAlone(Lane alone) {
        VirtualQuota quota = permits(1);
        for (int i = 0; i < 3; i++) {
            wait(quota, alone, "alone");
            quota.advance(ANSWER);
        }
        served.clear();
        quota.quota().pause(ANSWER);
        wait(quota, BULK, "b", 2);
        wait(quota, INTERACTIVE, "i", 2);
        quota.advance(ANSWER.multipliedBy(2));
        assertThat(served).containsExactly("i0", "b0", "i1", "b1");
    }

    @Test
    void bulkOneThatWasPassedOverAndLeavesTakesItsTurnAlong() {
        VirtualQuota quota = permits(1);
        ManualSource holder = busy(quota);
        Disposable passedOver = wait(quota, BULK, "left");
        ManualSource next = new ManualSource();
        quota.quota().withPermit(next, INTERACTIVE).subscribe();
        quota.advance(SOON);
        holder.complete();
        assertThat(next.subscriptions()).isEqualTo(1);
        passedOver.dispose();
        wait(quota, BULK, "b", 2);
        wait(quota, INTERACTIVE, "i", 2);
        quota.advance(SOON);
        next.complete();
        quota.advance(ANSWER);
        assertThat(served).containsExactly("i0", "b0", "i1", "b1");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void withinALaneFirstComeIsFirstServedWhoeverLeaves(long seed) {
        Random random = new Random(seed);
        VirtualQuota quota = permits(3);
        List<ManualSource> holders = List.of(busy(quota), busy(quota), busy(quota));
        List<String> stay = new ArrayList<>();
        List<Disposable> leaving = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            String name = (random.nextBoolean() ? "i" : "b") + i;
            Disposable waits = wait(quota, name.startsWith("i") ? INTERACTIVE : BULK, name);
            if (random.nextInt(3) == 0) {
                leaving.add(waits);
            } else {
                stay.add(name);
            }
        }
        leaving.forEach(Disposable::dispose);
        assertThat(quota.quota().waiting()).isEqualTo(stay.size());
        holders.forEach(ManualSource::complete);
        quota.advanceToEnd(Duration.ofMinutes(5));
        for (String lane : List.of("i", "b")) {
            assertThat(served.stream().filter(name -> name.startsWith(lane)))
                    .as("lane %s, seed %d", lane, seed)
                    .containsExactlyElementsOf(
                            stay.stream().filter(name -> name.startsWith(lane)).toList());
        }
        assertThat(quota.quota().waiting() + quota.quota().inFlight()).isZero();
    }

    @Test
    void withoutALaneItIsInteractive() {
        VirtualQuota quota = permits(1);
        ManualSource holder = busy(quota);
        wait(quota, BULK, "b", 1);
        ManualSource source = new ManualSource();
        quota.quota().withPermit(source).subscribe();
        quota.advance(SOON);
        holder.complete();
        assertThat(source.subscriptions()).isEqualTo(1);
        assertThat(served).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void laneThatIsAloneHasAllPermits(Lane lane) {
        VirtualQuota quota = permits(30);
        for (int i = 0; i < 100; i++) {
            quota.send(ANSWER, lane);
        }
        assertThat(quota.quota().inFlight()).isEqualTo(30);
        assertThat(quota.quota().waiting()).isEqualTo(70);
    }
}
