package io.backflux.quota.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Several processes on one account. The whole races, of minutes, run with {@code -Dbackflux.race=true}. */
class QuotaRaceIT {

    private static final String WHOLE = "backflux.race";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What was asked for before Redis was gone is out by then. */
    private static final Duration ON_THE_WAY = Duration.ofMillis(1500);

    private static void report(QuotaRace race, String what) {
        System.out.printf(
                "%s: %d requests, peak %d in flight, %d in a minute, %d refused%n",
                what,
                race.api().requestCount(),
                race.api().peakInFlight(),
                race.api().peakInAMinute(),
                race.refused());
    }

    private static long rows(int pages) {
        return (long) RaceWorker.HARVESTS * pages * RaceWorker.PAGE;
    }

    private static void assertWhole(QuotaRace race, int pages, int... workers) {
        assertThat(race.end(Duration.ofMinutes(10), workers))
                .as(() -> race.log(workers[0]))
                .isTrue();
        for (int worker : workers) {
            assertThat(race.rows(worker)).isEqualTo(rows(pages));
        }
    }

    private static void assertWithinLimits(QuotaRace race, int perMinute) {
        assertThat(race.api().peakInFlight()).isEqualTo(QuotaRace.IN_FLIGHT);
        assertThat(race.api().peakInAMinute()).isLessThanOrEqualTo(perMinute);
        assertThat(race.refused()).isZero();
    }

    @Test
    void threeProcessesStayWithinTheLimitsThroughAKillAndAnOutage() throws IOException {
        int pages = 4;
        int perMinute = 100_000;
        try (QuotaRace race = new QuotaRace(pages, Duration.ofMillis(400), perMinute, Duration.ofSeconds(2)).start()) {
            assertThat(race.await(
                            PATIENCE,
                            () -> race.api().inFlight() == QuotaRace.IN_FLIGHT
                                    && race.api().requestCount() > 60))
                    .isTrue();
            race.kill(0);
            assertThat(race.await(PATIENCE, () -> race.api().inFlight() < QuotaRace.IN_FLIGHT - 4))
                    .isTrue();
            assertThat(race.await(PATIENCE, () -> race.api().inFlight() == QuotaRace.IN_FLIGHT))
                    .isTrue();
            race.redis().freeze();
            Instant stopped = Instant.now();
            race.pass(Duration.ofMillis(2500));
            Instant back = Instant.now();
            race.redis().thaw();
            assertWhole(race, pages, 1, 2);
            assertThat(race.arrived(stopped.plus(ON_THE_WAY), back)).isZero();
            assertWithinLimits(race, perMinute);
        }
    }

    // The whole races.

    @Test
    @EnabledIfSystemProperty(named = WHOLE, matches = "true")
    void nearlyAllOfTheQuotaIsUsedAndNoMinuteHasMore() throws IOException {
        int pages = 50;
        int perMinute = 2000;
        try (QuotaRace race = new QuotaRace(pages, Duration.ofMillis(700), perMinute, Duration.ofSeconds(30)).start()) {
            assertWhole(race, pages, 0, 1, 2);
            report(race, "3 × 40 harvests at 2,000 a minute");
            assertThat(race.api().peakInFlight()).isLessThanOrEqualTo(QuotaRace.IN_FLIGHT);
            assertThat(race.refused()).isZero();
            assertThat(race.api().peakInAMinute()).isBetween(perMinute * 95 / 100, perMinute);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = WHOLE, matches = "true")
    void theOthersUseAllPermitsOnceTheLeaseOfAKilledProcessEnds() throws IOException {
        int pages = 12;
        int perMinute = 100_000;
        Duration lease = Duration.ofSeconds(5);
        try (QuotaRace race = new QuotaRace(pages, Duration.ofSeconds(2), perMinute, lease).start()) {
            assertThat(race.await(
                            PATIENCE,
                            () -> race.api().inFlight() == QuotaRace.IN_FLIGHT
                                    && race.api().requestCount() > 100))
                    .isTrue();
            Instant killed = Instant.now();
            race.kill(0);
            assertThat(race.await(PATIENCE, () -> race.api().inFlight() < QuotaRace.IN_FLIGHT - 4))
                    .isTrue();
            assertThat(race.await(PATIENCE, () -> race.api().inFlight() == QuotaRace.IN_FLIGHT))
                    .isTrue();
            Duration after = Duration.between(killed, Instant.now());
            System.out.println(
                    "all 30 in use " + after.toMillis() + " ms after the kill, lease " + lease.toMillis() + " ms");
            assertThat(after).isLessThan(lease.plusSeconds(2));
            assertWhole(race, pages, 1, 2);
            report(race, "one of three killed");
            assertWithinLimits(race, perMinute);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = WHOLE, matches = "true")
    void tenSecondsWithoutRedisLoseNoRow() throws IOException {
        tenSeconds("frozen", RedisProcess::freeze, RedisProcess::thaw);
    }

    @Test
    @EnabledIfSystemProperty(named = WHOLE, matches = "true")
    void aRedisThatIsKilledAndKnowsNothingAnyMoreLosesNoRow() throws IOException {
        tenSeconds("killed", RedisProcess::kill, RedisProcess::restart);
    }

    private interface Blow {

        void strike(RedisProcess redis) throws IOException;
    }

    private static void tenSeconds(String how, Blow stop, Blow start) throws IOException {
        int pages = 15;
        int perMinute = 2000;
        try (QuotaRace race = new QuotaRace(pages, Duration.ofSeconds(1), perMinute, Duration.ofSeconds(30)).start()) {
            assertThat(race.await(PATIENCE, () -> race.api().requestCount() > 200))
                    .isTrue();
            stop.strike(race.redis());
            Instant stopped = Instant.now();
            race.pass(Duration.ofSeconds(10));
            Instant back = Instant.now();
            start.strike(race.redis());
            assertThat(race.await(PATIENCE, () -> race.arrived(back, Instant.now()) > 0))
                    .isTrue();
            System.out.println(
                    "first request " + Duration.between(back, Instant.now()).toMillis() + " ms after Redis is back");
            assertWhole(race, pages, 0, 1, 2);
            report(race, "Redis " + how + " for 10 s");
            assertThat(race.arrived(stopped.plus(ON_THE_WAY), back)).isZero();
            assertWithinLimits(race, perMinute);
        }
    }
}
