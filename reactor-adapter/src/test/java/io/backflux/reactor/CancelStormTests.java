package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.BacklinksQuery;
import io.backflux.HarvestProgress;
import io.backflux.RetryPolicy;
import io.backflux.reactor.SteppedTransport.Course;
import io.backflux.reactor.SteppedTransport.Exchange;
import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.LeapingQuota;
import io.backflux.reactor.quota.LeapingTimer;
import io.backflux.reactor.transport.TransportException.Problem;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.context.Context;

/** Harvests that are left at each stage of their way, one after the other, with one permit for all. */
class CancelStormTests {

    private static final BacklinksQuery QUERY = Clients.limit(SteppedTransport.ROWS);

    /** By hand: {@code -Dbackflux.cancels=1000000}. */
    private static final int CANCELS = Integer.getInteger("backflux.cancels", 10_000);

    private enum Stage {
        BEFORE_DEMAND,
        WAITING_FOR_THE_PERMIT,
        SENT,
        AFTER_THE_HEAD,
        IN_THE_BODY,
        AFTER_THE_LAST_BYTE,
        IN_ON_NEXT,
        BETWEEN_PAGES,
        IN_THE_PAUSE,
        IN_THE_LISTENER,
        ON_TIMEOUT,
        ON_ERROR,
        ON_COMPLETE
    }

    private final VirtualTimeScheduler timer = VirtualTimeScheduler.create();
    private final LeapingTimer hours = new LeapingTimer();
    private final AccountQuota quota = LeapingQuota.of(1, hours);
    private final SteppedTransport transport = new SteppedTransport();
    private final BacklinksClient client = BacklinksClient.builder()
            .transport(transport)
            .quota(quota)
            .timer(timer)
            .retryPolicy(RetryPolicy.DEFAULT)
            .jitter(() -> 0)
            .build();
    private final Map<Stage, Integer> left = new EnumMap<>(Stage.class);

    @Test
    void whateverTheStageNothingIsHeldOrSentOnceTheHarvestIsLeft() {
        long seed = Long.getLong("backflux.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < CANCELS; i++) {
            Stage stage = Stage.values()[i % Stage.values().length];
            try {
                leaveAt(stage, random);
                left.merge(stage, 1, Integer::sum);
            } catch (RuntimeException | AssertionError failed) {
                throw new AssertionError("seed " + seed + ", harvest " + i + ", " + stage, failed);
            }
        }
        timer.advanceTimeBy(Duration.ofHours(1));

        assertThat(left.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(CANCELS);
        assertThat(transport.ended() + transport.cancelled()).isEqualTo(transport.begun());
        System.out.println("seed " + seed + ": " + CANCELS + " left, " + transport.begun() + " exchanges begun, "
                + transport.ended() + " ended, " + transport.cancelled() + " cancelled; " + left);
    }

    private void leaveAt(Stage stage, Random random) {
        Walker walker = new Walker(stage, random);
        walker.walk();
        int begun = transport.begun();
        timer.advanceTimeBy(Duration.ofHours(1));
        hours.pass();

        assertThat(walker.hasLeft()).as("left").isTrue();
        assertThat(transport.begun()).as("begun after the cancel").isEqualTo(begun);
        assertThat(transport.sentLate()).as("sent after the cancel").isZero();
        assertThat(quota.inFlight()).as("in flight").isZero();
        assertThat(quota.waiting()).as("waiting").isZero();
        assertThat(transport.ended() + transport.cancelled()).as("ended").isEqualTo(begun);
        assertThat(walker.signalsAfterLeaving).as("signals after the cancel").isZero();
    }

    /** One harvest on its way to the stage where it is left. */
    private final class Walker extends BaseSubscriber<Object> implements SteppedTransport.Owner {

        private final Stage stage;
        private final Random random;
        private final int page;
        private final boolean byPages;
        private final int leaveInSignal;
        private int requests;
        private int signals;
        private int signalsAfterLeaving;
        private boolean gone;
        private @Nullable Exchange running;

        Walker(Stage stage, Random random) {
            this.stage = stage;
            this.random = random;
            this.page = stage == Stage.BETWEEN_PAGES
                    ? random.nextInt(SteppedTransport.PAGES - 1)
                    : random.nextInt(SteppedTransport.PAGES);
            this.byPages = random.nextBoolean();
            this.leaveInSignal = 1 + random.nextInt(byPages ? SteppedTransport.PAGES : 9);
        }

        void walk() {
            switch (stage) {
                case BEFORE_DEMAND -> {
                    subscribe();
                    leave();
                }
                case WAITING_FOR_THE_PERMIT -> leaveWhileWaiting();
                case SENT -> {
                    toPage();
                    leave();
                }
                case AFTER_THE_HEAD -> {
                    toPage().step();
                    leave();
                }
                case IN_THE_BODY -> {
                    Exchange exchange = toPage();
                    exchange.step();
                    for (int i = random.nextInt(8); i >= 0; i--) {
                        exchange.step();
                    }
                    leave();
                }
                case AFTER_THE_LAST_BYTE -> {
                    Exchange exchange = toPage();
                    while (exchange.hasBytesLeft()) {
                        exchange.step();
                    }
                    leave();
                }
                case BETWEEN_PAGES -> {
                    subscribe();
                    request((long) (page + 1) * (byPages ? 1 : SteppedTransport.ROWS));
                    runOut();
                    assertThat(requests).isEqualTo(page + 1);
                    leave();
                }
                case IN_THE_PAUSE, ON_TIMEOUT -> {
                    toPage().stepToEnd();
                    assertThat(requests).isEqualTo(page + 1);
                    for (int i = random.nextInt(4); i > 0; i--) {
                        timer.advanceTimeBy(Duration.ofMinutes(5)); // Some more pauses.
                        stepOpen();
                    }
                    leave();
                }
                case IN_ON_NEXT, IN_THE_LISTENER, ON_ERROR, ON_COMPLETE -> {
                    subscribe();
                    request(Long.MAX_VALUE);
                    runOut();
                }
            }
        }

        private void subscribe() {
            Harvest harvest = client.harvest(QUERY)
                    .prefetch(stage == Stage.BETWEEN_PAGES ? 0 : random.nextInt(2))
                    .listener(listener());
            Flux<?> flux = byPages ? harvest.pages() : harvest.backlinks();
            flux.subscribe(this);
        }

        private HarvestListener listener() {
            return new HarvestListener() {
                @Override
                public void onProgress(HarvestProgress progress) {
                    if (stage == Stage.IN_THE_LISTENER && random.nextInt(3) == 0) {
                        leave();
                    }
                }
            };
        }

        /** Goes to where the request for the page is sent, and nothing has come. */
        private Exchange toPage() {
            subscribe();
            request(Long.MAX_VALUE);
            while (requests <= page) {
                stepOpen();
            }
            return open();
        }

        private Exchange open() {
            Exchange exchange = running;
            if (exchange == null) {
                throw new AssertionError("nothing runs");
            }
            return exchange;
        }

        private void stepOpen() {
            Exchange exchange = running;
            if (exchange != null) {
                exchange.step();
            }
        }

        private void runOut() {
            while (running != null && running.isOpen()) {
                stepOpen();
            }
            if (stage == Stage.IN_THE_LISTENER && !gone) {
                leave();
            }
        }

        private void leaveWhileWaiting() {
            Disposable holder = quota.withPermit(Flux.never()).subscribe();
            subscribe();
            request(1 + random.nextInt(9));
            assertThat(quota.waiting()).isEqualTo(1);
            if (random.nextBoolean()) {
                leave();
                holder.dispose();
            } else {
                quota.withPermit(Flux.empty()).subscribe(); // Somebody behind it.
                leave();
                assertThat(quota.waiting()).isEqualTo(1);
                holder.dispose();
            }
            assertThat(requests).isZero();
        }

        private void leave() {
            cancel();
            gone = true;
        }

        @Override
        public boolean hasLeft() {
            return gone;
        }

        @Override
        public Course next(int asked) {
            requests++;
            long seed = random.nextLong();
            Course whole = Course.whole(asked, seed);
            Course course = asked == page ? last(whole, seed) : whole;
            return random.nextInt(4) == 0 && passes() ? course.comingAtOnce() : course;
        }

        /** Whether the stage is reached without steps of its own. */
        private boolean passes() {
            return switch (stage) {
                case IN_ON_NEXT, IN_THE_LISTENER, ON_ERROR, ON_COMPLETE, BETWEEN_PAGES -> true;
                default -> false;
            };
        }

        private Course last(Course whole, long seed) {
            return switch (stage) {
                case IN_THE_PAUSE -> Course.refused(random.nextBoolean() ? 50000 : 40202, seed);
                case ON_TIMEOUT -> whole.failing(Problem.TIMED_OUT, random.nextInt(60));
                case ON_ERROR ->
                    random.nextBoolean()
                            ? Course.refused(40501, seed)
                            : whole.failing(Problem.UNTRUSTED, random.nextInt(whole.bytes()));
                default -> whole;
            };
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
            signalsAfterLeaving += gone ? 1 : 0;
            if (++signals == leaveInSignal && stage == Stage.IN_ON_NEXT) {
                leave();
            }
        }

        @Override
        protected void hookOnComplete() {
            signalsAfterLeaving += gone ? 1 : 0;
            leave();
        }

        @Override
        protected void hookOnError(Throwable error) {
            signalsAfterLeaving += gone ? 1 : 0;
            leave();
        }
    }
}
