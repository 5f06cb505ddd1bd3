package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StandingTests {

    private final Standing<String> standing = new Standing<>(Duration.ofNanos(100));

    @Test
    void whatHasStoodLongestIsStalledFirstAndOnlyOnce() {
        standing.add("first", 0);
        standing.add("second", 1);

        assertThat(standing.removeStalled(99)).isNull();
        assertThat(standing.removeStalled(101)).isEqualTo("first");
        assertThat(standing.removeStalled(101)).isEqualTo("second");
        assertThat(standing.removeStalled(101)).isNull();
    }

    @Test
    void whatIsReadOnStandsAnew() {
        standing.add("first", 0);
        standing.add("second", 1);
        standing.add("first", 2);

        assertThat(standing.removeStalled(101)).isEqualTo("second");
        assertThat(standing.removeStalled(101)).isNull();
        assertThat(standing.removeStalled(102)).isEqualTo("first");
    }

    @Test
    void theNextIsDueWhenTheFirstIsStalledAndWhereNothingStandsWhenWhateverComesIs() {
        assertThat(standing.nanosToNext(7)).isEqualTo(100);

        standing.add("first", 10);
        assertThat(standing.nanosToNext(30)).isEqualTo(80);
        assertThat(standing.nanosToNext(500)).isEqualTo(1);
    }
}
