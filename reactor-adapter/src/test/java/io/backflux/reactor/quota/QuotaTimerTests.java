package io.backflux.reactor.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Quotas outlive what is done to Reactor's schedulers. */
class QuotaTimerTests {

    private static final Duration LONG = Duration.ofSeconds(30);

    /** Thirty go at once, and the next a tenth of a second later. */
    private static final QuotaLimits THIRTY_AT_ONCE = new QuotaLimits(30, 600);

    @AfterEach
    void realTime() {
        VirtualTimeScheduler.reset();
    }

    /** More than go at once, so that a timer is needed. */
    private static void assertServes(AccountQuota quota) {
        assertThat(Flux.range(0, 32)
                        .flatMap(i -> quota.withPermit(Mono.just(i)), 32)
                        .count()
                        .block(LONG))
                .isEqualTo(32);
        assertThat(quota.inFlight() + quota.waiting()).isZero();
    }

    private static List<Supplier<AccountQuota>> quotas(String account) {
        return List.of(
                () -> AccountQuota.local(THIRTY_AT_ONCE),
                () -> AccountQuota.shared("timer.example/" + account, THIRTY_AT_ONCE));
    }

    @Test
    void quotaThatIsMadeInVirtualTimeServesWithoutItAndAfterIt() {
        for (Supplier<AccountQuota> made : quotas("virtual")) {
            VirtualTimeScheduler.getOrSet();
            AccountQuota quota = made.get();
            assertServes(quota);
            VirtualTimeScheduler.reset();
            assertServes(quota);
        }
    }

    @Test
    void waiterOfATestInVirtualTimeThatIsOverIsServed() {
        VirtualTimeScheduler.getOrSet();
        AccountQuota quota = AccountQuota.local(THIRTY_AT_ONCE);
        Mono<Long> all = Flux.range(0, 32)
                .flatMap(i -> quota.withPermit(Mono.just(i)), 32)
                .count()
                .cache();
        all.subscribe();
        VirtualTimeScheduler.reset();
        assertThat(all.block(LONG)).isEqualTo(32);
    }

    @Test
    void quotaServesAfterTheSchedulersWereShutDown() {
        for (Supplier<AccountQuota> made : quotas("shutdown")) {
            AccountQuota quota = made.get();
            Schedulers.shutdownNow();
            assertServes(quota);
        }
    }

    @Test
    void nobodyMayBlockItsThread() {
        AccountQuota quota = AccountQuota.local(THIRTY_AT_ONCE);
        assertThat(Flux.range(0, 31)
                        .flatMap(i -> quota.withPermit(Mono.fromSupplier(Schedulers::isInNonBlockingThread)), 31)
                        .blockLast(LONG))
                .isTrue();
    }

    private static final class StandingClock implements TimeMeter {

        private long now;

        @Override
        public long currentTimeNanos() {
            return now;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    @Test
    void whereNoTimerCanBeHadTheWaitersHearOfItAndNothingIsHeld() {
        Scheduler stopped = Schedulers.newSingle("stopped");
        stopped.dispose();
        LocalAccountQuota quota = new LocalAccountQuota(new QuotaLimits(5, 1), new StandingClock(), stopped);
        quota.withPermit(Flux.empty()).subscribe();
        List<Throwable> errors = new ArrayList<>();
        ManualSource source = new ManualSource();
        for (int i = 0; i < 3; i++) {
            quota.withPermit(source).subscribe(row -> {}, errors::add);
        }
        assertThat(source.subscriptions()).isZero();
        assertThat(errors)
                .hasSize(3)
                .allSatisfy(error -> assertThat(error)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("no permit now")
                        .hasCauseInstanceOf(RejectedExecutionException.class));
        assertThat(quota.waiting() + quota.inFlight()).isZero();
    }

    /** Refuses its first task, in one way or another. */
    private static final class ReluctantTimer implements Scheduler {

        private final LeapingTimer timer = new LeapingTimer();
        private final boolean outOfThreads;
        private boolean refused;

        ReluctantTimer(boolean outOfThreads) {
            this.outOfThreads = outOfThreads;
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            if (!refused) {
                refused = true;
                if (outOfThreads) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                throw new RejectedExecutionException("scripted");
            }
            return timer.schedule(task);
        }

        @Override
        public Disposable schedule(Runnable task) {
            return timer.schedule(task);
        }

        @Override
        public Worker createWorker() {
            throw new UnsupportedOperationException("the quota needs none");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theNextWaiterIsServedByATimerThatRefusedTheOneBefore(boolean outOfThreads) {
        ReluctantTimer timer = new ReluctantTimer(outOfThreads);
        StandingClock clock = new StandingClock();
        LocalAccountQuota quota = new LocalAccountQuota(new QuotaLimits(5, 1), clock, timer);
        List<Throwable> errors = new ArrayList<>();
        quota.withPermit(Flux.empty()).subscribe();
        quota.withPermit(Flux.empty()).subscribe(row -> {}, errors::add);
        assertThat(errors).hasSize(1);

        ManualSource next = new ManualSource();
        quota.withPermit(next).subscribe();
        assertThat(quota.waiting()).isEqualTo(1);
        clock.now += TimeUnit.HOURS.toNanos(1);
        timer.timer.pass();
        assertThat(next.subscriptions()).isEqualTo(1);
    }
}
