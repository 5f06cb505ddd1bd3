package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AccountLimitsTests {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final AccountLimits limits = new AccountLimits(2, 3, now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void theThirdOfTwoIsBeyondTheLimitUntilOneLeaves() {
        AccountLimits.Slot first = limits.enter();
        AccountLimits.Slot second = limits.enter();
        AccountLimits.Slot third = limits.enter();
        assertThat(first.isBeyondLimit() || second.isBeyondLimit()).isFalse();
        assertThat(third.isBeyondLimit()).isTrue();
        assertThat(limits.peak()).isEqualTo(3);
        third.release();
        second.release();
        second.release();
        assertThat(limits.inFlight()).isEqualTo(1);
        assertThat(limits.enter().isBeyondLimit()).isFalse();
    }

    @Test
    void aSlotThatIsHeldIsLeftWhenItIsBothReleasedAndLetGo() {
        AccountLimits.Slot hungUp = limits.enter();
        hungUp.hold();
        hungUp.release();
        hungUp.release();
        assertThat(limits.inFlight()).isEqualTo(1);
        hungUp.letGo();
        hungUp.letGo();
        hungUp.release();
        assertThat(limits.inFlight()).isZero();

        AccountLimits.Slot answered = limits.enter();
        answered.hold();
        answered.letGo();
        assertThat(limits.inFlight()).isEqualTo(1);
        answered.release();
        assertThat(limits.inFlight()).isZero();

        AccountLimits.Slot late = limits.enter();
        late.release();
        late.hold();
        late.letGo();
        assertThat(limits.inFlight()).isZero();
    }

    @Test
    void peakStartsAgainFromWhatIsInFlight() {
        limits.enter();
        limits.enter().release();
        limits.resetPeaks();
        assertThat(limits.peak()).isEqualTo(1);
    }

    @Test
    void thePeakInAMinuteIsTheMostInAnyWindowOf60Seconds() {
        assertThat(limits.peakInAMinute()).isZero();
        limits.enter();
        pass(Duration.ofSeconds(30));
        limits.enter().release();
        limits.enter();
        assertThat(limits.peakInAMinute()).isEqualTo(3);
        pass(Duration.ofSeconds(30));
        limits.enter();
        assertThat(limits.peakInAMinute()).isEqualTo(3);
        pass(Duration.ofSeconds(30).minusNanos(1));
        limits.enter();
        assertThat(limits.peakInAMinute()).isEqualTo(4);
        pass(Duration.ofMinutes(10));
        limits.enter();
        assertThat(limits.peakInAMinute()).isEqualTo(4);
    }

    @Test
    void thePeakInAMinuteIsThatOfAllArrivalsSearchedWindowByWindow() {
        long seed = 11;
        Random random = new Random(seed);
        List<Long> arrivals = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            pass(Duration.ofMillis(random.nextInt(10) == 0 ? random.nextInt(100_000) : random.nextInt(3_000)));
            arrivals.add(now.get());
            limits.enter().release();
        }
        long minute = Duration.ofSeconds(60).toNanos();
        long most = arrivals.stream()
                .mapToLong(start -> arrivals.stream()
                        .filter(each -> each - start >= 0 && each - start < minute)
                        .count())
                .max()
                .orElseThrow();
        assertThat(limits.peakInAMinute()).as("seed %d", seed).isEqualTo((int) most);
    }

    @Test
    void afterAResetOnlyNewArrivalsMakeAPeak() {
        limits.enter();
        limits.enter();
        limits.resetPeaks();
        assertThat(limits.peakInAMinute()).isZero();
        limits.enter();
        assertThat(limits.peakInAMinute()).isEqualTo(1);
    }

    @Test
    void noWindowOf60SecondsHasMoreThanTheQuota() {
        assertThat(limits.countWithinMinute()).isTrue();
        pass(Duration.ofSeconds(59));
        assertThat(limits.countWithinMinute()).isTrue();
        assertThat(limits.countWithinMinute()).isTrue();
        assertThat(limits.countWithinMinute()).isFalse();
        assertThat(limits.leftThisMinute()).isZero();
        pass(Duration.ofSeconds(1));
        assertThat(limits.countWithinMinute()).isTrue();
        assertThat(limits.countWithinMinute()).isFalse();
        pass(Duration.ofSeconds(58));
        assertThat(limits.countWithinMinute()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(limits.countWithinMinute()).isTrue();
    }

    @Test
    void refusedRequestsDoNotCount() {
        for (int i = 0; i < 3; i++) {
            limits.countWithinMinute();
        }
        for (int second = 0; second < 60; second++) {
            assertThat(limits.countWithinMinute()).isFalse();
            pass(Duration.ofSeconds(1));
        }
        assertThat(limits.countWithinMinute()).isTrue();
    }
}
