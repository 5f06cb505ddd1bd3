package io.backflux.reactor.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotaLimitsTests {

    @Test
    void defaultsAreTheDocuments() {
        assertThat(QuotaLimits.DEFAULT).isEqualTo(new QuotaLimits(30, 2000));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void limitBelowOneIsRefusedByName(int value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new QuotaLimits(value, 1))
                .withMessage("maxInFlight must be at least 1, was " + value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new QuotaLimits(1, value))
                .withMessage("requestsPerMinute must be at least 1, was " + value);
    }

    @Test
    void smallestLimitsAreOneOfEach() {
        assertThat(new QuotaLimits(1, 1)).isNotEqualTo(QuotaLimits.DEFAULT);
    }
}
