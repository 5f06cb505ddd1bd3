package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
    void peakStartsAgainFromWhatIsInFlight() {
        limits.enter();
        limits.enter().release();
        limits.resetPeak();
        assertThat(limits.peak()).isEqualTo(1);
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
