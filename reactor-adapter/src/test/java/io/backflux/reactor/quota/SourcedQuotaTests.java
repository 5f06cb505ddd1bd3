package io.backflux.reactor.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.reactor.quota.PermitRefusedException.Reason;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class SourcedQuotaTests {

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final ScriptedSource source = new ScriptedSource();
    private final SourcedQuota quota = new SourcedQuota(source, new Clock(), time);

    private final class Clock implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return time.now(TimeUnit.NANOSECONDS);
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    /** It grants when a test says so. */
    private static final class ScriptedSource implements PermitSource {

        private @Nullable Receiver receiver;
        private final List<String> events = new ArrayList<>();
        private boolean grantsAtOnce;

        @Override
        public void connect(Receiver its) {
            receiver = its;
        }

        Receiver receiver() {
            return Objects.requireNonNull(receiver);
        }

        void grant() {
            receiver().granted(new Permit() {
                @Override
                public void release() {
                    events.add("released");
                }

                @Override
                public void giveBack() {
                    events.add("given back");
                }
            });
        }

        @Override
        public void ask() {
            events.add("asked");
            if (grantsAtOnce) {
                grant();
            }
        }

        @Override
        public void withdraw() {
            events.add("withdrawn");
        }

        @Override
        public void pause(Duration atLeast) {
            events.add("paused " + atLeast);
        }

        @Override
        public int maxInFlight() {
            return 7;
        }
    }

    @Test
    void onePermitIsAskedForAtATimeHoweverManyWait() {
        ManualSource exchange = new ManualSource();
        for (int i = 0; i < 5; i++) {
            quota.withPermit(exchange).subscribe();
        }
        assertThat(source.events).containsExactly("asked");
        source.grant();
        assertThat(exchange.subscriptions()).isOne();
        assertThat(source.events).containsExactly("asked", "asked");
        assertThat(quota.inFlight()).isOne();
        assertThat(quota.waiting()).isEqualTo(4);
    }

    @Test
    void thePermitIsThatOfWhoseTurnItIsWhenItComes() {
        ManualSource bulk = new ManualSource();
        ManualSource interactive = new ManualSource();
        quota.withPermit(bulk, Lane.BULK).subscribe();
        quota.withPermit(interactive, Lane.INTERACTIVE).subscribe();
        source.grant();
        assertThat(interactive.subscriptions()).isOne();
        source.grant();
        assertThat(bulk.subscriptions()).isOne();
    }

    @Test
    void whereTheLastOneLeavesTheQuestionIsWithdrawn() {
        Disposable waiter = quota.withPermit(new ManualSource()).subscribe();
        waiter.dispose();
        assertThat(source.events).containsExactly("asked", "withdrawn");
    }

    @Test
    void aPermitThatNobodyWaitsForIsGivenBack() {
        quota.withPermit(new ManualSource()).subscribe().dispose();
        source.events.clear();
        source.grant();
        assertThat(source.events).containsExactly("given back");
        assertThat(quota.inFlight()).isZero();
    }

    @Test
    void whereOneLeavesThePermitIsTheNextOnes() {
        ManualSource next = new ManualSource();
        Disposable leaver = quota.withPermit(new ManualSource()).subscribe();
        quota.withPermit(next).subscribe();
        leaver.dispose();
        source.grant();
        assertThat(next.subscriptions()).isOne();
        assertThat(source.events).containsExactly("asked");
    }

    @Test
    void aPermitIsReleasedOnceItsExchangeIsOver() {
        ManualSource exchange = new ManualSource();
        quota.withPermit(exchange).subscribe();
        source.grant();
        assertThat(source.events).containsExactly("asked");
        exchange.complete();
        assertThat(source.events).containsExactly("asked", "released");
    }

    @Test
    void thePermitOfACancelledExchangeLingersAsAnyQuotasDoes() {
        source.grantsAtOnce = true;
        quota.withPermit(Mono.delay(Duration.ofSeconds(2), time)).subscribe();
        time.advanceTimeBy(Duration.ofSeconds(2));
        source.events.clear();
        Disposable cancelled = quota.withPermit(new ManualSource()).subscribe();
        time.advanceTimeBy(Duration.ofMillis(500));
        cancelled.dispose();
        time.advanceTimeBy(Duration.ofMillis(1499));
        assertThat(source.events).containsExactly("asked");
        assertThat(quota.inFlight()).isOne();
        time.advanceTimeBy(Duration.ofMillis(1));
        assertThat(source.events).containsExactly("asked", "released");
    }

    @Test
    void aRefusalIsTheErrorOfAllWhoWaitAndTheNextOneAsksAgain() {
        StepVerifier.Step<Integer> first = StepVerifier.create(quota.withPermit(new ManualSource()));
        StepVerifier one = first.then(
                        () -> source.receiver().refused(new PermitRefusedException(Reason.UNAVAILABLE, "away")))
                .expectErrorMatches(error ->
                        error instanceof PermitRefusedException refused && refused.reason() == Reason.UNAVAILABLE);
        List<Throwable> errors = new ArrayList<>();
        quota.withPermit(new ManualSource(), Lane.BULK).subscribe(row -> {}, errors::add);
        one.verify();
        assertThat(errors).hasSize(1);
        assertThat(quota.waiting()).isZero();
        source.events.clear();
        quota.withPermit(new ManualSource()).subscribe();
        assertThat(source.events).containsExactly("asked");
    }

    @Test
    void aSourceThatGrantsAtOnceMakesALoopAndNoStack() {
        source.grantsAtOnce = true;
        int[] done = {0};
        for (int i = 0; i < 100_000; i++) {
            quota.withPermit(Mono.just(1)).subscribe(one -> done[0]++);
        }
        assertThat(done[0]).isEqualTo(100_000);
        assertThat(quota.inFlight()).isZero();
    }

    @Test
    void pausesAndTheMostPermitsAreTheSources() {
        quota.pause(Duration.ofSeconds(3));
        assertThat(source.events).containsExactly("paused PT3S");
        assertThat(quota.maxInFlight()).isEqualTo(7);
    }
}
