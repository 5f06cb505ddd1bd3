package io.backflux.reactor.quota;

import static io.backflux.reactor.quota.VirtualQuota.permits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.reactor.transport.TransportException;
import io.backflux.reactor.transport.TransportException.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** What becomes of the permit of an exchange that was cancelled while it ran: the server works on. */
class LingerTests {

    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration NANO = Duration.ofNanos(1);

    /** So many permits, of a server that is known to answer within two seconds. */
    private static VirtualQuota known(int permits) {
        VirtualQuota quota = permits(permits);
        quota.send(ANSWER);
        quota.advance(ANSWER);
        assertThat(quota.quota().inFlight()).isZero();
        return quota;
    }

    private static Disposable sendForHours(VirtualQuota quota) {
        Disposable runs = quota.send(Duration.ofHours(9));
        assertThat(quota.quota().inFlight()).isPositive();
        return runs;
    }

    private static void assertFreeAfter(Duration left, VirtualQuota quota) {
        int before = quota.grants().size();
        quota.send(Duration.ZERO);
        quota.advance(left.minus(NANO));
        assertThat(quota.quota().inFlight()).isEqualTo(1);
        assertThat(quota.grants()).hasSize(before);
        quota.advance(NANO);
        assertThat(quota.grants()).hasSize(before + 1);
        assertThat(quota.quota().inFlight()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 500, 1_999})
    void permitOfACancelledExchangeIsFreeAtItsLikelyTimeAndNotLater(int cancelledAfterMillis) {
        VirtualQuota quota = known(1);
        Disposable runs = sendForHours(quota);
        Duration ran = Duration.ofMillis(cancelledAfterMillis);
        quota.advance(ran);
        runs.dispose();
        assertFreeAfter(ANSWER.minus(ran), quota);
    }

    /** It is one of the slow ones, and the server gives up after 120 s. */
    @ParameterizedTest
    @CsvSource({"2000, 10000", "2001, 10005", "20000, 100000", "60000, 60000"})
    void exchangeThatOutlivesMostAnswersHoldsItsPermitForSixTimesAsLong(int ranMillis, int leftMillis) {
        VirtualQuota quota = known(1);
        Disposable runs = sendForHours(quota);
        quota.advance(Duration.ofMillis(ranMillis));
        runs.dispose();
        assertFreeAfter(Duration.ofMillis(leftMillis), quota);
    }

    @ParameterizedTest
    @CsvSource({"120000", "500000"})
    void permitIsFreeAtOnceWhereTheServerHasGivenUp(int ranMillis) {
        VirtualQuota quota = known(1);
        Disposable runs = sendForHours(quota);
        quota.advance(Duration.ofMillis(ranMillis));
        runs.dispose();
        assertThat(quota.quota().inFlight()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"500, 1500", "1999, 1", "2000, 0", "60000, 0"})
    void exchangeWhoseAnswerHadBegunHoldsItsPermitNoLongerThanMostDo(int ranMillis, int leftMillis) {
        VirtualQuota quota = known(1);
        ManualSource source = new ManualSource();
        Disposable runs = quota.quota().withPermit(source).subscribe();
        source.next(1);
        quota.advance(Duration.ofMillis(ranMillis));
        runs.dispose();
        if (leftMillis == 0) {
            assertThat(quota.quota().inFlight()).isZero();
        } else {
            assertFreeAfter(Duration.ofMillis(leftMillis), quota);
        }
    }

    @Test
    void whereNoAnswerHasComeItIsHeldInProportionToItsTime() {
        VirtualQuota quota = permits(1);
        sendForHours(quota).dispose();
        assertThat(quota.quota().inFlight()).isZero();
        quota.advance(Duration.ofSeconds(1));
        Disposable runs = sendForHours(quota);
        quota.advance(Duration.ofSeconds(1));
        runs.dispose();
        assertFreeAfter(Duration.ofSeconds(5), quota);
    }

    @ParameterizedTest
    @CsvSource({"BROKEN, 1500", "TIMED_OUT, 2500"})
    void permitOfAFailedExchangeLingers(Problem problem, int leftMillis) {
        VirtualQuota quota = known(1);
        ManualSource failing = new ManualSource();
        quota.quota().withPermit(failing).subscribe(row -> {}, error -> {});
        quota.advance(Duration.ofMillis(500));
        failing.error(new TransportException(problem, "scripted", null));
        assertFreeAfter(Duration.ofMillis(leftMillis), quota);
    }

    @ParameterizedTest
    @EnumSource(
            value = Problem.class,
            names = {"UNREACHABLE", "NO_SOCKET", "UNTRUSTED", "PROXY"})
    void permitOfWhatNeverReachedTheServerIsFreeAtOnceAndTellsNothing(Problem problem) {
        VirtualQuota quota = known(1);
        for (int i = 0; i < 20; i++) {
            ManualSource failing = new ManualSource();
            quota.quota().withPermit(failing).subscribe(row -> {}, error -> {});
            quota.advance(Duration.ofMillis(5));
            failing.error(new TransportException(problem, "scripted", null));
            assertThat(quota.quota().inFlight()).isZero();
        }
        sendForHours(quota).dispose();
        assertFreeAfter(ANSWER, quota);
    }

    @Test
    void permitIsFreeAgainThoughNobodyWaits() {
        VirtualQuota quota = known(1);
        sendForHours(quota).dispose();
        quota.advance(ANSWER.minus(NANO));
        assertThat(quota.quota().inFlight()).isEqualTo(1);
        quota.advance(NANO);
        assertThat(quota.quota().inFlight()).isZero();
    }

    @Test
    void exchangeThatFailsTellsNothing() {
        VirtualQuota quota = known(1);
        for (int i = 0; i < 20; i++) {
            ManualSource failing = new ManualSource();
            quota.quota().withPermit(failing).subscribe(row -> {}, error -> {});
            quota.advance(Duration.ofMillis(i % 2 == 0 ? 10 : 60_000));
            failing.error("reset");
            quota.advance(Duration.ofMinutes(2));
        }
        sendForHours(quota).dispose();
        assertFreeAfter(ANSWER, quota);
    }

    @Test
    void cancelledExchangeTellsNothing() {
        VirtualQuota quota = known(1);
        for (int i = 0; i < 20; i++) {
            Disposable runs = sendForHours(quota);
            quota.advance(Duration.ofMillis(i % 2 == 0 ? 10 : 60_000));
            runs.dispose();
            quota.advance(Duration.ofMinutes(2));
        }
        sendForHours(quota).dispose();
        assertFreeAfter(ANSWER, quota);
    }

    @Test
    void latestAnswersCountMost() {
        VirtualQuota quota = known(1);
        quota.send(Duration.ofSeconds(10));
        quota.advance(Duration.ofSeconds(10));
        sendForHours(quota).dispose();
        assertFreeAfter(Duration.ofSeconds(11), quota);
    }

    @Test
    void timeInTheLineIsNoPartOfAnAnswersTime() {
        VirtualQuota quota = known(1);
        quota.quota().pause(Duration.ofMinutes(9));
        quota.send(ANSWER);
        quota.advance(Duration.ofMinutes(9).plus(ANSWER));
        assertThat(quota.grants()).hasSize(2);
        sendForHours(quota).dispose();
        assertFreeAfter(ANSWER, quota);
    }

    @Test
    void waiterThatLeavesHoldsNothing() {
        VirtualQuota quota = known(1);
        ManualSource holder = new ManualSource();
        quota.quota().withPermit(holder).subscribe();
        quota.send(ANSWER).dispose();
        quota.advance(ANSWER);
        holder.complete();
        assertThat(quota.quota().inFlight()).isZero();
    }

    @Test
    void waiterThatLeavesAfterItsTurnCameAndBeforeItRunsHoldsNothing() {
        VirtualQuota quota = known(1);
        ManualSource source = new ManualSource();
        Reader reader = new Reader();
        quota.atNextLook(() -> cancelOnceItHoldsThePermit(quota, reader));
        quota.quota().withPermit(source).subscribe(reader);
        assertThat(source.subscriptions()).isZero();
        assertThat(quota.quota().inFlight()).isZero();
    }

    private static void cancelOnceItHoldsThePermit(VirtualQuota quota, Reader reader) {
        if (quota.quota().inFlight() == 1) {
            reader.cancel();
        } else {
            quota.atNextLook(() -> cancelOnceItHoldsThePermit(quota, reader));
        }
    }

    @Test
    void whatACancelledSourceSaysLateFreesNothing() {
        VirtualQuota quota = known(1);
        ManualSource source = new ManualSource();
        Disposable runs = quota.quota().withPermit(source).subscribe();
        runs.dispose();
        source.complete();
        runs.dispose();
        assertThat(source.cancels()).isEqualTo(1);
        assertFreeAfter(ANSWER, quota);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatASourceSaysToItsCancelFreesNothing(boolean completes) {
        VirtualQuota quota = known(1);
        List<Throwable> dropped = new ArrayList<>();
        Hooks.onErrorDropped(dropped::add);
        try {
            Publisher<Integer> answering = onCancel(subscriber -> {
                if (completes) {
                    subscriber.onComplete();
                } else {
                    subscriber.onError(new IllegalStateException("hung up"));
                }
            });
            quota.quota().withPermit(answering).subscribe().dispose();
        } finally {
            Hooks.resetOnErrorDropped();
        }
        assertThat(dropped).hasSize(completes ? 0 : 1);
        assertFreeAfter(ANSWER, quota);
    }

    @Test
    void sourceThatThrowsAtItsCancelHoldsNothingForEver() {
        VirtualQuota quota = known(1);
        Publisher<Integer> throwing = onCancel(subscriber -> {
            throw new IllegalStateException("scripted");
        });
        Disposable runs = quota.quota().withPermit(throwing).subscribe();
        assertThatThrownBy(runs::dispose).hasMessage("scripted");
        assertFreeAfter(ANSWER, quota);
    }

    private static Publisher<Integer> onCancel(Consumer<Subscriber<? super Integer>> action) {
        return subscriber -> subscriber.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {
                action.accept(subscriber);
            }
        });
    }

    @Test
    void thereIsOneTimerForEachPermitAtMost() {
        LeapingTimer hours = new LeapingTimer();
        LocalAccountQuota quota = new LocalAccountQuota(new QuotaLimits(30, 1), new LeapingClock(), hours);
        ManualSource slow = new ManualSource();
        quota.withPermit(slow).subscribe();
        for (int i = 0; i < 1_000; i++) {
            quota.withPermit(Flux.empty()).subscribe(); // Hours pass.
        }
        slow.complete();
        List<Disposable> running = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            running.add(quota.withPermit(new ManualSource()).subscribe());
        }
        running.forEach(Disposable::dispose);
        running.forEach(Disposable::dispose);
        assertThat(quota.waiting()).isZero();
        assertThat(hours.tasks()).isEqualTo(quota.inFlight()).isBetween(1, 30);

        hours.pass();
        assertThat(quota.inFlight()).isZero();
        assertThat(hours.tasks()).isZero();
    }

    @Test
    void whereTheTimerHasStoppedPermitsAreFreeAtOnce() {
        Scheduler stopped = Schedulers.newSingle("stopped");
        stopped.dispose();
        LocalAccountQuota quota = new LocalAccountQuota(new QuotaLimits(1, 1), new LeapingClock(), stopped);
        for (int i = 0; i < 100; i++) {
            quota.withPermit(Flux.empty()).subscribe();
            quota.withPermit(Flux.defer(() -> {
                        quota.pause(Duration.ZERO); // An hour passes.
                        return Flux.empty();
                    }))
                    .subscribe();
            quota.withPermit(Flux.never()).subscribe().dispose();
            assertThat(quota.inFlight()).isZero();
        }
    }

    /** What all this is for, with a server whose answers all take the same time, whoever listens. */
    @ParameterizedTest
    @CsvSource({"1, 51", "5, 52", "30, 53"})
    void serverThatWorksOnNeverHasMoreThanItMay(int permits, long seed) {
        Random random = new Random(seed);
        VirtualQuota quota = known(permits);
        List<Duration> until = new ArrayList<>();
        AtomicInteger most = new AtomicInteger();
        Flux<Long> exchange = Flux.defer(() -> {
            until.removeIf(end -> end.compareTo(quota.now()) <= 0);
            until.add(quota.now().plus(ANSWER));
            most.accumulateAndGet(until.size(), Math::max);
            return quota.recorded(ANSWER);
        });
        List<Disposable> sent = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            sent.add(quota.quota().withPermit(exchange).subscribe());
            if (random.nextInt(3) > 0) {
                sent.remove(random.nextInt(sent.size())).dispose();
            }
            if (random.nextInt(permits) == 0) {
                quota.advance(Duration.ofMillis(random.nextInt(1_500)));
            }
        }
        sent.forEach(Disposable::dispose);
        quota.advance(ANSWER);
        assertThat(quota.quota().inFlight() + quota.quota().waiting()).isZero();
        assertThat(most.get()).as("seed %d", seed).isEqualTo(permits);
        assertThat(quota.grants().size()).as("seed %d", seed).isGreaterThan(1_000);
    }

    /** How long answers take that a timeout hides nobody can know. */
    @ParameterizedTest
    @CsvSource({"71, 7", "72, 7", "73, 20"})
    void serverThatWorksOnAfterTimeoutsHasNoMoreThanItMayWhereSlowAnswersTakeSixTimesTheTimeout(
            long seed, int oneSlowIn) {
        Random random = new Random(seed);
        VirtualQuota quota = permits(30);
        List<Duration> until = new ArrayList<>();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger sent = new AtomicInteger();
        Duration timeout = Duration.ofMillis(500);
        Flux<Long> exchange = Flux.defer(() -> {
            boolean slow = sent.incrementAndGet() % oneSlowIn == 0;
            Duration takes = Duration.ofMillis(slow ? 3_000 : 100 + random.nextInt(300));
            until.removeIf(end -> end.compareTo(quota.now()) <= 0);
            until.add(quota.now().plus(takes));
            most.accumulateAndGet(until.size(), Math::max);
            return slow
                    ? Flux.from(quota.recorded(timeout))
                            .thenMany(Flux.error(new TransportException(Problem.TIMED_OUT, "scripted", null)))
                    : quota.recorded(takes);
        });
        for (int i = 0; i < 5_000; i++) {
            quota.quota().withPermit(exchange).subscribe(row -> {}, error -> {});
        }
        quota.advanceToEnd(Duration.ofMinutes(30));
        assertThat(sent).hasValue(5_000);
        assertThat(most.get()).as("seed %d", seed).isEqualTo(30);
    }

    @ParameterizedTest
    @CsvSource({"1, 61", "3, 62", "30, 63"})
    void afterEachOfAHundredThousandStepsAsManyAreInFlightAsRunAndLinger(int permits, long seed) {
        LingerModel model = new LingerModel(permits(permits), new Random(seed));
        for (int i = 0; i < 100_000; i++) {
            model.step();
            assertThat(model.quota().quota().inFlight())
                    .as("step %d, seed %d", i, seed)
                    .isEqualTo(model.expected())
                    .isBetween(0, permits);
        }
        model.leaveAll();
        model.quota().advance(Duration.ofMinutes(1));
        assertThat(model.quota().quota().inFlight())
                .as("in flight, seed %d", seed)
                .isZero();
        assertThat(model.quota().quota().waiting()).as("waiting, seed %d", seed).isZero();
        assertThat(model.lingered()).as("lingered, seed %d", seed).isGreaterThan(1_000);
    }

    /** Asks for nothing. */
    private static final class Reader extends BaseSubscriber<Integer> {

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            assertThat(subscription).isNotNull();
        }
    }
}
