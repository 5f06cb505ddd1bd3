package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ListProgressTests {

    private static final ListSnapshot NOW = new ListSnapshot(
            5_000,
            1_250,
            250,
            3,
            "bad.example",
            100_000,
            80_000,
            1_300,
            new BigDecimal("40.5"),
            Duration.ofSeconds(100),
            "large.example",
            Duration.ofSeconds(75));

    @Test
    void aLineSaysTargetsTimeCostRateAndTheWorst() {
        assertThat(ListProgress.line(NOW))
                .isEqualTo("1,250/5,000 targets, 6:15 left, $40.50, 100,000 rows, 800/s, 3 failed: bad.example ...,"
                        + " slowest: large.example 1:15");
    }

    @Test
    void aNarrowTerminalShowsWhatMattersMost() {
        assertThat(ListProgress.line(NOW, 60, false))
                .isEqualTo("25% 1,250/5,000 targets, 6:15 left, $40.50, 100,000 rows, 80");
        assertThat(ListProgress.line(NOW, 160, false)).startsWith("25% #######").hasSize(160);
    }

    @Test
    void whatEarlierRunsHaveDoneSaysNothingOfTheTimeLeft() {
        ListSnapshot atFirst = new ListSnapshot(
                10, 5, 5, 0, null, 1, 0, 5, BigDecimal.ZERO, Duration.ofSeconds(1), null, Duration.ZERO);
        assertThat(ListProgress.line(atFirst)).isEqualTo("5/10 targets, ? left, $0.00, 1 rows, 0/s");
    }
}
