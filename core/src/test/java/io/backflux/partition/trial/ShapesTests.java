package io.backflux.partition.trial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are found as unevenly as can be. */
class ShapesTests {

    private static final int ALL = 30;
    private static final int MILLION = 1_000_000;

    @Test
    void aMillionRowsOfOneDayAreCutAsWellAsOthers() {
        isCutWell(Trial.of(Dates.onOneDay(MILLION, 1), ALL, 1));
    }

    @Test
    void twoBurstsFarApartAreCutAsWellAsOthers() {
        isCutWell(Trial.of(Dates.twoBursts(MILLION, 1), ALL, 1));
    }

    private static void isCutWell(Trial trial) {
        trial.bringsEachRowOnce();
        assertThat(trial.timesAsFast()).isGreaterThan(22);
        assertThat(trial.dearer()).isBetween(0.0, 0.01);
        assertThat(trial.outcome().occupancy().mostAboveAllowed()).isZero();
    }

    /**
     * A second that holds more than both ends reach is a chain of tokens, which brings once more what they have brought: 42 pages, and
     * a few empty ones behind them. The order within the second tells that none came twice, however many they are.
     */
    @ParameterizedTest
    @ValueSource(ints = {45_000, 100_000, 1_000_000})
    void oneSecondIsAChainBesideWhatBothEndsReach(int rows) {
        Trial trial = Trial.of(Dates.inOneSecond(rows), ALL, 1);

        trial.bringsEachRowOnce();
        assertThat(trial.outcome().requests()).isLessThanOrEqualTo(rows / 1_000 + 44);
    }

    @ParameterizedTest
    @ValueSource(ints = {45_000, 100_000})
    void theSameInOrder(int rows) {
        Trial trial = Trial.inOrder(Index.of(Dates.inOneSecond(rows)), ALL, 1);

        trial.bringsEachRowOnce();
        assertThat(trial.outcome().requests()).isLessThanOrEqualTo(rows / 1_000 + 24);
    }
}
