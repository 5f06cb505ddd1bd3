package io.backflux.reactor.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikelyTimeTests {

    private static long after(long... took) {
        return LongStream.of(took).reduce(LikelyTime.UNKNOWN, LikelyTime::after);
    }

    @Test
    void firstAnswerIsAllThatIsKnown() {
        assertThat(after(2_000)).isEqualTo(2_000);
        assertThat(after(0)).isZero();
    }

    @Test
    void eachAnswerMovesItByAnEighthOfTheWay() {
        assertThat(after(2_000, 2_800)).isEqualTo(2_100);
        assertThat(after(2_000, 1_200)).isEqualTo(1_900);
        assertThat(after(0, 8_000, 9_000)).isEqualTo(2_000);
    }

    @Test
    void answersThatTakeTheSameLeaveItWhereItIs() {
        assertThat(after(3, 3, 3, 3)).isEqualTo(3);
    }

    @Test
    void halfOfItIsFromTheLatestFive() {
        assertThat(after(0, 1_000, 1_000, 1_000, 1_000, 1_000)).isBetween(450L, 550L);
    }

    @Test
    void itComesToWhereTheAnswersAre() {
        long hour = 3_600_000_000_000L;
        long[] took = LongStream.concat(
                        LongStream.of(hour), LongStream.generate(() -> 5).limit(400))
                .toArray();
        assertThat(after(took)).isBetween(5L, 13L);
    }

    @ParameterizedTest
    @CsvSource({"2000, 0, 2000", "2000, 1999, 1", "2000, 2000, 0", "2000, 2001, 0", "0, 0, 0", "-1, 0, 0", "-1, 9, 0"})
    void whatIsLeftIsNeverLessThanNothing(long likely, long passed, long left) {
        assertThat(LikelyTime.left(likely, passed)).isEqualTo(left);
    }
}
