package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatencyTests {
    private static final int COUNT = 20_000;

    private static long[] sorted(Latency latency, long seed) {
        return LongStream.rangeClosed(1, COUNT)
                .map(number -> latency.nanos(seed, (int) number))
                .sorted()
                .toArray();
    }

    @Test
    void lognormalWaitsHaveTheirMedianAndTheirWidth() {
        long[] waits = sorted(Latency.lognormal(Duration.ofSeconds(2), 0.6), 42);
        assertThat(waits[COUNT / 2] / 1e9).isBetween(1.94, 2.06);
        // One sigma lies at 84.13 % and at 15.87 %, two at 97.72 %.
        assertThat(waits[COUNT * 8413 / 10_000] / 1e9).isBetween(3.53, 3.76);
        assertThat(waits[COUNT * 1587 / 10_000] / 1e9).isBetween(1.06, 1.14);
        assertThat(waits[COUNT * 9772 / 10_000] / 1e9).isBetween(6.3, 7.0);
    }

    @Test
    void aRequestWaitsAsLongInEveryRun() {
        Latency latency = Latency.lognormal(Duration.ofSeconds(2), 0.6);
        assertThat(latency.nanos(42, 7)).isEqualTo(latency.nanos(42, 7)).isNotEqualTo(latency.nanos(42, 8));
        assertThat(latency.nanos(43, 7)).isNotEqualTo(latency.nanos(42, 7));
    }

    @Test
    void withoutSigmaEachWaitIsTheMedian() {
        assertThat(sorted(Latency.lognormal(Duration.ofMillis(20), 0), 42)).containsOnly(20_000_000L);
    }

    @Test
    void whatMakesNoSenseFailsAtOnce() {
        BacklinksSimulator.Builder builder = BacklinksSimulator.builder();
        assertThatThrownBy(() -> builder.lognormalLatency(Duration.ofSeconds(-1), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("median must not be negative, was PT-1S");
        assertThatThrownBy(() -> builder.lognormalLatency(Duration.ofSeconds(1), 5.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sigma must be from 0 to 5.0, was 5.1");
        assertThatThrownBy(() -> builder.lognormalLatency(Duration.ofSeconds(1), Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
