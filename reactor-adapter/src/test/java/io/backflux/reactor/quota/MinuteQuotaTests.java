package io.backflux.reactor.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Disposable;

/** The quota of a minute, over every window of the times at which something was let run. */
class MinuteQuotaTests {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long SEED = 20260;

    /** When requests come. */
    enum Arrivals {
        ALL_AT_ONCE {
            @Override
            void schedule(VirtualQuota quota, int perMinute, Random random) {
                flood(quota, Duration.ZERO, 3 * perMinute + 5, random);
            }
        },
        BURSTS_AT_WINDOW_EDGES {
            @Override
            void schedule(VirtualQuota quota, int perMinute, Random random) {
                for (int minute = 1; minute <= 3; minute++) {
                    for (int millis : new int[] {-100, -1, 0, 1, 100}) {
                        flood(quota, MINUTE.multipliedBy(minute).plusMillis(millis), perMinute / 5 + 1, random);
                    }
                }
            }
        },
        AN_IDLE_MINUTE_THEN_A_FLOOD {
            @Override
            void schedule(VirtualQuota quota, int perMinute, Random random) {
                flood(quota, Duration.ZERO, 1, random);
                flood(quota, MINUTE, 2 * perMinute + 5, random);
                flood(quota, MINUTE.multipliedBy(9), 2 * perMinute + 5, random);
            }
        },
        RANDOM {
            @Override
            void schedule(VirtualQuota quota, int perMinute, Random random) {
                for (int i = 0; i < 4 * perMinute + 5; i++) {
                    flood(quota, Duration.ofMillis(random.nextInt(180_000)), 1, random);
                }
            }
        },
        STEADY_A_LITTLE_ABOVE_THE_RATE {
            @Override
            void schedule(VirtualQuota quota, int perMinute, Random random) {
                Duration apart = MINUTE.multipliedBy(100).dividedBy(105L * perMinute);
                for (int i = 0; i < 4 * perMinute + 5; i++) {
                    flood(quota, apart.multipliedBy(i), 1, random);
                }
            }
        },
        HALF_OF_THEM_CANCELLED {
            @Override
            void schedule(VirtualQuota quota, int perMinute, Random random) {
                for (int i = 0; i < 4 * perMinute + 5; i++) {
                    Duration from = Duration.ofMillis(random.nextInt(120_000));
                    Duration latency = latency(random);
                    Duration leaves = random.nextBoolean() ? Duration.ofMillis(random.nextInt(60_000)) : Duration.ZERO;
                    quota.at(from, () -> {
                        Disposable sent = quota.send(latency);
                        if (!leaves.isZero()) {
                            quota.at(leaves, sent::dispose);
                        }
                    });
                }
            }
        };

        abstract void schedule(VirtualQuota quota, int perMinute, Random random);

        private static void flood(VirtualQuota quota, Duration from, int requests, Random random) {
            List<Duration> latencies = new ArrayList<>();
            for (int i = 0; i < requests; i++) {
                latencies.add(latency(random));
            }
            quota.at(from, () -> latencies.forEach(quota::send));
        }

        /** Often none, so that the bound on requests at once does not hide what the quota admits. */
        private static Duration latency(Random random) {
            return random.nextInt(4) > 0 ? Duration.ZERO : Duration.ofMillis(1 + random.nextInt(400));
        }
    }

    static List<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (Arrivals arrivals : Arrivals.values()) {
            for (int perMinute : new int[] {1, 2, 10, 30, 200, 2000}) {
                for (int inFlight : new int[] {1, 5, 30}) {
                    cases.add(Arguments.of(arrivals, perMinute, inFlight));
                }
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void noWindowOfSixtySecondsHoldsMoreThanTheQuota(Arrivals arrivals, int perMinute, int inFlight) {
        VirtualQuota quota = new VirtualQuota(inFlight, perMinute);
        arrivals.schedule(quota, perMinute, new Random(SEED));
        quota.advance(Duration.ofMinutes(10));
        quota.advanceToEnd(Duration.ofMinutes(60));

        assertThat(quota.mostIn(MINUTE)).as("seed %d", SEED).isBetween(1, perMinute);
        assertThat(quota.peak()).as("seed %d", SEED).isBetween(1, inFlight);
        assertThat(quota.quota().waiting()).as("still waiting, seed %d", SEED).isZero();
        assertThat(quota.quota().inFlight()).as("still running, seed %d", SEED).isZero();
    }

    /** Requests may arrive closer together than they were sent: the quota holds for those of a second more, too. */
    @ParameterizedTest
    @MethodSource("cases")
    void requestsMayArriveASecondCloserTogether(Arrivals arrivals, int perMinute, int inFlight) {
        VirtualQuota quota = new VirtualQuota(inFlight, perMinute);
        arrivals.schedule(quota, perMinute, new Random(SEED));
        quota.advance(Duration.ofMinutes(10));
        assertThat(quota.mostIn(Duration.ofSeconds(61))).as("seed %d", SEED).isLessThanOrEqualTo(perMinute);
    }

    /** A bucket that held the quota and was filled by it would admit nearly twice as many. */
    @ParameterizedTest
    @CsvSource({"30, 30", "200, 30", "2000, 30"})
    void firstMinuteHoldsNoMoreThanAnyOther(int perMinute, int inFlight) {
        VirtualQuota quota = new VirtualQuota(inFlight, perMinute);
        for (int i = 0; i < 3 * perMinute; i++) {
            quota.send(Duration.ZERO);
        }
        quota.advance(MINUTE);
        assertThat(quota.grants()).hasSizeBetween(perMinute * 9 / 10, perMinute);
    }

    /** What goes at once after a pause goes off the steady rate, which small quotas with many permits feel most. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 97",
        "2, 1, 96",
        "2, 30, 96",
        "10, 1, 96",
        "10, 30, 96",
        "30, 1, 96",
        "30, 30, 96",
        "200, 1, 96",
        "200, 30, 92",
        "2000, 1, 96",
        "2000, 30, 95",
    })
    void quotaIsUsedToThisShareOverTenMinutes(int perMinute, int inFlight, int percent) {
        VirtualQuota quota = new VirtualQuota(inFlight, perMinute);
        for (int i = 0; i < 11 * perMinute; i++) {
            quota.send(Duration.ZERO);
        }
        quota.advance(Duration.ofMinutes(10));
        assertThat(quota.grants().size() * 100 / (10 * perMinute)).isBetween(percent, 100);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 30, 1", "30, 30, 1", "40, 30, 2", "200, 30, 10", "2000, 30, 30", "2000, 5, 5"})
    void atOnceGoAsManyAsThereArePermitsButOneTwentiethOfTheQuotaAtMost(int perMinute, int inFlight, int atOnce) {
        VirtualQuota quota = new VirtualQuota(inFlight, perMinute);
        for (int i = 0; i < 100; i++) {
            quota.send(Duration.ZERO);
        }
        assertThat(quota.grants()).hasSize(atOnce);
    }

    /** At such a rate a token comes at fractions of a nanosecond, and a timer that is on time is early. */
    @ParameterizedTest
    @CsvSource({"11, 1", "200, 30", "2000, 30", "1999, 7"})
    void timerThatFiresToTheNanosecondGetsNothingForNothing(int perMinute, int inFlight) {
        VirtualQuota quota = new VirtualQuota(inFlight, perMinute);
        for (int i = 0; i < 2 * perMinute; i++) {
            quota.send(Duration.ZERO);
        }
        int before = quota.grants().size();
        quota.advance(Duration.ofNanos(62_000_000_000L / (perMinute - before + 1)));
        assertThat(quota.grants()).hasSize(before);
        quota.advance(Duration.ofNanos(1));
        assertThat(quota.grants()).hasSize(before + 1);
    }
}
