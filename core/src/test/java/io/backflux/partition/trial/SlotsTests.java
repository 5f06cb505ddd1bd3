package io.backflux.partition.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Strategy;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What slots bring, and what they cost, beside a chain whose answers take as long as they do on average. */
class SlotsTests {

    private static final int ALL = 30;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aMillionRowsComeTwentyTimesAsFastAndHardlyDearer(long seed) {
        Trial trial = Trial.of(Dates.bursty(1_000_000, seed), ALL, seed);

        trial.bringsEachRowOnce();
        assertThat(trial.timesAsFast()).isGreaterThan(20);
        assertThat(trial.dearer()).isBetween(0.0, 0.08);
        // Of what the pace allows: a third of this harvest, until its last minute, is finding out about thirty.
        assertThat(trial.outcome().occupancy().ofAllowed()).isGreaterThan(0.9);
        assertThat(trial.outcome().occupancy().mostAboveAllowed()).isZero();
    }

    @Test
    void tenMillionRowsComeTwentyFiveTimesAsFastAndKeepAllSlotsBusy() {
        Trial trial = Trial.of(Dates.bursty(10_000_000, 1), ALL, 1);

        trial.bringsEachRowOnce();
        assertThat(trial.timesAsFast()).isGreaterThan(25);
        assertThat(trial.dearer()).isBetween(0.0, 0.015);
        assertThat(trial.outcome().occupancy().ofSlots()).isGreaterThan(0.9);
        assertThat(trial.outcome().occupancy().mostAboveAllowed()).isZero();
    }

    /** The median of nine, because the last answer of so few is a matter of luck. */
    @Test
    void fourSlotsAreThreeTimesAsFast() {
        List<Trial> trials = LongStream.rangeClosed(1, 9)
                .mapToObj(seed -> Trial.of(Dates.bursty(100_000, seed), 4, seed))
                .toList();

        assertThat(trials).allSatisfy(trial -> {
            trial.bringsEachRowOnce();
            assertThat(trial.dearer()).isBetween(0.0, 0.12);
            assertThat(trial.outcome().occupancy().mostAboveAllowed()).isZero();
        });
        assertThat(trials.stream().mapToDouble(Trial::timesAsFast).sorted().toArray()[4])
                .isGreaterThan(3);
    }

    @ParameterizedTest
    @CsvSource({"20000, OFFSETS", "20980, OFFSETS", "30000, BOTH_ENDS", "41900, BOTH_ENDS"})
    void whatOffsetsReachTakesNoMoreThanOnePageMore(int rows, Strategy way) {
        Trial trial = Trial.of(Dates.bursty(rows, 1), ALL, 1);

        trial.bringsEachRowOnce();
        assertThat(trial.outcome().way()).isEqualTo(way);
        assertThat(trial.outcome().requests()).isBetween(rows / 1_000, (rows - 1) / 1_000 + 2);
    }

    @ParameterizedTest
    @CsvSource({"999, 1", "20000, 21", "42000, 42", "100000, 100"})
    void oneSlotTakesThePagesOfAChainOrTheOneThatSharesTheirRows(int rows, int requests) {
        Trial trial = Trial.of(Dates.bursty(rows, 1), 1, 1);

        trial.bringsEachRowOnce();
        assertThat(trial.outcome().requests()).isEqualTo(requests);
    }

    /** Just above what offsets reach there is least to cut, and each cut buys up to a page. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void justAboveTheReachOfOffsetsItIsAFifthDearerAtMost(long seed) {
        Trial trial = Trial.of(Dates.bursty(43_000, seed), ALL, seed);

        trial.bringsEachRowOnce();
        assertThat(trial.outcome().way()).isEqualTo(Strategy.RANGES);
        assertThat(trial.dearer()).isBetween(0.0, 0.2);
    }
}
