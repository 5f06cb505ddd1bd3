package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.util.RaceTestUtils;

/** What comes from many threads at once. */
class GatedMergeRaceTests {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int ITEMS = 40;
    private static final int UNITS = 3;
    private static final int CONCURRENCY = 5;
    private static final Scheduler THREADS = Schedulers.newParallel("merge-race", 4);

    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @AfterAll
    static void stop() {
        THREADS.dispose();
    }

    private Flux<Integer> merged() {
        return GatedMerge.assembled(Flux.range(0, ITEMS).publishOn(THREADS, 1), this::units, CONCURRENCY);
    }

    private Flux<Integer> units(int item) {
        AtomicBoolean over = new AtomicBoolean();
        Runnable end = () -> open.addAndGet(over.getAndSet(true) ? 0 : -1); // Before the merge hears of it.
        return Flux.range(item * UNITS, UNITS)
                .concatMap(unit -> Mono.just(unit).subscribeOn(THREADS), 0)
                .doOnSubscribe(begun -> most.accumulateAndGet(open.incrementAndGet(), Math::max))
                .doOnTerminate(end)
                .doOnCancel(end);
    }

    /** Counts what comes, and whether two come at once. */
    private static final class Counting extends BaseSubscriber<Integer> {

        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger overlaps = new AtomicInteger();
        private final AtomicInteger units = new AtomicInteger();
        private final Sinks.Empty<Void> end = Sinks.empty();

        @Override
        protected void hookOnSubscribe(Subscription subscription) {}

        @Override
        protected void hookOnNext(Integer unit) {
            overlaps.addAndGet(inside.getAndIncrement());
            units.incrementAndGet();
            inside.decrementAndGet();
        }

        @Override
        protected void hookOnComplete() {
            end.tryEmitEmpty();
        }
    }

    @RepeatedTest(50)
    void eachUnitComesOnceAndOneAtATime() {
        Counting subscriber = new Counting();
        merged().subscribe(subscriber);
        RaceTestUtils.race(() -> subscriber.request(7), () -> subscriber.request(5), subscriber::requestUnbounded);
        subscriber.end.asMono().block(LONG);
        assertThat(subscriber.units).hasValue(ITEMS * UNITS);
        assertThat(subscriber.overlaps).hasValue(0);
        assertThat(most.get()).isBetween(1, CONCURRENCY);
    }

    @RepeatedTest(50)
    void noMoreIsAskedForThanIsDemanded() {
        Counting subscriber = new Counting();
        merged().subscribe(subscriber);
        RaceTestUtils.race(() -> subscriber.request(4), () -> subscriber.request(6));
        Flux.interval(Duration.ofMillis(1))
                .filter(tick -> subscriber.units.get() == 10)
                .blockFirst(LONG);
        assertThat(subscriber.units).hasValue(10);
        subscriber.cancel();
    }

    @RepeatedTest(200)
    void aCancelAmidAllThatLeavesNothingOpen() {
        Counting subscriber = new Counting();
        merged().subscribe(subscriber);
        RaceTestUtils.race(subscriber::requestUnbounded, subscriber::cancel);
        Flux.interval(Duration.ofMillis(1)).filter(tick -> open.get() == 0).blockFirst(LONG);
        int units = subscriber.units.get();
        assertThat(units).isLessThanOrEqualTo(ITEMS * UNITS);
    }
}
