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
    void aMillionRowsComeTwentyFiveTimesAsFastForOnePageMore(long seed) {
        Trial trial = Trial.of(Dates.bursty(1_000_000, seed), ALL, seed);

        trial.bringsEachRowOnce();
        assertThat(trial.timesAsFast()).isGreaterThan(25);
        assertThat(trial.outcome().requests()).isEqualTo(1_002);
        // Of what the pace allows, which begins with four.
        assertThat(trial.outcome().occupancy().ofAllowed()).isGreaterThan(0.9);
        assertThat(trial.outcome().occupancy().mostAboveAllowed()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"43000, 7", "100000, 13", "1000000, 20"})
    void inOrderSixtyPagesAreInMemoryAtMost(int rows, double timesAsFast) {
        Trial trial = Trial.inOrder(Index.of(Dates.bursty(rows, 1)), ALL, 1);

        trial.bringsEachRowOnce();
        assertThat(trial.timesAsFast()).isGreaterThan(timesAsFast);
        assertThat(trial.dearer()).isBetween(0.0, 0.02);
        assertThat(trial.outcome().mostPages()).isLessThanOrEqualTo(60);
    }

    @Test
    void tenMillionRowsComeTwentyNineTimesAsFastAndKeepAllSlotsBusy() {
        Trial trial = Trial.of(Dates.bursty(10_000_000, 1), ALL, 1);

        trial.bringsEachRowOnce();
        assertThat(trial.timesAsFast()).isGreaterThan(29);
        assertThat(trial.dearer()).isBetween(0.0, 0.002);
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
            assertThat(trial.dearer()).isBetween(0.0, 0.01);
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
    @CsvSource({"999, 1", "20000, 21", "42000, 44", "100000, 102"})
    void oneSlotTakesThePagesOfAChainOrTheOneThatSharesTheirRows(int rows, int requests) {
        Trial trial = Trial.of(Dates.bursty(rows, 1), 1, 1);

        trial.bringsEachRowOnce();
        assertThat(trial.outcome().requests()).isEqualTo(requests);
    }

    /** The median of five, because the last answer of so few is a matter of luck. */
    @ParameterizedTest
    @CsvSource({"43000, 30, 9, 0.02", "100000, 30, 14, 0.01", "100000, 8, 6.5, 0.01", "1000000, 8, 7.65, 0.002"})
    void moreThanOffsetsReachComesAsFastAsSlotsAllowForOnePageMore(
            int rows, int slots, double timesAsFast, double dearer) {
        List<Trial> trials = LongStream.rangeClosed(1, 5)
                .mapToObj(seed -> Trial.of(Dates.bursty(rows, seed), slots, seed))
                .toList();

        assertThat(trials).allSatisfy(trial -> {
            trial.bringsEachRowOnce();
            assertThat(trial.outcome().way()).isEqualTo(Strategy.BLOCKS);
            assertThat(trial.dearer()).isBetween(0.0, dearer);
        });
        assertThat(trials.stream().mapToDouble(Trial::timesAsFast).sorted().toArray()[2])
                .isGreaterThan(timesAsFast);
    }

    /** As long as others bring no page that tells more, a block may begin at a page that is here. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whereDeepOffsetsTakeTenTimesAsLongItIsStillFasterThanAChain(boolean ordered) {
        Index index = Index.of(Dates.bursty(300_000, 1));
        Trial trial = ordered
                ? Trial.inOrder(index, ALL, 1, Quirk.SLOW_BEYOND_10_000)
                : Trial.of(index, ALL, 1, Quirk.SLOW_BEYOND_10_000);

        trial.bringsEachRowOnce();
        assertThat(trial.outcome().requests()).isEqualTo(302);
        assertThat(trial.timesAsFast()).isGreaterThan(2);
    }

    @Test
    void threeAnswersAfterTheFirstAllSlotsAreAllowed() {
        Occupancy occupancy =
                Trial.of(Dates.bursty(1_000_000, 2), ALL, 2).outcome().occupancy();

        assertThat(occupancy.allowed(0)).isEqualTo(4);
        assertThat(occupancy.reached(ALL) / Latencies.MEAN).isLessThan(1 + 3.5);
    }
}
