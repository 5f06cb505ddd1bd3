package io.backflux.reactor.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** New limits for an account that nobody uses any more. */
class LimitsTests {

    private static final QuotaLimits FEW = new QuotaLimits(3, 30);
    private static final QuotaLimits MORE = new QuotaLimits(4, 40);

    @Test
    void onceAllLeasesAreClosedNewLimitsMayCome() {
        QuotaLease first = AccountQuota.lease("limits.example/a", FEW);
        QuotaLease second = AccountQuota.lease("limits.example/a", FEW);
        first.close();
        first.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> AccountQuota.lease("limits.example/a", MORE))
                .withMessageContaining("or close those before");
        second.close();
        QuotaLease third = AccountQuota.lease("limits.example/a", MORE);
        assertThat(third.quota()).isSameAs(first.quota());
        assertThat(third.quota().maxInFlight()).isEqualTo(4);
    }

    @Test
    void whoeverTookTheQuotaForGoodKeepsItsLimits() {
        AccountQuota.shared("limits.example/b", FEW);
        AccountQuota.lease("limits.example/b", FEW).close();
        assertThatIllegalStateException().isThrownBy(() -> AccountQuota.lease("limits.example/b", MORE));
    }

    /** Both full before and full after, changed at some time. */
    @ParameterizedTest
    @CsvSource({
        "2000, 30, 10",
        "2000, 30, 61",
        "2000, 100, 1",
        "2000, 1, 30",
        "30, 2000, 20",
        "100, 90, 45",
        "60, 60, 59",
        "200, 300, 100"
    })
    void noMinuteAfterTheChangeHoldsMoreThanTheNewQuotaWithWhatWasSentBefore(int before, int after, int second) {
        VirtualQuota quota = new VirtualQuota(30, before);
        for (int i = 0; i < before; i++) {
            quota.send(Duration.ZERO);
        }
        quota.advance(Duration.ofSeconds(second));
        quota.quota().limits(new QuotaLimits(20, after));
        int sent = quota.grants().size();
        for (int i = 0; i < 2 * after + 10; i++) {
            quota.send(Duration.ZERO);
        }
        quota.advance(Duration.ofMinutes(5));
        List<Long> grants = quota.grants();
        assertThat(grants.size() - sent).isGreaterThanOrEqualTo(2 * after);
        long minute = Duration.ofMinutes(1).toNanos();
        for (long end : grants.subList(sent, grants.size())) {
            assertThat(grants.stream()
                            .filter(at -> at > end - minute && at <= end)
                            .count())
                    .isLessThanOrEqualTo(after);
        }
    }

    @Test
    void largerLimitsAreOfUseAtOnce() {
        VirtualQuota quota = new VirtualQuota(30, 1);
        for (int i = 0; i < 10; i++) {
            quota.send(Duration.ZERO);
        }
        assertThat(quota.grants()).hasSize(1);
        quota.quota().limits(new QuotaLimits(30, 2_000));
        quota.send(Duration.ZERO);
        assertThat(quota.grants()).hasSize(11);
    }

    @Test
    void whatIsInFlightStaysSo() {
        VirtualQuota quota = VirtualQuota.permits(3);
        for (int i = 0; i < 3; i++) {
            quota.send(Duration.ofSeconds(5));
        }
        quota.quota().limits(new QuotaLimits(2, 1_000_000));
        quota.send(Duration.ZERO);
        assertThat(quota.grants()).hasSize(3);
        assertThat(quota.quota().inFlight()).isEqualTo(3);
        quota.advance(Duration.ofSeconds(5));
        assertThat(quota.grants()).hasSize(4);
    }
}
