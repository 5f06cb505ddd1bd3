package io.backflux.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.reactor.quota.QuotaLimits;
import org.junit.jupiter.api.Test;

class PermitShareTests {

    @Test
    void readersAndThePlannerTogetherStayWithinTheLimits() {
        for (int parallelism = 1; parallelism < 30; parallelism++) {
            PermitShare share = PermitShare.of(QuotaLimits.DEFAULT, parallelism, true);

            assertThat(share.maxInFlight() * (parallelism + 1)).isBetween(1, 30);
            assertThat(share.requestsPerMinute() * (parallelism + 1)).isBetween(1, 2000);
        }
    }

    @Test
    void aParallelismAboveWhatCanBeDividedIsRefused() {
        assertThatThrownBy(() -> PermitShare.of(QuotaLimits.DEFAULT, 30, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("parallelism is 30")
                .hasMessageContaining("at most 29");
        assertThat(PermitShare.of(QuotaLimits.DEFAULT, 30, false).maxInFlight()).isEqualTo(1);
    }
}
