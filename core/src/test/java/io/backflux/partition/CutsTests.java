package io.backflux.partition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CutsTests {

    @Test
    void rowsThatMayBeAnywhereAreCutIntoEqualParts() {
        assertThat(Cuts.of(0, 1000, 10_000, 0, 0, 3)).containsExactly(250, 500, 750);
    }

    @Test
    void theFirstPartIsLongerByThePageThatIsOnItsWay() {
        assertThat(Cuts.of(0, 1000, 10_000, 1000, 0, 1)).containsExactly(550);
    }

    @Test
    void withinABurstTheCutLiesBetweenBothGuesses() {
        // Half of the rows would be over in 50 seconds at this pace, or in 500,000 if they are spread evenly.
        long[] cut = Cuts.of(0, 1_000_000, 10_000, 0, 100, 1);
        assertThat(cut).hasSize(1);
        assertThat(cut[0]).isBetween(4_000L, 6_000L);
    }

    @Test
    void rowsThatLieLooselyAreCutAsIfTheyWereEven() {
        assertThat(Cuts.of(0, 1000, 10_000, 0, 0.001, 1)).containsExactly(500);
    }

    @ParameterizedTest
    @CsvSource({"0, 2, 29", "100, 103, 5", "0, 100, 29", "0, 280000000, 29", "5, 7, 1"})
    void cutsRiseWithinTheRangeWhateverThePace(long newest, long stop, int cuts) {
        for (double pace : new double[] {0, 0.0001, 1, 1000, 1e12}) {
            long[] seconds = Cuts.of(newest, stop, 1_000_000, 1000, pace, cuts);
            assertThat(seconds).hasSizeBetween(1, cuts).isSorted().doesNotHaveDuplicates();
            assertThat(seconds[0]).isGreaterThan(newest);
            assertThat(seconds[seconds.length - 1]).isLessThan(stop);
        }
    }
}
