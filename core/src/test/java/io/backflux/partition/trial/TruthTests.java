package io.backflux.partition.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Strategy;
import io.backflux.Verdict;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a harvest is true, whatever the index and the server do. */
class TruthTests {

    private static final int ALL = 30;
    private static final long SECOND = 1_000_000_000L;
    private static final int SEEDS = 5;

    /** One in so many rows goes; the few hit pages one by one, the many all of them. */
    @ParameterizedTest
    @CsvSource({
        "5000, 20",
        "5000, 1000",
        "20000, 20",
        "20000, 4000",
        "30000, 500",
        "42000, 20",
        "42000, 8000",
        "60000, 3",
        "100000, 20",
        "100000, 20000"
    })
    void rowsThatStayComeOnceAlthoughOthersVanish(int rows, int oneIn) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Index index = Index.vanishing(Dates.bursty(rows, seed), oneIn, 20 * SECOND, seed);

            Trial trial = Trial.of(index, ALL, seed);

            isTold(trial);
        }
    }

    private static void isTold(Trial trial) {
        assertThat(trial.twice()).isZero();
        assertThat(trial.lost()).isZero();
        assertThat(trial.verdict()).isIn(Verdict.PROVEN, Verdict.DRIFTED);
        if (trial.missing() > 0) {
            assertThat(trial.verdict()).isEqualTo(Verdict.DRIFTED);
        }
        if (!trial.hasMoved()) {
            assertThat(trial.verdict()).isEqualTo(Verdict.PROVEN);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void rowsVanishOnTheWayThroughALongHarvest(long seed) {
        Index index = Index.vanishing(Dates.bursty(500_000, seed), 50, 50 * SECOND, seed);

        isTold(Trial.of(index, ALL, seed));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void rowsThatComeOnceMoreBecauseLessIncludesAreLeftOut(long seed) {
        long[] seconds = Dates.onOneDay(300_000, seed);

        Trial trial = Trial.of(seconds, ALL, seed, Quirk.LESS_INCLUDES);

        trial.bringsEachRowOnce();
        assertThat(trial.outcome().bought()).isGreaterThan(300_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whereLessIncludesAndRowsVanishNoneIsLost(long seed) {
        Index index = Index.vanishing(Dates.onOneDay(300_000, seed), 50, 30 * SECOND, seed);

        isTold(Trial.of(index, ALL, seed, Quirk.LESS_INCLUDES));
    }

    @Test
    void aServerThatPassesOverTimesIsFoundOutBeforeAnyRowComesTwice() {
        Trial trial = Trial.of(Dates.bursty(100_000, 1), ALL, 1, Quirk.IGNORES_TIMES);

        assertThat(Objects.requireNonNull(trial.outcome().failure()).what()).contains("rows of other seconds");
        assertThat(trial.twice()).isZero();
        assertThat(trial.verdict()).isEqualTo(Verdict.UNPROVEN);
        assertThat(trial.outcome().requests())
                .as("the pages that offsets reach, and the next ones")
                .isLessThan(70);
    }

    @ParameterizedTest
    @ValueSource(ints = {20_000, 42_000, 100_000})
    void anotherOrderWithinASecondLosesNoRowAsLongAsPagesKeepTheirsButProvesNone(int rows) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Trial.of(Dates.bursty(rows, seed), ALL, seed, Quirk.MIXES_SECONDS).bringsEachRowOnce(Verdict.UNPROVEN);
        }
    }

    @ParameterizedTest
    @CsvSource({"5000, OFFSETS", "20000, OFFSETS", "41900, BOTH_ENDS", "100000, BLOCKS"})
    void nothingIsProvenWhereSecondsHaveAnotherOrderInEachAnswer(int rows, Strategy way) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Trial trial = Trial.of(Dates.bursty(rows, seed), ALL, seed, Quirk.FORGETS_ORDER);

            assertThat(trial.outcome().way()).isEqualTo(way);
            boolean whole = trial.missing() == 0 && trial.twice() == 0;
            assertThat(trial.verdict() == Verdict.PROVEN && !whole).isFalse();
        }
    }
}
