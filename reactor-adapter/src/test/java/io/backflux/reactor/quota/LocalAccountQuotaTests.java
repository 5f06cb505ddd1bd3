package io.backflux.reactor.quota;

import static io.backflux.reactor.quota.VirtualQuota.permits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Operators;
import reactor.core.publisher.SignalType;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.context.Context;

class LocalAccountQuotaTests {

    /** One permit, taken by the source that is returned. */
    private static ManualSource busy(VirtualQuota quota) {
        ManualSource holder = new ManualSource();
        quota.quota().withPermit(holder).subscribe();
        quota.advance(Duration.ofSeconds(1));
        return holder;
    }

    // What a subscription is.

    @Test
    void nothingHappensBeforeSubscription() {
        VirtualQuota quota = permits(1);
        ManualSource source = new ManualSource();
        Flux<Integer> waits = quota.quota().withPermit(source);
        assertThat(waits).isNotNull();
        assertThat(source.subscriptions()).isZero();
        assertThat(quota.quota().inFlight() + quota.quota().waiting()).isZero();
    }

    @Test
    void eachSubscriptionTakesAPermitOfItsOwn() {
        VirtualQuota quota = permits(2);
        ManualSource source = new ManualSource();
        Flux<Integer> waits = quota.quota().withPermit(source);
        waits.subscribe();
        waits.subscribe();
        waits.subscribe();
        assertThat(source.subscriptions()).isEqualTo(2);
        assertThat(quota.quota().inFlight()).isEqualTo(2);
        assertThat(quota.quota().waiting()).isEqualTo(1);
    }

    @Test
    void rowsAndTheEndGoThrough() {
        VirtualQuota quota = permits(1);
        StepVerifier.create(quota.quota().withPermit(Flux.just(1, 2, 3)))
                .expectNext(1, 2, 3)
                .verifyComplete();
    }

    @Test
    void demandGoesThroughEvenWhenMadeBeforeThereWasAPermit() {
        VirtualQuota quota = permits(1);
        ManualSource holder = busy(quota);
        ManualSource source = new ManualSource();
        Reader reader = new Reader();
        quota.quota().withPermit(source).subscribe(reader);
        reader.request(3);
        assertThat(source.requested()).isZero();
        holder.complete();
        assertThat(source.requested()).isEqualTo(3);
        reader.request(4);
        assertThat(source.requested()).isEqualTo(7);
    }

    @Test
    void contextGoesThrough() {
        VirtualQuota quota = permits(1);
        Flux<String> source = Flux.deferContextual(context -> Flux.just(context.<String>get("key")));
        StepVerifier.create(quota.quota().withPermit(source).contextWrite(Context.of("key", "value")))
                .expectNext("value")
                .verifyComplete();
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without null checks would do
    void nullIsRefusedAtOnce() {
        assertThatNullPointerException()
                .isThrownBy(() -> permits(1).quota().withPermit(null))
                .withMessage("exchange");
        assertThatNullPointerException()
                .isThrownBy(() -> permits(1).quota().withPermit(Flux.empty(), null))
                .withMessage("lane");
    }

    // How many at once, and in what order.

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 30})
    void asManyRunAtOnceAsThereArePermitsAndNoMore(int permits) {
        VirtualQuota quota = permits(permits);
        for (int i = 0; i < 10 * permits; i++) {
            quota.send(Duration.ofMillis(400));
        }
        quota.advanceToEnd(Duration.ofMinutes(1));
        assertThat(quota.peak()).isEqualTo(permits);
        assertThat(quota.grants()).hasSize(10 * permits);
        assertThat(quota.quota().inFlight()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void firstComeIsFirstServedWhoeverGivesBackAndWhoeverLeaves(long seed) {
        Random random = new Random(seed);
        VirtualQuota quota = permits(5);
        List<Integer> served = new ArrayList<>();
        List<Integer> expected = new ArrayList<>();
        List<Disposable> leaving = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            int number = i;
            Duration latency = Duration.ofMillis(1 + random.nextInt(50));
            Publisher<Long> source = Flux.defer(() -> {
                served.add(number);
                return quota.recorded(latency);
            });
            Disposable waits = quota.quota().withPermit(source).subscribe();
            if (i >= 5 && random.nextInt(3) == 0) {
                leaving.add(waits);
            } else {
                expected.add(i);
            }
        }
        leaving.forEach(Disposable::dispose);
        quota.advanceToEnd(Duration.ofMinutes(5));
        assertThat(served).as("seed %d", seed).isEqualTo(expected);
    }

    // Cancelled while it waits.

    @ParameterizedTest
    @CsvSource({"1, 10", "30, 10", "5, 200", "30, 2000"})
    void cancelledWaitersCostTheNextOneNothing(int permits, int perMinute) {
        assertThat(grantOfTheLast(permits, perMinute, 10, 0)).isEqualTo(grantOfTheLast(permits, perMinute, 0, 0));
        assertThat(grantOfTheLast(permits, perMinute, 10, 7)).isEqualTo(grantOfTheLast(permits, perMinute, 0, 0));
    }

    /** When the last of the queue gets its turn, where so many before it leave, at once or after a while. */
    private static long grantOfTheLast(int permits, int perMinute, int leaving, int leavingAfterMillis) {
        VirtualQuota quota = new VirtualQuota(permits, perMinute);
        for (int i = 0; i < 40; i++) {
            quota.send(Duration.ZERO);
        }
        List<Disposable> left = IntStream.range(0, leaving)
                .mapToObj(i -> quota.send(Duration.ZERO))
                .toList();
        quota.send(Duration.ZERO);
        quota.at(Duration.ofMillis(leavingAfterMillis), () -> left.forEach(Disposable::dispose));
        quota.advanceToEnd(Duration.ofMinutes(20));
        assertThat(quota.grants()).hasSize(41);
        return quota.grants().get(40);
    }

    @Test
    void waiterThatLeavesTheHeadOfTheQueueLetsTheNextOneThroughInItsTurn() {
        VirtualQuota quota = new VirtualQuota(1, 2);
        quota.send(Duration.ZERO);
        Disposable head = quota.send(Duration.ZERO);
        quota.send(Duration.ZERO);
        quota.advance(Duration.ofSeconds(30));
        head.dispose();
        quota.advanceToEnd(Duration.ofMinutes(5));
        assertThat(quota.grants()).containsExactly(0L, Duration.ofSeconds(31).toNanos());
    }

    @Test
    void waiterThatWasCancelledLeavesNoTrace() {
        VirtualQuota quota = permits(1);
        ManualSource holder = busy(quota);
        ManualSource source = new ManualSource();
        Disposable waits = quota.quota().withPermit(source).subscribe();
        assertThat(quota.quota().waiting()).isEqualTo(1);

        waits.dispose();
        assertThat(quota.quota().waiting()).isZero();
        assertThat(quota.quota().inFlight()).isEqualTo(1);

        holder.complete();
        assertThat(source.subscriptions()).isZero();
        assertThat(quota.quota().inFlight()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void waiterThatIsCancelledAsItSubscribesLeavesNoTrace(boolean allPermitsTaken) {
        VirtualQuota quota = permits(1);
        ManualSource holder = busy(quota);
        if (!allPermitsTaken) {
            holder.complete();
        }
        ManualSource source = new ManualSource();
        quota.quota().withPermit(source).subscribe(new Reader() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.cancel();
            }
        });
        assertThat(quota.quota().waiting()).isZero();
        assertThat(quota.quota().inFlight()).isEqualTo(allPermitsTaken ? 1 : 0);
        assertThat(source.subscriptions()).isZero();
    }

    @Test
    void waiterThatIsCancelledWhileItsTurnIsWorkedOutTakesNothing() {
        VirtualQuota quota = new VirtualQuota(1, 2);
        ManualSource source = new ManualSource();
        Reader reader = new Reader();
        quota.atNextLook(reader::cancel);
        quota.quota().withPermit(source).subscribe(reader);
        assertThat(source.subscriptions()).isZero();
        assertThat(quota.quota().inFlight() + quota.quota().waiting()).isZero();

        quota.send(Duration.ZERO);
        assertThat(quota.grants()).as("the token was not taken").containsExactly(0L);
    }

    @Test
    void waiterThatIsCancelledAfterItsTurnCameAndBeforeItRunsNeverRuns() {
        VirtualQuota quota = new VirtualQuota(1, 2);
        ManualSource source = new ManualSource();
        Reader reader = new Reader();
        quota.atNextLook(() -> cancelOnceItHoldsThePermit(quota, reader));
        quota.quota().withPermit(source).subscribe(reader);
        assertThat(source.subscriptions()).isZero();
        assertThat(quota.quota().inFlight() + quota.quota().waiting()).isZero();
    }

    private static void cancelOnceItHoldsThePermit(VirtualQuota quota, Reader reader) {
        if (quota.quota().inFlight() == 1) {
            reader.cancel();
        } else {
            quota.atNextLook(() -> cancelOnceItHoldsThePermit(quota, reader));
        }
    }

    @Test
    void waitersThatLeaveFromTheEndCostFewStepsEach() {
        int many = 10_000;
        AtomicLong steps = new AtomicLong();
        WaitingLines lines = new WaitingLines((a, b) -> {
            steps.incrementAndGet();
            return Long.compare(a, b);
        });
        LocalAccountQuota quota =
                new LocalAccountQuota(new QuotaLimits(1, 1), new LeapingClock(), VirtualTimeScheduler.create(), lines);
        quota.withPermit(new ManualSource()).subscribe();
        Deque<Disposable> waiting = new ArrayDeque<>();
        for (int i = 0; i < many; i++) {
            waiting.push(quota.withPermit(new ManualSource()).subscribe());
        }
        steps.set(0);
        waiting.forEach(Disposable::dispose);

        assertThat(quota.waiting()).isZero();
        assertThat(steps.get() / many).as("steps each").isBetween(1L, 200L);
    }

    // Given back exactly once.

    private static void assertGivenBackOnce(
            Consumer<ManualSource> first, boolean cancelFirst, Consumer<ManualSource> then) {
        VirtualQuota quota = permits(2);
        ManualSource stays = new ManualSource();
        quota.quota().withPermit(stays).subscribe();
        ManualSource source = new ManualSource();
        Disposable runs = quota.quota().withPermit(source).subscribe(row -> {}, error -> {});
        quota.advance(Duration.ofSeconds(1));
        assertThat(quota.quota().inFlight()).isEqualTo(2);
        source.next(1); // What has begun to answer isn't worked on for longer than others are.

        if (cancelFirst) {
            runs.dispose();
        }
        first.accept(source);
        assertThat(quota.quota().inFlight()).isEqualTo(1);

        then.accept(source);
        runs.dispose();
        runs.dispose();
        assertThat(quota.quota().inFlight()).isEqualTo(1);

        List<ManualSource> next = List.of(new ManualSource(), new ManualSource());
        next.forEach(one -> quota.quota().withPermit(one).subscribe());
        quota.advance(Duration.ofSeconds(1));
        assertThat(next).extracting(ManualSource::subscriptions).containsExactly(1, 0);
    }

    @Test
    void completionGivesBackOnce() {
        assertGivenBackOnce(ManualSource::complete, false, ManualSource::complete);
    }

    @Test
    void completionThenErrorGivesBackOnce() {
        withErrorsDropped(dropped -> {
            assertGivenBackOnce(ManualSource::complete, false, source -> source.error("late"));
            assertThat(dropped).hasSize(1);
        });
    }

    @Test
    void errorGivesBackOnce() {
        assertGivenBackOnce(source -> source.error("reset"), false, ManualSource::complete);
    }

    @Test
    void cancelGivesBackOnce() {
        assertGivenBackOnce(source -> assertThat(source.cancels()).isEqualTo(1), true, ManualSource::complete);
    }

    @Test
    void cancelThenErrorGivesBackOnce() {
        withErrorsDropped(dropped -> {
            assertGivenBackOnce(source -> {}, true, source -> source.error("late"));
            assertThat(dropped)
                    .singleElement()
                    .extracting(Throwable::getMessage)
                    .isEqualTo("late");
        });
    }

    private static void withErrorsDropped(Consumer<List<Throwable>> test) {
        List<Throwable> dropped = new ArrayList<>();
        Hooks.onErrorDropped(dropped::add);
        try {
            test.accept(dropped);
        } finally {
            Hooks.resetOnErrorDropped();
        }
    }

    @Test
    void cancelTwiceBeforeTheGrantTakesAndGivesNothing() {
        VirtualQuota quota = permits(1);
        ManualSource holder = busy(quota);
        Disposable waits = quota.quota().withPermit(new ManualSource()).subscribe();
        waits.dispose();
        waits.dispose();
        assertThat(quota.quota().inFlight()).isEqualTo(1);
        holder.complete();
        assertThat(quota.quota().inFlight()).isZero();
    }

    @Test
    void sourceThatFailsAtOnceGivesBack() {
        VirtualQuota quota = permits(1);
        StepVerifier.create(quota.quota().withPermit(Flux.error(new IllegalStateException("refused"))))
                .verifyErrorMessage("refused");
        assertThat(quota.quota().inFlight()).isZero();
    }

    @Test
    void sourceThatCompletesAtOnceGivesBack() {
        VirtualQuota quota = permits(1);
        StepVerifier.create(quota.quota().withPermit(Flux.empty())).verifyComplete();
        assertThat(quota.quota().inFlight()).isZero();
    }

    @Test
    void sourceThatThrowsInsteadOfFailingGivesBackAndStopsNobody() {
        VirtualQuota quota = permits(1);
        Publisher<Integer> throwing = subscriber -> {
            throw new IllegalStateException("thrown");
        };
        StepVerifier.create(quota.quota().withPermit(throwing)).verifyErrorMessage("thrown");
        assertThat(quota.quota().inFlight()).isZero();

        quota.send(Duration.ZERO);
        quota.advance(Duration.ofSeconds(1));
        assertThat(quota.grants()).hasSize(1);
    }

    @Test
    void errorOfTheJvmReachesItsSubscriberGivesBackAndStopsNobody() {
        VirtualQuota quota = permits(1);
        Publisher<Integer> dying = subscriber -> {
            throw new NoClassDefFoundError("scripted");
        };
        ManualSource holder = busy(quota);
        List<Throwable> errors = new ArrayList<>();
        quota.quota().withPermit(dying).subscribe(row -> {}, errors::add);
        quota.send(Duration.ZERO);

        assertThatThrownBy(holder::complete).isInstanceOf(NoClassDefFoundError.class);
        quota.advance(Duration.ofSeconds(1));

        assertThat(errors).hasOnlyElementsOfType(NoClassDefFoundError.class).hasSize(1);
        assertThat(quota.grants()).hasSize(1);
        assertThat(quota.quota().inFlight() + quota.quota().waiting()).isZero();
    }

    @Test
    void subscriberThatDiesOfItsFirstRowStopsNobody() {
        VirtualQuota quota = permits(1);
        ManualSource holder = busy(quota);
        withErrorsDropped(dropped -> {
            Disposable dying = quota.quota().withPermit(Flux.just(1)).subscribe(row -> {
                throw new NoClassDefFoundError("scripted");
            });
            quota.send(Duration.ZERO);

            assertThatThrownBy(holder::complete).isInstanceOf(NoClassDefFoundError.class);
            dying.dispose();
            quota.advance(Duration.ofSeconds(1));
        });

        assertThat(quota.grants()).hasSize(1);
        assertThat(quota.quota().inFlight() + quota.quota().waiting()).isZero();
    }

    @Test
    void whatNobodyCatchesStopsNobody() {
        VirtualQuota quota = permits(1);
        ManualSource holder = busy(quota);
        Hooks.onErrorDropped(error -> {
            throw new IllegalStateException("dropped", error);
        });
        try {
            quota.quota().withPermit(Flux.just(1)).subscribe(row -> {
                throw new NoClassDefFoundError("scripted");
            });
            quota.send(Duration.ZERO);
            assertThatThrownBy(holder::complete).hasMessage("dropped");
        } finally {
            Hooks.resetOnErrorDropped();
        }
        quota.send(Duration.ZERO);
        quota.advance(Duration.ofMinutes(2)); // The server may work on what its reader died of.

        assertThat(quota.grants()).hasSize(2);
        assertThat(quota.quota().inFlight() + quota.quota().waiting()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverSourcesDoNothingIsHeldOnceTheyAreLeft(long seed) {
        Random random = new Random(seed);
        VirtualQuota quota = permits(3);
        withErrorsDropped(dropped -> {
            List<ManualSource> sources = new ArrayList<>();
            List<Reader> readers = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                ManualSource source = new ManualSource();
                Reader reader = new Reader();
                sources.add(source);
                readers.add(reader);
                surviving(() -> quota.quota().withPermit(lying(source, random)).subscribe(reader));
                surviving(() -> misbehave(sources.get(random.nextInt(sources.size())), random));
                surviving(readers.get(random.nextInt(readers.size()))::cancel);
                assertThat(quota.quota().inFlight()).as("seed %d", seed).isBetween(0, 3);
            }
            readers.forEach(reader -> surviving(reader::cancel));
            sources.forEach(ManualSource::complete);
        });
        assertThat(quota.quota().inFlight()).as("in flight, seed %d", seed).isZero();
        assertThat(quota.quota().waiting()).as("waiting, seed %d", seed).isZero();
    }

    private static void surviving(Runnable action) {
        try {
            action.run();
        } catch (NoClassDefFoundError scripted) {
            assertThat(scripted).hasMessage("scripted");
        }
    }

    private static Publisher<Integer> lying(ManualSource source, Random random) {
        int how = random.nextInt(8);
        return subscriber -> {
            switch (how) {
                case 0 -> throw new IllegalStateException("thrown");
                case 1 -> throw new NoClassDefFoundError("scripted");
                case 2 -> subscriber.onComplete();
                case 3 -> {
                    source.subscribe(subscriber);
                    source.subscribe(subscriber);
                }
                case 4 -> {
                    source.subscribe(subscriber);
                    throw new IllegalStateException("thrown late");
                }
                default -> source.subscribe(subscriber);
            }
        };
    }

    private static void misbehave(ManualSource source, Random random) {
        for (int i = random.nextInt(4); i > 0; i--) {
            switch (random.nextInt(4)) {
                case 0 -> source.complete();
                case 1 -> source.error("reset");
                default -> source.next(1);
            }
        }
    }

    // When it is given back.

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void permitIsFreeBeforeTheEndIsHandedOn(boolean completes) {
        VirtualQuota quota = permits(1);
        ManualSource source = new ManualSource();
        ManualSource next = new ManualSource();
        List<Integer> seen = new ArrayList<>();
        quota.quota().withPermit(source).subscribe(new Reader() {
            @Override
            protected void hookFinally(SignalType type) {
                seen.add(quota.quota().inFlight());
                quota.advance(Duration.ofSeconds(1));
                quota.quota().withPermit(next).subscribe();
                seen.add(next.subscriptions());
            }
        });
        if (completes) {
            source.complete();
        } else {
            source.error("reset");
        }
        assertThat(seen).containsExactly(0, 1);
    }

    @Test
    void rowsAreHandedOnWhileThePermitIsHeld() {
        VirtualQuota quota = permits(1);
        ManualSource source = new ManualSource();
        List<Integer> seen = new ArrayList<>();
        quota.quota().withPermit(source).subscribe(row -> seen.add(quota.quota().inFlight()));
        source.next(1);
        source.next(2);
        assertThat(seen).containsExactly(1, 1);
    }

    // Pauses.

    @Test
    void nothingIsLetRunUntilThePauseEnds() {
        VirtualQuota quota = permits(5);
        quota.quota().pause(Duration.ofSeconds(60));
        Duration end = quota.now().plusSeconds(60);
        quota.send(Duration.ZERO);
        quota.advance(Duration.ofSeconds(60).minusNanos(1));
        quota.send(Duration.ZERO);
        assertThat(quota.grants()).isEmpty();
        quota.advance(Duration.ofNanos(1));
        assertThat(quota.grants()).containsExactly(end.toNanos(), end.toNanos());
    }

    @ParameterizedTest
    @CsvSource({"60, 10, 60, 70", "60, 10, 5, 60", "60, 10, 50, 60", "1, 10, 1, 11", "60, 0, 60, 60"})
    void pausesDoNotAddUp(int first, int after, int second, int end) {
        VirtualQuota quota = permits(1);
        Duration start = quota.now();
        ManualSource holder = busy(quota);
        quota.advance(start.plusSeconds(1).minus(quota.now()));
        quota.quota().pause(Duration.ofSeconds(first));
        quota.send(Duration.ZERO);
        holder.complete();
        quota.advance(Duration.ofSeconds(after));
        int before = quota.grants().size();
        quota.quota().pause(Duration.ofSeconds(second));
        quota.send(Duration.ZERO);
        quota.advanceToEnd(Duration.ofMinutes(5));
        assertThat(before).isEqualTo(first <= after ? 1 : 0);
        assertThat(Duration.ofNanos(quota.grants().get(1)).toMillis())
                .isEqualTo(start.plusSeconds(1 + end).toMillis());
    }

    @ParameterizedTest
    @CsvSource({"60, 5", "5, 60", "60, 60", "60, 0"})
    void pauseThatEndsLastCountsWhicheverCameFirst(int first, int second) {
        VirtualQuota quota = permits(1);
        Duration end = quota.now().plusSeconds(60);
        quota.quota().pause(Duration.ofSeconds(first));
        quota.quota().pause(Duration.ofSeconds(second));
        quota.send(Duration.ZERO);
        quota.advanceToEnd(Duration.ofMinutes(5));
        assertThat(quota.grants()).containsExactly(end.toNanos());
    }

    @Test
    void pauseStopsThoseWhoWaitedBeforeIt() {
        VirtualQuota quota = permits(1);
        ManualSource holder = busy(quota);
        quota.send(Duration.ZERO);
        quota.quota().pause(Duration.ofSeconds(10));
        holder.complete();
        assertThat(quota.grants()).isEmpty();
        quota.advance(Duration.ofSeconds(10));
        assertThat(quota.grants()).hasSize(1);
    }

    @Test
    void pauseStopsNothingThatRuns() {
        VirtualQuota quota = permits(1);
        ManualSource source = new ManualSource();
        AtomicInteger rows = new AtomicInteger();
        quota.quota().withPermit(source).subscribe(rows::addAndGet);
        quota.quota().pause(Duration.ofSeconds(10));
        source.next(7);
        source.complete();
        assertThat(rows).hasValue(7);
        assertThat(quota.quota().inFlight()).isZero();
    }

    @Test
    void waiterMayLeaveDuringAPause() {
        VirtualQuota quota = permits(1);
        quota.quota().pause(Duration.ofSeconds(10));
        Disposable waits = quota.send(Duration.ZERO);
        waits.dispose();
        assertThat(quota.quota().waiting()).isZero();
        quota.advance(Duration.ofMinutes(1));
        assertThat(quota.grants()).isEmpty();
    }

    @Test
    void afterAPauseTheQuotaHoldsAsBefore() {
        VirtualQuota quota = new VirtualQuota(30, 200);
        quota.quota().pause(Duration.ofMinutes(5));
        for (int i = 0; i < 500; i++) {
            quota.send(Duration.ZERO);
        }
        quota.advance(Duration.ofMinutes(8));
        assertThat(quota.mostIn(Duration.ofMinutes(1))).isBetween(180, 200);
    }

    // No recursion.

    @Test
    void hundredThousandWaitersRunOneAfterTheOtherOnAFlatStack() {
        LocalAccountQuota quota =
                new LocalAccountQuota(new QuotaLimits(1, 1), new LeapingClock(), VirtualTimeScheduler.create());
        ManualSource holder = new ManualSource();
        quota.withPermit(holder).subscribe();
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 100_000; i++) {
            quota.withPermit(Flux.just(1)).subscribe(row -> {}, error -> {}, done::incrementAndGet);
        }
        assertThat(quota.waiting()).isEqualTo(100_000);
        holder.complete();
        assertThat(done).hasValue(100_000);
        assertThat(quota.waiting() + quota.inFlight()).isZero();
    }

    @Test
    void hundredThousandRequestsThatEachAskForTheNextRunOnAFlatStack() {
        LocalAccountQuota quota =
                new LocalAccountQuota(new QuotaLimits(1, 1), new LeapingClock(), VirtualTimeScheduler.create());
        AtomicInteger left = new AtomicInteger(100_000);
        askForTheNext(quota, left);
        assertThat(left).hasValue(0);
        assertThat(quota.waiting() + quota.inFlight()).isZero();
    }

    private static void askForTheNext(LocalAccountQuota quota, AtomicInteger left) {
        if (left.get() > 0) {
            quota.withPermit(Flux.empty()).subscribe(row -> {}, error -> {}, () -> {
                left.decrementAndGet();
                askForTheNext(quota, left);
            });
        }
    }

    /** Asks for nothing by itself. */
    private static class Reader extends BaseSubscriber<Integer> {

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            assertThat(subscription).isNotEqualTo(Operators.cancelledSubscription());
        }

        @Override
        protected void hookOnError(Throwable error) {
            assertThat(error).isNotNull();
        }
    }
}
