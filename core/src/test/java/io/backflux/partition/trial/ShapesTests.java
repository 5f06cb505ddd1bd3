package io.backflux.partition.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Verdict;
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
        assertThat(trial.timesAsFast()).isGreaterThan(20);
        assertThat(trial.dearer()).isBetween(0.0, 0.08);
        assertThat(trial.outcome().occupancy().mostAboveAllowed()).isZero();
    }

    /** More rows of one second than are remembered can't be told apart, so nothing is proven. Looking for what there isn't behind that second costs a handful of empty answers, however many rows there are. */
    @ParameterizedTest
    @ValueSource(ints = {100_000, 1_000_000})
    void oneSecondIsAChainAndSixteenEmptyAnswers(int rows) {
        Trial trial = Trial.of(Dates.inOneSecond(rows), ALL, 1);

        trial.bringsEachRowOnce(Verdict.UNPROVEN);
        assertThat(trial.outcome().requests()).isLessThanOrEqualTo(rows / 1_000 + 16);
        assertThat(trial.dearer()).isBetween(0.0, 0.06);
        assertThat(trial.timesAsFast()).isBetween(0.8, 1.2);
    }
}
