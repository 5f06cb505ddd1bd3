package io.backflux.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.reactor.quota.QuotaLimits;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PermitShareTests {

    @Test
    void readersAndThePlannerTogetherHaveTheLimitsWhole() {
        for (int parallelism = 1; parallelism < 30; parallelism++) {
            int readers = parallelism;
            List<PermitShare> parts = IntStream.rangeClosed(0, readers)
                    .mapToObj(part -> PermitShare.of(QuotaLimits.DEFAULT, readers, part, true))
                    .toList();

            assertThat(parts.stream().mapToInt(PermitShare::maxInFlight).sum()).isEqualTo(30);
            assertThat(parts.stream().mapToInt(PermitShare::requestsPerMinute).sum())
                    .isEqualTo(2000);
            assertThat(parts.get(readers).maxInFlight()).isPositive();
        }
    }

    @Test
    void aParallelismAboveWhatCanBeDividedIsRefused() {
        assertThatThrownBy(() -> PermitShare.of(QuotaLimits.DEFAULT, 30, 0, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("parallelism is 30")
                .hasMessageContaining("at most 29");
        assertThat(PermitShare.of(QuotaLimits.DEFAULT, 30, 29, false).maxInFlight())
                .isEqualTo(1);
    }

    @Test
    void aReaderOfASharedQuotaMayUseWhatTheOthersLeave() {
        assertThat(PermitShare.ofAll(QuotaLimits.DEFAULT).maxInFlight()).isEqualTo(30);
    }
}
