package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BurstsTests {
    private static final int ROWS = 20_000;
    private static final int DAY = 86_400;

    private static DataSet data(Bursts bursts) {
        return new DataSet(42, "example.com", ROWS, bursts);
    }

    /** How many rows the fullest span has. */
    private static int most(DataSet data, LongUnaryOperator span) {
        Map<Long, Integer> counts = new HashMap<>();
        IntStream.range(0, ROWS)
                .forEach(index -> counts.merge(span.applyAsLong(data.row(index).firstSeen()), 1, Integer::sum));
        return Collections.max(counts.values());
    }

    @Test
    void heavyBurstsHaveTheirShares() {
        DataSet data = data(Bursts.of(0.3, 0.2));
        assertThat(most(data, second -> second)).isBetween(3_800, 4_200);
        assertThat(most(data, second -> second / DAY)).isBetween(5_800, 6_300);
        assertThat(most(data, second -> second / (DAY / 10))).isBetween(3_800, 4_200);
    }

    @Test
    void withoutBurstsRowsAreSpreadEvenly() {
        DataSet data = data(Bursts.NONE);
        assertThat(most(data, second -> second)).isLessThanOrEqualTo(3);
        long[] eighths = IntStream.range(0, ROWS)
                .mapToLong(index -> data.row(index).firstSeen())
                .sorted()
                .toArray();
        for (int i = 0; i < 8; i++) {
            assertThat(eighths[ROWS * (i + 1) / 8 - 1] - eighths[ROWS * i / 8]).isBetween(29_000_000L, 32_000_000L);
        }
    }

    @Test
    void burstsMayLieAmongTheUsualOnes() {
        DataSet usual = data(Bursts.USUAL);
        DataSet more = data(new Bursts(true, 0, 0.2));
        long same = IntStream.range(0, ROWS)
                .filter(index -> usual.row(index).firstSeen() == more.row(index).firstSeen())
                .count();
        assertThat(same).isBetween(15_800L, 16_200L);
        assertThat(most(more, second -> second)).isBetween(3_800, 4_200);
    }

    @Test
    void timesRiseFromFirstToLast() {
        for (Bursts bursts : new Bursts[] {Bursts.NONE, Bursts.of(0.5, 0.5), new Bursts(true, 0.2, 0.2)}) {
            DataSet data = data(bursts);
            for (int index = 0; index < data.end(); index++) {
                Row row = data.row(index);
                long prev = row.prevSeen() == Field.NONE ? row.firstSeen() : row.prevSeen();
                assertThat(prev).isBetween(row.firstSeen(), row.lastSeen());
            }
        }
    }

    @Test
    void aRowIsTheSameWheneverItIsMadeAndTargetsHaveTheirOwnBursts() {
        Bursts one = Bursts.of(0, 1);
        assertThat(data(one).row(5).firstSeen()).isEqualTo(data(one).row(6).firstSeen());
        assertThat(new DataSet(42, "example.org", ROWS, one).row(5).firstSeen())
                .isNotEqualTo(data(one).row(5).firstSeen());
        assertThat(new DataSet(43, "example.com", ROWS, one).row(5).firstSeen())
                .isNotEqualTo(data(one).row(5).firstSeen());
    }

    @Test
    void sharesOfMoreThanAllAreRefused() {
        assertThatThrownBy(() -> Bursts.of(0.6, 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shares must be from 0 to 1 together, were 0.6 on one day and 0.5 in one second");
        assertThatThrownBy(() -> Bursts.of(-0.1, 0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Bursts.of(Double.NaN, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
