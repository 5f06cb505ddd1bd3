package io.backflux.paging;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.RetryPolicy;
import io.backflux.paging.Failure.Kind;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTests {

    private static final RetryPolicy STEADY = RetryPolicy.DEFAULT
            .withMaxAttempts(20)
            .withBackoff(Duration.ofMillis(500), Duration.ofSeconds(30))
            .withJitter(0);

    private static Duration after(Kind kind, int attempt, RetryPolicy policy, double random) {
        return Backoff.after(Failure.of(kind, "it failed"), attempt, policy, random);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 500",
        "2, 1000",
        "3, 2000",
        "4, 4000",
        "5, 8000",
        "6, 16000",
        "7, 30000",
        "8, 30000",
        "2147483647, 30000",
    })
    void pauseDoublesUpToItsCeiling(int attempt, long millis) {
        assertThat(after(Kind.SERVER_FAILED, attempt, STEADY, 0.7)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVER_FAILED", "CONNECTION_FAILED", "TIMED_OUT", "MALFORMED", "UNEXPECTED"})
    void whatConcernsOneHarvestWaitsAsThePolicySays(Kind kind) {
        assertThat(after(kind, 3, STEADY, 0)).isEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @CsvSource({
        "SERVER_FAILED, 1, 60, 60000",
        "SERVER_FAILED, 1, 0, 500",
        "SERVER_FAILED, 7, 1, 30000",
        "SERVER_FAILED, 1, 86400, 600000",
        "SERVER_UNAVAILABLE, 1, 90, 90000",
        "SERVER_UNAVAILABLE, 1, 10, 60000",
        "MINUTE_QUOTA_USED, 1, 5, 60000",
        "MINUTE_QUOTA_USED, 1, 120, 120000",
        "TOO_MANY_AT_ONCE, 1, 3, 3000",
        "UNEXPECTED, 1, 60, 500",
        "MALFORMED, 1, 60, 500",
    })
    void whatTheServerWantsIsHeededWhereItIsLongerUpToTheLongestOutage(
            Kind kind, int attempt, long wanted, long millis) {
        Failure failure = Failure.of(kind, "it failed").withRetryAfter(Duration.ofSeconds(wanted));

        assertThat(Backoff.after(failure, attempt, STEADY, 0.7)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void jitterOnlyProlongsWhatTheServerWants() {
        Failure failure = Failure.of(Kind.SERVER_FAILED, "it failed").withRetryAfter(Duration.ofSeconds(60));

        assertThat(Backoff.after(failure, 1, RetryPolicy.DEFAULT, 0)).isEqualTo(Duration.ofSeconds(60));
        assertThat(Backoff.after(failure, 1, RetryPolicy.DEFAULT, 0.5)).isEqualTo(Duration.ofSeconds(75));
    }

    @Test
    void whoSaysWhenToComeBackSaysSoToTheWholeAccount() {
        Failure failed = Failure.of(Kind.SERVER_FAILED, "it failed");

        assertThat(Backoff.concernsAccount(failed)).isFalse();
        assertThat(Backoff.concernsAccount(failed.withRetryAfter(Duration.ofSeconds(60))))
                .isTrue();
        assertThat(Backoff.concernsAccount(
                        Failure.of(Kind.UNEXPECTED, "it failed").withRetryAfter(Duration.ofSeconds(60))))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0.0, 1000", "0.25, 875", "0.5, 750", "1.0, 500"})
    void jitterTakesItsShareOff(double random, long millis) {
        assertThat(after(Kind.SERVER_FAILED, 2, RetryPolicy.DEFAULT, random)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void jitteredPauseStaysInItsRangeAndUsesAllOfIt(long seed) {
        Random random = new Random(seed);
        long least = Long.MAX_VALUE;
        long most = 0;
        for (int i = 0; i < 10_000; i++) {
            long nanos = after(Kind.SERVER_FAILED, 1, RetryPolicy.DEFAULT, random.nextDouble())
                    .toNanos();
            least = Math.min(least, nanos);
            most = Math.max(most, nanos);
        }
        assertThat(least).as("seed %d", seed).isBetween(250_000_000L, 252_000_000L);
        assertThat(most).as("seed %d", seed).isBetween(498_000_000L, 500_000_000L);
    }

    @Test
    void wholePauseMayBeLeftToChance() {
        RetryPolicy policy = RetryPolicy.DEFAULT
                .withMaxAttempts(5)
                .withBackoff(Duration.ofMillis(500), Duration.ofSeconds(30))
                .withJitter(1);
        assertThat(after(Kind.SERVER_FAILED, 1, policy, 0)).isEqualTo(Duration.ofMillis(500));
        assertThat(after(Kind.SERVER_FAILED, 1, policy, 1)).isZero();
    }

    @Test
    void jitterIsTakenOffTheCeilingToo() {
        assertThat(after(Kind.SERVER_FAILED, 20, RetryPolicy.DEFAULT, 1)).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void noPauseStaysNoneHoweverOftenItDoubles() {
        RetryPolicy policy = RetryPolicy.DEFAULT
                .withMaxAttempts(5)
                .withBackoff(Duration.ZERO, Duration.ofSeconds(30))
                .withJitter(0.5);
        assertThat(after(Kind.SERVER_FAILED, 5, policy, 0.5)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, 0.0", "1, 0.99", "4, 0.5", "20, 1.0"})
    void usedUpQuotaWaitsForItsMinuteWhateverThePolicy(int attempt, double random) {
        assertThat(after(Kind.MINUTE_QUOTA_USED, attempt, RetryPolicy.DEFAULT, random))
                .isEqualTo(Duration.ofMinutes(1));
        assertThat(after(Kind.MINUTE_QUOTA_USED, attempt, RetryPolicy.NONE, random))
                .isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource({"1, 0.0, 1000", "1, 1.0, 1000", "2, 1.0, 1000", "3, 0.0, 2000", "3, 1.0, 1000", "20, 0.0, 30000"})
    void tooManyAtOnceWaitsAtLeastASecond(int attempt, double random, long millis) {
        assertThat(after(Kind.TOO_MANY_AT_ONCE, attempt, RetryPolicy.DEFAULT, random))
                .isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "4, 8", "5, 10", "6, 10", "2147483647, 10"})
    void outageWaitsMinutesUpToTen(int attempt, long minutes) {
        assertThat(after(Kind.SERVER_UNAVAILABLE, attempt, STEADY, 0.9)).isEqualTo(Duration.ofMinutes(minutes));
    }

    @Test
    void outageIsJitteredToLongerWaitsOnly() {
        assertThat(after(Kind.SERVER_UNAVAILABLE, 2, RetryPolicy.DEFAULT, 0.5)).isEqualTo(Duration.ofSeconds(150));
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheAccountsOwnLimitsConcernTheAccount(Kind kind) {
        assertThat(Backoff.concernsAccount(Failure.of(kind, "it failed")))
                .isEqualTo(kind == Kind.MINUTE_QUOTA_USED || kind == Kind.TOO_MANY_AT_ONCE);
    }
}
