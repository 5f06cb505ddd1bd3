package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.BacklinksQuery;
import io.backflux.error.BacklinksException;
import io.backflux.reactor.SteppedTransport.Course;
import io.backflux.reactor.SteppedTransport.Exchange;
import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.LeapingQuota;
import io.backflux.reactor.quota.LeapingTimer;
import io.backflux.reactor.transport.TransportException;
import io.backflux.reactor.transport.TransportException.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.context.Context;

/**
 * Threads that begin, answer, fail, demand and leave each other's harvests, each in an order that a seed draws for it, over
 * few permits.
 */
class CancelRaceTests {

    private static final BacklinksQuery QUERY = Clients.limit(SteppedTransport.ROWS);

    /** By hand: {@code -Dbackflux.cancels=1000000}. */
    private static final int CANCELS = Integer.getInteger("backflux.cancels", 20_000);

    private static final int THREADS = 4;
    private final VirtualTimeScheduler timer = VirtualTimeScheduler.create();
    private final LeapingTimer hours = new LeapingTimer();
    private final SteppedTransport transport = new SteppedTransport();
    private AtomicReferenceArray<@Nullable Racer> slots = new AtomicReferenceArray<>(0);
    private final AtomicInteger finished = new AtomicInteger();
    private final AtomicInteger overlapping = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 30})
    void whoeverLeavesWhomNothingIsHeldOnceAllAreLeft(int permits) throws InterruptedException {
        long seed = Long.getLong("backflux.seed", System.nanoTime());
        AccountQuota quota = LeapingQuota.of(permits, hours);
        slots = new AtomicReferenceArray<>(2 * permits + 2);
        BacklinksClient client = BacklinksClient.builder()
                .transport(transport)
                .quota(quota)
                .timer(timer)
                .jitter(() -> 0)
                .build();
        Hooks.onErrorDropped(this::dropped);
        try {
            race(client, seed);
        } finally {
            Hooks.resetOnErrorDropped();
        }
        int begun = transport.begun();
        timer.advanceTimeBy(Duration.ofDays(1));
        hours.pass();

        String told = "seed " + seed + ", " + permits + " permits";
        assertThat(failed.get()).as(told).isNull();
        assertThat(quota.inFlight()).as("in flight, %s", told).isZero();
        assertThat(quota.waiting()).as("waiting, %s", told).isZero();
        assertThat(transport.begun()).as("begun, %s", told).isEqualTo(begun);
        assertThat(transport.ended() + transport.cancelled())
                .as("ended, %s", told)
                .isEqualTo(begun);
        assertThat(overlapping.get()).as("signals at once, %s", told).isZero();
        assertThat(finished.get()).as("came to their end, %s", told).isPositive();
        System.out.println(told + ": " + CANCELS + " left, " + begun + " exchanges begun, " + transport.ended()
                + " ended, " + transport.cancelled() + " cancelled; " + finished + " harvests came to their end");
    }

    /** A harvest may fail just when it is left. */
    private void dropped(Throwable error) {
        if (!(error instanceof TransportException || error instanceof BacklinksException)) {
            failed.set(error);
        }
    }

    private void race(BacklinksClient client, long seed) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(seed * THREADS + i);
            Thread thread = new Thread(() -> work(client, random), "racer-" + i);
            thread.setUncaughtExceptionHandler((in, thrown) -> failed.set(thrown));
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        for (int i = 0; i < slots.length(); i++) {
            leave(slots.getAndSet(i, null));
        }
    }

    private void work(BacklinksClient client, Random random) {
        int left = 0;
        while (left < CANCELS / THREADS) {
            Racer any = slots.get(random.nextInt(slots.length()));
            switch (random.nextInt(16)) {
                case 0 -> {
                    timer.advanceTimeBy(Duration.ofMillis(200));
                    hours.pass();
                }
                case 1, 2 -> {
                    Racer begun = new Racer(random.nextLong());
                    Racer old = slots.getAndSet(random.nextInt(slots.length()), begun);
                    begun.begin(client);
                    left += leave(old);
                }
                case 3 -> left += leave(any);
                case 4, 5 -> demand(any, random);
                default -> step(any, random);
            }
        }
    }

    private static int leave(@Nullable Racer racer) {
        if (racer == null) {
            return 0;
        }
        racer.leave();
        return 1;
    }

    private static void demand(@Nullable Racer racer, Random random) {
        if (racer != null) {
            racer.request(random.nextInt(4) == 0 ? Long.MAX_VALUE : 1 + random.nextInt(4));
        }
    }

    private static void step(@Nullable Racer racer, Random random) {
        Exchange exchange = racer == null ? null : racer.running;
        for (int i = random.nextInt(12); exchange != null && i >= 0; i--) {
            exchange.step();
        }
    }

    private final class Racer extends BaseSubscriber<Object> implements SteppedTransport.Owner {

        private final Random random;
        private final int leaveInSignal;
        private final AtomicInteger inSignal = new AtomicInteger();
        private final AtomicBoolean leaving = new AtomicBoolean();
        private volatile boolean gone;
        private volatile @Nullable Exchange running;
        private int signals;

        Racer(long seed) {
            random = new Random(seed);
            leaveInSignal = random.nextInt(20);
        }

        void begin(BacklinksClient client) {
            boolean byPages;
            int prefetch;
            synchronized (random) {
                byPages = random.nextBoolean();
                prefetch = random.nextInt(2);
            }
            Harvest harvest = client.harvest(QUERY).prefetch(prefetch);
            Flux<?> flux = byPages ? harvest.pages() : harvest.backlinks();
            flux.subscribe(this);
        }

        /** Gone is who was first: a second cancel may return before the first one has done its work. */
        void leave() {
            boolean first = leaving.compareAndSet(false, true);
            cancel();
            if (first) {
                gone = true;
            }
        }

        @Override
        public boolean hasLeft() {
            return gone;
        }

        @Override
        public Course next(int page) {
            synchronized (random) {
                long seed = random.nextLong();
                Course whole = Course.whole(page, seed);
                Course course = switch (random.nextInt(12)) {
                    case 0 -> Course.refused(50000, seed);
                    case 1 -> Course.refused(40202, seed);
                    case 2 -> Course.refused(40501, seed);
                    case 3 -> whole.failing(Problem.TIMED_OUT, random.nextInt(whole.bytes()));
                    case 4 -> whole.failing(Problem.BROKEN, random.nextInt(whole.bytes()));
                    case 5 -> whole.failing(Problem.UNTRUSTED, 0);
                    default -> whole;
                };
                return random.nextInt(8) == 0 ? course.comingAtOnce() : course;
            }
        }

        @Override
        public void began(Exchange exchange) {
            running = exchange;
        }

        @Override
        public Context currentContext() {
            return Context.of(SteppedTransport.OWNER, this);
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            assertThat(subscription).isNotNull(); // Nothing is asked for by itself.
        }

        @Override
        protected void hookOnNext(Object unit) {
            overlapping.addAndGet(inSignal.getAndIncrement());
            if (++signals == leaveInSignal) {
                leave();
            }
            inSignal.decrementAndGet();
        }

        @Override
        protected void hookOnComplete() {
            finished.incrementAndGet();
        }

        @Override
        protected void hookOnError(Throwable error) {
            finished.incrementAndGet();
        }
    }
}
