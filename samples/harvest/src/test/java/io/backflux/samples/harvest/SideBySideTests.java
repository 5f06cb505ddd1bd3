package io.backflux.samples.harvest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SideBySideTests {

    private static final long MB = 1L << 20;

    @Test
    void requestsInFlightBoundThem() {
        assertThat(SideBySide.within(30, 1024 * MB)).isEqualTo(30);
        assertThat(SideBySide.within(30, Long.MAX_VALUE)).isEqualTo(30);
        assertThat(SideBySide.within(1, 1024 * MB)).isEqualTo(1);
    }

    @Test
    void memoryBoundsThem() {
        assertThat(SideBySide.within(30, 48 * MB)).isEqualTo(4);
        assertThat(SideBySide.within(30, 8 * MB)).isEqualTo(1);
    }
}
