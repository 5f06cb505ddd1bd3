package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FiguresTests {

    @Test
    void dollarsAreExactWithCentsAtLeast() {
        assertThat(Figures.dollars(BigDecimal.ZERO)).isEqualTo("$0.00");
        assertThat(Figures.dollars(new BigDecimal("5.00000"))).isEqualTo("$5.00");
        assertThat(Figures.dollars(new BigDecimal("0.02015"))).isEqualTo("$0.02015");
        assertThat(Figures.dollars(new BigDecimal("1E+3"))).isEqualTo("$1,000.00");
    }

    @Test
    void clockGrowsHours() {
        assertThat(Figures.clock(5)).isEqualTo("0:05");
        assertThat(Figures.clock(3599)).isEqualTo("59:59");
        assertThat(Figures.clock(3600)).isEqualTo("1:00:00");
    }

    @Test
    void oneIsSingular() {
        assertThat(Figures.counted(1, "page")).isEqualTo("1 page");
        assertThat(Figures.counted(2, "retry")).isEqualTo("2 retries");
        assertThat(Figures.counted(12_345, "row")).isEqualTo("12,345 rows");
    }

    @Test
    void noTimeIsNoRate() {
        assertThat(Figures.perSecond(10, Duration.ZERO)).isZero();
    }
}
