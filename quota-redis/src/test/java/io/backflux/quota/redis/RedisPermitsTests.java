package io.backflux.quota.redis;

import static io.backflux.quota.redis.ScriptedLink.GRANTED;
import static io.backflux.quota.redis.ScriptedLink.waits;
import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.reactor.quota.PermitRefusedException;
import io.backflux.reactor.quota.PermitRefusedException.Reason;
import io.backflux.reactor.quota.PermitSource;
import io.backflux.reactor.quota.PermitSource.Permit;
import io.backflux.reactor.quota.QuotaLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What a process asks and reports, and when, in virtual time. */
class RedisPermitsTests {

    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final ScriptedLink redis = new ScriptedLink();
    private final List<Permit> granted = new ArrayList<>();
    private final List<PermitRefusedException> refused = new ArrayList<>();
    private final List<Throwable> thrown = new ArrayList<>();
    private boolean takerThrows;
    private final RedisPermits permits = permits();

    /** The virtual time, which a task that throws doesn't stop, as it stops no other scheduler. */
    private final class Forgiving implements Scheduler {

        @Override
        public Disposable schedule(Runnable task) {
            return time.schedule(() -> run(task));
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            return time.schedule(() -> run(task), delay, unit);
        }

        @Override
        public Worker createWorker() {
            return time.createWorker();
        }

        @Override
        public long now(TimeUnit unit) {
            return time.now(unit);
        }

        private void run(Runnable task) {
            try {
                task.run();
            } catch (IllegalStateException fault) {
                thrown.add(fault);
            }
        }
    }

    private RedisPermits permits() {
        QuotaSettings settings = new QuotaSettings(QuotaKeys.named("test"), new QuotaLimits(30, 2000), LEASE, BOUND);
        RedisPermits made = new RedisPermits(settings, "me", redis, new Forgiving());
        made.connect(new PermitSource.Receiver() {
            @Override
            public void granted(Permit permit) {
                if (takerThrows) {
                    throw new IllegalStateException("a taker's fault");
                }
                granted.add(permit);
            }

            @Override
            public void refused(PermitRefusedException why) {
                refused.add(why);
            }
        });
        return made;
    }

    private void pass(Duration by) {
        time.advanceTimeBy(by);
    }

    private void now() {
        pass(Duration.ZERO);
    }

    private void answer(List<Long> answer) {
        redis.answer(answer);
        now();
    }

    private void fail() {
        redis.fail();
        now();
    }

    private Permit granted() {
        permits.ask();
        now();
        answer(GRANTED);
        return granted.get(granted.size() - 1);
    }

    /** Nothing is answered for so long. */
    private void deadFor(Duration length) {
        Duration step = Duration.ofMillis(500);
        for (Duration passed = Duration.ZERO; passed.compareTo(length) < 0; passed = passed.plus(step)) {
            if (redis.isAsked()) {
                fail();
            }
            pass(step);
        }
    }

    // Asking.

    @Test
    void nothingIsCalledBeforeSomebodyAsks() {
        pass(Duration.ofHours(1));
        assertThat(redis.calls()).isZero();
    }

    @Test
    void anAnswerIsWaitedForBeforeTheNextCall() {
        permits.ask();
        permits.ask();
        permits.pause(Duration.ofSeconds(1));
        now();
        assertThat(redis.calls()).isOne();
        answer(waits(0));
        assertThat(redis.calls()).isEqualTo(2);
        assertThat(redis.last().pauseMillis()).isEqualTo(1000);
    }

    @Test
    void whoeverWaitsAsksAgainWhenTheAnswerSaysAndEachSecondAtLeast() {
        permits.ask();
        now();
        answer(waits(31));
        pass(Duration.ofMillis(30));
        assertThat(redis.calls()).isOne();
        pass(Duration.ofMillis(1));
        assertThat(redis.calls()).isEqualTo(2);
        answer(waits(0));
        pass(Duration.ofMillis(999));
        assertThat(redis.calls()).isEqualTo(2);
        pass(Duration.ofMillis(1));
        assertThat(redis.calls()).isEqualTo(3);
        answer(waits(60_000));
        pass(Duration.ofSeconds(1));
        assertThat(redis.calls()).isEqualTo(4);
    }

    @Test
    void aMessageToThisProcessAsksAtOnceAndOneToAnotherDoesNot() {
        permits.ask();
        now();
        answer(waits(0));
        redis.wake("another");
        now();
        assertThat(redis.calls()).isOne();
        redis.wake("me");
        now();
        assertThat(redis.calls()).isEqualTo(2);
    }

    @Test
    void aMessageWhereNobodyWaitsIsIgnored() {
        redis.wake("me");
        now();
        assertThat(redis.calls()).isZero();
    }

    @Test
    void whoeverWithdrawsLeavesTheLine() {
        permits.ask();
        now();
        answer(waits(0));
        permits.withdraw();
        now();
        assertThat(redis.last().asked()).isEmpty();
        answer(waits(0));
        pass(Duration.ofHours(1));
        assertThat(redis.calls()).isEqualTo(2);
    }

    @Test
    void aPermitThatComesAfterAWithdrawalIsGivenBack() {
        permits.ask();
        now();
        String asked = redis.last().asked();
        permits.withdraw();
        now();
        answer(GRANTED);
        assertThat(granted).isEmpty();
        assertThat(redis.last().unused()).containsExactly(asked);
        assertThat(redis.last().held()).isEmpty();
    }

    @Test
    void aPermitThatComesAfterAWithdrawalIsNotTheNextOnes() {
        permits.ask();
        now();
        String asked = redis.last().asked();
        permits.withdraw();
        permits.ask();
        now();
        answer(GRANTED);
        assertThat(granted).isEmpty();
        assertThat(redis.last().unused()).containsExactly(asked);
        assertThat(redis.last().asked()).isNotEqualTo(asked).isNotEmpty();
        answer(GRANTED);
        assertThat(granted).hasSize(1);
    }

    @Test
    void whatAPermitsTakerThrowsIsNoFailureOfTheCall() {
        takerThrows = true;
        permits.ask();
        now();
        answer(GRANTED);
        assertThat(thrown).hasSize(1);
        takerThrows = false;
        pass(LEASE.dividedBy(3));
        assertThat(redis.last().held()).containsExactly("me:1");
        assertThat(redis.last().unused()).isEmpty();
    }

    // Holding.

    @Test
    void whatIsHeldIsRenewedAfterAThirdOfItsLease() {
        Permit permit = granted();
        for (int third = 1; third <= 9; third++) {
            pass(LEASE.dividedBy(3).minusMillis(1));
            assertThat(redis.calls()).isEqualTo(third);
            pass(Duration.ofMillis(1));
            assertThat(redis.calls()).isEqualTo(third + 1);
            assertThat(redis.last().held()).containsExactly("me:1");
            answer(waits(0));
        }
        permit.release();
        now();
        assertThat(redis.last().released()).containsExactly("me:1");
        assertThat(redis.last().held()).isEmpty();
        answer(waits(0));
        pass(Duration.ofHours(1));
        assertThat(redis.calls()).isEqualTo(11);
    }

    @Test
    void whatIsReleasedDuringACallGoesWithTheNextAndAtOnce() {
        Permit permit = granted();
        permits.ask();
        now();
        permit.release();
        now();
        assertThat(redis.calls()).isEqualTo(2);
        answer(waits(0));
        assertThat(redis.last().released()).containsExactly("me:1");
    }

    @Test
    void aReleaseInVainIsReportedUntilItArrives() {
        Permit permit = granted();
        permit.release();
        now();
        deadFor(Duration.ofMinutes(5));
        assertThat(redis.last().released()).containsExactly("me:1");
        answer(waits(0));
        pass(Duration.ofHours(1));
        assertThat(redis.isAsked()).isFalse();
    }

    @Test
    void whatIsHeldThroughAnOutageIsReportedWithItsLength() {
        granted();
        deadFor(Duration.ofMinutes(2));
        assertThat(redis.last().held()).containsExactly("me:1");
        assertThat(Duration.ofMillis(redis.last().outageMillis()))
                .isBetween(Duration.ofSeconds(118), Duration.ofSeconds(120));
        answer(waits(0));
        pass(LEASE.dividedBy(3));
        assertThat(redis.last().outageMillis()).isZero();
    }

    @Test
    void whatTheServersClockSaidLastIsToldIt() {
        granted();
        assertThat(redis.last().lastHeard()).isZero();
        pass(LEASE.dividedBy(3));
        assertThat(redis.last().lastHeard()).isEqualTo(ScriptedLink.SERVER_TIME);
    }

    // Redis away.

    @Test
    void aPermitThatMayHaveBeenGrantedUnheardIsGivenBackAndAnotherAskedFor() {
        permits.ask();
        now();
        fail();
        pass(Duration.ofMillis(500));
        assertThat(redis.last().unused()).containsExactly("me:1");
        assertThat(redis.last().asked()).isEqualTo("me:2");
        answer(GRANTED);
        assertThat(granted).hasSize(1);
    }

    @Test
    void anAnswerThatTakesTooLongIsAFailureAndIsNotHeardAnyMore() {
        permits.ask();
        now();
        pass(Duration.ofSeconds(2));
        pass(Duration.ofMillis(500));
        assertThat(redis.calls()).isEqualTo(2);
        answer(GRANTED); // Of the first call.
        assertThat(granted).isEmpty();
        answer(GRANTED);
        assertThat(granted).hasSize(1);
    }

    @Test
    void whileRedisIsAwayNothingIsGrantedAndAfterTheBoundItIsAnError() {
        permits.ask();
        now();
        deadFor(BOUND.minusSeconds(1));
        assertThat(refused).isEmpty();
        deadFor(Duration.ofSeconds(2));
        assertThat(granted).isEmpty();
        assertThat(refused).hasSize(1);
        assertThat(refused.get(0).reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(refused.get(0))
                .hasMessageContaining("{backflux:quota:name:test}")
                .hasMessageContaining("20000 ms");
    }

    @Test
    void whoeverComesLaterWaitsForTheWholeBoundAndGoesOnByItself() {
        permits.ask();
        now();
        deadFor(BOUND.plusSeconds(1));
        permits.ask();
        deadFor(BOUND.minusSeconds(2));
        assertThat(refused).hasSize(1);
        if (!redis.isAsked()) {
            pass(Duration.ofMillis(500));
        }
        answer(waits(3000));
        pass(Duration.ofSeconds(1));
        answer(GRANTED);
        assertThat(granted).hasSize(1);
    }

    @Test
    void aWaitInLineIsNoOutageHoweverLong() {
        permits.ask();
        now();
        for (int second = 0; second < 600; second++) {
            answer(waits(0));
            pass(Duration.ofSeconds(1));
        }
        fail();
        assertThat(refused).isEmpty();
    }

    // Pauses and limits.

    @Test
    void aPauseIsReportedUntilItArrives() {
        permits.pause(Duration.ofMinutes(1));
        now();
        fail();
        pass(Duration.ofMillis(500));
        assertThat(redis.last().pauseMillis()).isEqualTo(59_500);
        answer(waits(0));
        pass(Duration.ofHours(1));
        assertThat(redis.calls()).isEqualTo(2);
    }

    @Test
    void otherLimitsAreAnErrorThatNamesBothAndTheKey() {
        permits.ask();
        now();
        answer(List.of(-1L, 20L, 1000L));
        assertThat(refused).hasSize(1);
        assertThat(refused.get(0).reason()).isEqualTo(Reason.OTHER_LIMITS);
        assertThat(refused.get(0))
                .hasMessageStartingWith(
                        "the quota of {backflux:quota:name:test} in Redis has limits of 20 requests in flight"
                                + " and 1000 a minute, and this process is set to 30 requests in flight and 2000 a minute");
    }

    // The end.

    @Test
    void closedItReportsWhatIsFreeAndRefusesWhoeverWaits() {
        Permit permit = granted();
        permits.ask();
        now();
        answer(waits(0));
        permit.release();
        now();
        boolean[] closed = {false};
        permits.close().subscribe(none -> {}, error -> {}, () -> closed[0] = true);
        now();
        assertThat(refused).hasSize(1);
        assertThat(closed[0]).isFalse();
        answer(waits(0));
        answer(waits(0));
        assertThat(closed[0]).isTrue();
        permits.ask();
        now();
        assertThat(refused).hasSize(2);
    }

    @Test
    void aRedisThatIsAwayHoldsUpNoClose() {
        permits.ask();
        now();
        boolean[] closed = {false};
        permits.close().subscribe(none -> {}, error -> {}, () -> closed[0] = true);
        pass(Duration.ofSeconds(2));
        assertThat(closed[0]).isTrue();
    }
}
