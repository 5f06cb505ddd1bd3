package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SideBySideTests {

    private static final long MB = 1L << 20;

    private static SideBySide chains(int maxInFlight, long heap) {
        return SideBySide.within(maxInFlight, 1, 1000, heap);
    }

    @Test
    void requestsInFlightBoundThem() {
        assertThat(chains(30, 1024 * MB)).isEqualTo(new SideBySide(30, 1));
        assertThat(chains(30, Long.MAX_VALUE)).isEqualTo(new SideBySide(30, 1));
        assertThat(chains(1, 1024 * MB)).isEqualTo(new SideBySide(1, 1));
    }

    @Test
    void memoryBoundsThem() {
        assertThat(chains(30, 48 * MB)).isEqualTo(new SideBySide(4, 1));
        assertThat(chains(30, 8 * MB)).isEqualTo(new SideBySide(1, 1));
    }

    @Test
    void requestsOfAllTargetsTogetherStayWithinThoseInFlight() {
        assertThat(SideBySide.within(30, 8, 1000, 1024 * MB)).isEqualTo(new SideBySide(3, 8));
        assertThat(SideBySide.within(30, 16, 1000, 1024 * MB)).isEqualTo(new SideBySide(1, 16));
        assertThat(SideBySide.within(30, 30, 1000, 1024 * MB)).isEqualTo(new SideBySide(1, 30));
    }

    @Test
    void pagesUnderWayFitIntoTheMemory() {
        assertThat(SideBySide.within(30, 30, 1000, 256 * MB)).isEqualTo(new SideBySide(1, 30));
        assertThat(SideBySide.within(30, 30, 1000, 128 * MB)).isEqualTo(new SideBySide(1, 18));
        assertThat(SideBySide.within(30, 30, 100, 48 * MB)).isEqualTo(new SideBySide(1, 30));
        assertThat(SideBySide.within(30, 8, 100, 48 * MB)).isEqualTo(new SideBySide(3, 8));
        assertThat(SideBySide.within(30, 30, 1000, 8 * MB)).isEqualTo(new SideBySide(1, 1));
    }
}
