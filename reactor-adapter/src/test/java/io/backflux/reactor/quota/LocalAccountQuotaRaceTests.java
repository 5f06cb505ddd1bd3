package io.backflux.reactor.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/** Many threads subscribe, complete and cancel each other's exchanges, in an order that a seed draws for each of them. */
class LocalAccountQuotaRaceTests {

    private static final int THREADS = 4;
    private static final int CANCELS = 100_000;
    private static final int SLOTS = 48;

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();
    private final AtomicInteger peakInFlight = new AtomicInteger();
    private final AtomicInteger leftRunning = new AtomicInteger();
    private final AtomicInteger demandedLate = new AtomicInteger();
    private final AtomicInteger served = new AtomicInteger();

    @ParameterizedTest
    @CsvSource({"1, 41", "5, 42", "30, 43"})
    void afterAHundredThousandCancelsNothingIsHeldAndNothingWaits(int permits, long seed) throws InterruptedException {
        LeapingTimer hours = new LeapingTimer();
        LocalAccountQuota quota = new LocalAccountQuota(new QuotaLimits(permits, 1), new LeapingClock(), hours);
        AtomicReferenceArray<@Nullable Exchange> slots = new AtomicReferenceArray<>(SLOTS);
        AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(seed * THREADS + i);
            Thread thread = new Thread(() -> work(quota, hours, slots, random), "racer-" + i);
            thread.setUncaughtExceptionHandler((in, thrown) -> failed.set(thrown));
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        for (int i = 0; i < SLOTS; i++) {
            end(slots.getAndSet(i, null), true);
        }
        hours.pass();

        assertThat(failed.get()).as("seed %d", seed).isNull();
        assertThat(quota.inFlight()).as("in flight, seed %d", seed).isZero();
        assertThat(quota.waiting()).as("waiting, seed %d", seed).isZero();
        assertThat(running.get()).as("running, seed %d", seed).isZero();
        assertThat(leftRunning.get())
                .as("run after their cancel, seed %d", seed)
                .isZero();
        assertThat(demandedLate.get())
                .as("demanded after their cancel, seed %d", seed)
                .isZero();
        assertThat(peak.get()).as("at once, seed %d", seed).isBetween(1, permits);
        assertThat(peakInFlight.get()).as("in flight at once, seed %d", seed).isBetween(1, permits);
        assertThat(served.get()).as("served, seed %d", seed).isGreaterThan(CANCELS / 10_000);
    }

    private void work(
            LocalAccountQuota quota,
            LeapingTimer hours,
            AtomicReferenceArray<@Nullable Exchange> slots,
            Random random) {
        for (int i = 0; i < CANCELS / THREADS; i++) {
            Exchange exchange = new Exchange();
            Exchange old = slots.getAndSet(random.nextInt(SLOTS), exchange);
            quota.withPermit(exchange, random.nextBoolean() ? Lane.INTERACTIVE : Lane.BULK)
                    .subscribe(exchange.reader);
            if (random.nextInt(4) == 0) {
                Exchange other = slots.get(random.nextInt(SLOTS));
                if (other != null) {
                    other.complete();
                }
            }
            end(old, random.nextBoolean());
            if (random.nextInt(4) == 0) {
                hours.pass();
            }
            peakInFlight.accumulateAndGet(quota.inFlight(), Math::max);
        }
    }

    private static void end(@Nullable Exchange exchange, boolean twice) {
        if (exchange != null) {
            exchange.cancel();
            if (twice) {
                exchange.cancel();
            }
        }
    }

    private final class Exchange implements Publisher<Integer> {

        private final BaseSubscriber<Integer> reader = new BaseSubscriber<>() {};
        private final AtomicReference<@Nullable Subscriber<? super Integer>> subscriber = new AtomicReference<>();
        private boolean ended;
        private volatile boolean cancelled;

        /**
         * A cancel may come between the quota's last look and this call. What is subscribed after its cancel must then be
         * cancelled before it can do anything.
         */
        @Override
        public void subscribe(Subscriber<? super Integer> actual) {
            boolean late = cancelled;
            peak.accumulateAndGet(running.incrementAndGet(), Math::max);
            served.incrementAndGet();
            actual.onSubscribe(new Subscription() {
                @Override
                public void request(long n) {
                    demandedLate.addAndGet(late ? 1 : 0);
                }

                @Override
                public void cancel() {
                    end();
                }
            });
            subscriber.set(actual);
            if (late && !hasEnded()) {
                leftRunning.incrementAndGet();
            }
        }

        /** Ended and counted in one go, for whoever loses the race to it gives the permit back at once. */
        private synchronized boolean end() {
            boolean first = !ended;
            if (first) {
                ended = true;
                running.decrementAndGet();
            }
            return first;
        }

        private synchronized boolean hasEnded() {
            return ended;
        }

        void cancel() {
            reader.cancel();
            cancelled = true;
        }

        void complete() {
            Subscriber<? super Integer> actual = subscriber.get();
            if (actual != null && !cancelled && end()) {
                actual.onComplete();
            }
        }
    }
}
