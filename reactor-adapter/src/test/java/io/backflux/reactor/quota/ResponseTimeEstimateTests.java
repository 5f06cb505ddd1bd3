package io.backflux.reactor.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.reactor.quota.ResponseTimeEstimate.GivenUp;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseTimeEstimateTests {

    private static ResponseTimeEstimate after(long... took) {
        ResponseTimeEstimate estimate = ResponseTimeEstimate.UNKNOWN;
        for (long each : took) {
            estimate = estimate.after(each);
        }
        return estimate;
    }

    @Test
    void firstAnswerIsAllThatIsKnown() {
        assertThat(ResponseTimeEstimate.UNKNOWN.most()).isZero();
        assertThat(after(2_000).most()).isEqualTo(2_000);
        assertThat(after(0).most()).isZero();
    }

    @Test
    void eachAnswerMovesTheMeanByAnEighthAndTheDeviationByAQuarterOfTheWay() {
        assertThat(after(2_000, 2_800)).isEqualTo(new ResponseTimeEstimate(2_100, 200));
        assertThat(after(2_000, 2_800, 2_100)).isEqualTo(new ResponseTimeEstimate(2_100, 150));
        assertThat(after(2_000, 1_200).most()).isEqualTo(1_900 + 4 * 200);
    }

    @Test
    void answersThatTakeTheSameLeaveItWhereItIs() {
        assertThat(after(3, 3, 3, 3).most()).isEqualTo(3);
    }

    @Test
    void itComesToWhereTheAnswersAre() {
        long hour = 3_600_000_000_000L;
        long[] took = LongStream.concat(
                        LongStream.of(hour), LongStream.generate(() -> 5).limit(400))
                .toArray();
        assertThat(after(took).most()).isBetween(5L, 60L);
    }

    @Test
    void oneSlowAnswerInSevenIsAmongMost() {
        long[] took =
                LongStream.range(0, 700).map(i -> i % 7 == 6 ? 3_000 : 300).toArray();
        ResponseTimeEstimate estimate = ResponseTimeEstimate.UNKNOWN;
        for (long each : took) {
            estimate = estimate.after(each);
            if (each == 3_000) {
                assertThat(estimate.most()).isGreaterThan(3_000);
            }
        }
    }

    /** Of answers that all take 2,000. */
    @ParameterizedTest
    @CsvSource({
        "0, 2000",
        "1999, 1",
        "2000, 10000",
        "2001, 10005",
        "20000000000, 100000000000",
        "20000000001, 99999999999",
        "119999999999, 1",
        "120000000000, 0",
        "9000000000000000000, 0"
    })
    void whatOutlivesMostIsASlowOneThatTakesSixTimesAsLongUntilTheServerGivesUp(long ran, long left) {
        assertThat(after(2_000).left(ran, GivenUp.SILENT)).isEqualTo(left);
    }

    @ParameterizedTest
    @CsvSource({"0, 2000", "300, 1700", "500, 2500", "2000, 10000"})
    void whatTimesOutIsASlowOneHoweverShortTheTimeout(long ran, long left) {
        assertThat(after(2_000).left(ran, GivenUp.TIMED_OUT)).isEqualTo(left);
    }

    @ParameterizedTest
    @CsvSource({"0, 2000", "1999, 1", "2000, 0", "2001, 0", "9000000000000000000, 0"})
    void anAnswerThatHasBegunIsNotASlowOne(long ran, long left) {
        assertThat(after(2_000).left(ran, GivenUp.BEGUN)).isEqualTo(left);
    }

    @ParameterizedTest
    @CsvSource({"0, SILENT, 0", "9, SILENT, 45", "9, TIMED_OUT, 45", "9, BEGUN, 0"})
    void whereNoAnswerHasComeOnlyTheTimeThatItRanIsKnown(long ran, GivenUp how, long left) {
        assertThat(ResponseTimeEstimate.UNKNOWN.left(ran, how)).isEqualTo(left);
    }
}
