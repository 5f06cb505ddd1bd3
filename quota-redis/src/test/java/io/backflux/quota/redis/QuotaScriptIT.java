package io.backflux.quota.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.quota.redis.ScriptAtItsTime.Caller;
import io.backflux.reactor.quota.QuotaLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the script decides, at times that the test sets. */
class QuotaScriptIT {

    private static final QuotaLimits MANY = new QuotaLimits(30, 1_000_000);

    @SuppressWarnings("NullAway.Init")
    private static RedisProcess redis;

    @SuppressWarnings("NullAway.Init")
    private ScriptAtItsTime script;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
    }

    @AfterAll
    static void stop() {
        if (redis != null) {
            redis.close();
        }
    }

    @BeforeEach
    void begin() {
        script = new ScriptAtItsTime(redis, MANY);
    }

    @AfterEach
    void end() {
        script.close();
    }

    private List<Caller> callers(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> script.caller("p" + number))
                .toList();
    }

    // In flight.

    @Test
    void allProcessesTogetherHaveAsManyPermitsAsThereAre() {
        int granted = 0;
        List<Caller> callers = callers(3);
        for (int round = 0; round < 20; round++) {
            for (Caller caller : callers) {
                granted += caller.asks() ? 1 : 0;
            }
        }
        assertThat(granted).isEqualTo(30);
        assertThat(script.inFlight()).isEqualTo(30);
    }

    @Test
    void aReleasedPermitIsTheNextOnes() {
        script.limits(new QuotaLimits(1, 1_000_000));
        Caller one = script.caller("one");
        Caller other = script.caller("other");
        assertThat(one.asks()).isTrue();
        assertThat(other.asks()).isFalse();
        one.releases(one.last());
        script.tick();
        assertThat(other.asks()).isTrue();
    }

    @Test
    void theSameReportTwiceIsOnePermit() {
        Caller one = script.caller("one");
        assertThat(one.asksFor("one:1")).isInstanceOf(Verdict.Granted.class);
        assertThat(one.asksFor("one:1")).isInstanceOf(Verdict.Granted.class);
        assertThat(script.inFlight()).isOne();
    }

    @Test
    void whoeverIsFirstInLineIsServedFirst() {
        script.limits(new QuotaLimits(1, 1_000_000));
        Caller holder = script.caller("holder");
        holder.asks();
        List<Caller> callers = callers(3);
        callers.forEach(Caller::asks);
        holder.releases(holder.last());
        script.tick();
        assertThat(callers.get(2).asks()).isFalse();
        assertThat(callers.get(1).asks()).isFalse();
        assertThat(callers.get(0).asks()).isTrue();
    }

    @Test
    void processesThatWaitGetPermitsInTurns() {
        script.limits(new QuotaLimits(2, 1_000_000));
        Map<Caller, Integer> shares = new HashMap<>();
        List<String> held = new ArrayList<>();
        List<Caller> callers = callers(3);
        for (int round = 0; round < 300; round++) {
            for (Caller caller : callers) {
                if (caller.asks()) {
                    shares.merge(caller, 1, Integer::sum);
                    held.add(caller.last());
                }
            }
            script.caller("server").releases(held.remove(0));
            script.tick();
        }
        assertThat(shares.values()).allSatisfy(share -> assertThat(share).isBetween(99, 103));
    }

    @Test
    void aHeadThatIsHeardOfNoMoreIsPassedOver() {
        script.limits(new QuotaLimits(1, 1_000_000));
        Caller holder = script.caller("holder");
        holder.asks();
        script.caller("dead").asks();
        Caller next = script.caller("next");
        next.asks();
        holder.releases(holder.last());
        assertThat(next.asks()).isFalse();
        script.advance(Duration.ofSeconds(2));
        next.asks();
        script.advance(Duration.ofSeconds(1));
        assertThat(next.asks()).isTrue();
    }

    @Test
    void whoeverLeavesTheLineLeavesNoTrace() {
        script.limits(new QuotaLimits(1, 1_000_000));
        Caller holder = script.caller("holder");
        holder.asks();
        Caller leaver = script.caller("leaver");
        leaver.asks();
        Caller next = script.caller("next");
        next.asks();
        leaver.says();
        holder.releases(holder.last());
        script.tick();
        assertThat(next.asks()).isTrue();
    }

    // Leases.

    @Test
    void thePermitOfAProcessThatIsKilledIsFreeWhenItsLeaseEnds() {
        script.limits(new QuotaLimits(1, 1_000_000));
        script.caller("killed").asks();
        Caller next = script.caller("next");
        script.advance(Duration.ofMillis(29_999));
        assertThat(next.asks()).isFalse();
        script.advance(Duration.ofMillis(1));
        assertThat(next.asks()).isTrue();
    }

    @Test
    void aPermitThatIsRenewedIsHeld() {
        script.limits(new QuotaLimits(1, 1_000_000));
        Caller holder = script.caller("holder");
        holder.asks();
        Caller next = script.caller("next");
        for (int third = 0; third < 30; third++) {
            script.advance(Duration.ofSeconds(10));
            holder.holding("holder:1").says();
            assertThat(next.asks()).isFalse();
        }
    }

    @Test
    void whatIsHeldCountsAlsoWhereItsLeaseHadEnded() {
        script.limits(new QuotaLimits(1, 1_000_000));
        Caller cutOff = script.caller("cut off");
        cutOff.asks();
        script.advance(Duration.ofSeconds(31));
        Caller next = script.caller("next");
        assertThat(next.asks()).isTrue();
        cutOff.holding("cut off:1").says();
        assertThat(script.inFlight()).isEqualTo(2);
        next.releases(next.last());
        script.tick();
        assertThat(next.asks()).isFalse();
        cutOff.holding().releases("cut off:1");
        assertThat(next.asks()).isTrue();
    }

    @Test
    void leasesThatEndedWhileNobodyReachedTheServerAreKept() {
        script.limits(new QuotaLimits(1, 1_000_000));
        Caller holder = script.caller("holder");
        holder.asks();
        Caller next = script.caller("next");
        script.advance(Duration.ofSeconds(45));
        assertThat(next.afterOutage(Duration.ofSeconds(40)).asks()).isFalse();
        assertThat(script.inFlight()).isOne();
        script.advance(Duration.ofSeconds(29));
        assertThat(next.asks()).isFalse();
        script.advance(Duration.ofSeconds(1));
        assertThat(next.asks()).isTrue();
    }

    @Test
    void whileLeasesMayHaveEndedUnrenewedNobodyGetsAPermitBeforeAllHadTimeToComeBack() {
        Caller other = script.caller("other");
        assertThat(other.asks()).isTrue();
        script.caller("cut off").afterOutage(Duration.ofSeconds(15)).says();
        assertThat(other.waits()).isEqualTo(Report.SETTLING);
        script.advance(Report.SETTLING);
        assertThat(other.asks()).isTrue();
    }

    @Test
    void anOutageTooShortForALeaseToEndHoldsUpNobody() {
        script.caller("cut off").afterOutage(Duration.ofMillis(14_999)).says();
        assertThat(script.caller("other").asks()).isTrue();
    }

    @Test
    void aServerThatLostAllItKnewGrantsNothingAtOnce() {
        script.limits(new QuotaLimits(30, 620));
        Caller one = script.caller("one");
        Caller other = script.caller("other");
        one.asks();
        other.says();
        script.advance(Duration.ofMillis(500));
        script.forgetAll();
        assertThat(other.asks()).isFalse();
        one.holding("one:1").says();
        assertThat(script.inFlight()).isOne();
        int granted = 0;
        script.advance(Report.SETTLING);
        while (other.asks()) {
            granted++;
        }
        assertThat(granted).isEqualTo((int) (Report.SETTLING.toSeconds() * 591 / 62));
    }

    @Test
    void thatIsSeenAlsoWhereANewProcessCameFirst() {
        Caller old = script.caller("old");
        old.asks();
        script.advance(Duration.ofSeconds(1));
        script.forgetAll();
        Caller fresh = script.caller("fresh");
        assertThat(fresh.asks()).isTrue();
        script.tick();
        old.holding("old:1").says();
        assertThat(fresh.asks()).isFalse();
    }

    @Test
    void aServerThatWentBackToWhatItKnewBeforeGrantsNothingAtOnce() {
        Caller one = script.caller("one");
        one.says();
        var before = script.snapshot();
        script.advance(Duration.ofSeconds(1));
        one.asks();
        script.restore(before);
        script.advance(Duration.ofSeconds(1));
        assertThat(script.inFlight()).isZero();
        one.holding("one:1");
        assertThat(one.asks()).isFalse();
        assertThat(script.inFlight()).isOne();
        script.advance(Report.SETTLING);
        assertThat(one.asks()).isTrue();
    }

    @Test
    void whatWasForgottenBecauseNobodyUsedItHoldsUpNobody() {
        Caller one = script.caller("one");
        one.says();
        script.advance(Duration.ofSeconds(62 + 2 * 30));
        script.forgetAll();
        assertThat(one.asks()).isTrue();
    }

    // The quota of a minute.

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 240, 600})
    void noMinuteHasMoreThanItsQuotaAndNearlyAllOfItIsUsed(int quota) {
        script.limits(new QuotaLimits(30, quota));
        List<Caller> callers = callers(3);
        List<Long> grants = new ArrayList<>();
        while (script.now().compareTo(Duration.ofSeconds(130)) < 0) {
            Duration soonest = Duration.ofSeconds(1);
            for (Caller caller : callers) {
                Verdict verdict = caller.verdict();
                if (verdict instanceof Verdict.Granted) {
                    grants.add(script.now().toMillis());
                    caller.releases(caller.last());
                    soonest = Duration.ZERO;
                } else if (verdict instanceof Verdict.Waiting waiting
                        && waiting.most().compareTo(soonest) < 0) {
                    soonest = waiting.most();
                }
            }
            script.advance(soonest);
        }
        int most = 0;
        int first = 0;
        for (int last = 0; last < grants.size(); last++) {
            while (grants.get(last) - grants.get(first) > 60_000) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        assertThat(most).isLessThanOrEqualTo(quota).isGreaterThanOrEqualTo((int) Math.floor(0.95 * quota));
    }

    @Test
    void theNextTokenIsTheFirstHeads() {
        script.limits(new QuotaLimits(30, 20)); // One token at once, and one each 3.1 s.
        Caller holder = script.caller("holder");
        holder.asks();
        List<Caller> callers = callers(2);
        assertThat(callers.get(0).waits()).isEqualTo(Duration.ofMillis(3100));
        assertThat(callers.get(1).waits()).isEqualTo(Duration.ofMillis(6200));
        for (int second = 0; second < 3; second++) {
            script.advance(Duration.ofSeconds(1));
            callers.forEach(caller -> assertThat(caller.asks()).isFalse());
        }
        script.advance(Duration.ofMillis(100));
        assertThat(callers.get(1).asks()).isFalse();
        assertThat(callers.get(0).asks()).isTrue();
    }

    @Test
    void aPermitThatWasNotUsedGivesItsPartOfTheMinuteBack() {
        script.limits(new QuotaLimits(30, 1));
        Caller one = script.caller("one");
        assertThat(one.asks()).isTrue();
        one.givesBack(one.last());
        assertThat(one.asks()).isTrue();
        one.releases(one.last());
        assertThat(one.asks()).isFalse();
    }

    @Test
    void aPermitGivenBackTwiceGivesOnePartBack() {
        script.limits(new QuotaLimits(30, 40));
        Caller one = script.caller("one");
        one.asks();
        one.asks();
        one.givesBack(one.last());
        one.givesBack(one.last());
        assertThat(one.asks()).isTrue();
        assertThat(one.asks()).isFalse();
    }

    @Test
    void aPauseHoldsForAllAndTheLongestCounts() {
        Caller one = script.caller("one");
        Caller other = script.caller("other");
        one.pauses(Duration.ofMinutes(1));
        other.pauses(Duration.ofSeconds(10));
        assertThat(other.waits()).isEqualTo(Duration.ofMinutes(1));
        script.advance(Duration.ofSeconds(59));
        assertThat(one.waits()).isEqualTo(Duration.ofSeconds(1));
        script.advance(Duration.ofSeconds(1));
        assertThat(other.asks()).isTrue();
    }

    // The server's clock.

    @Test
    void aClockThatIsSetBackHoldsNothingForLonger() {
        script.limits(new QuotaLimits(1, 1_000_000));
        Caller killed = script.caller("killed");
        killed.asks();
        killed.pauses(Duration.ofSeconds(5));
        Caller next = script.caller("next");
        script.advance(Duration.ofHours(-1));
        assertThat(next.waits()).isEqualTo(Duration.ofSeconds(5));
        script.advance(Duration.ofSeconds(29));
        assertThat(next.asks()).isFalse();
        script.advance(Duration.ofSeconds(1));
        assertThat(next.asks()).isTrue();
    }

    // Limits.

    @Test
    void otherLimitsAreRefusedAndNamedAndChangeNothing() {
        Caller one = script.caller("one");
        one.asks();
        script.limits(new QuotaLimits(20, 1_000_000));
        assertThat(script.caller("other").verdict()).isEqualTo(new Verdict.OtherLimits(MANY));
        assertThat(script.inFlight()).isOne();
        script.limits(MANY);
        assertThat(one.asks()).isTrue();
    }

    @Test
    void whatNobodyUsesIsForgottenOnceItsMinuteIsOver() {
        Caller one = script.caller("one");
        one.asks();
        one.pauses(Duration.ofMinutes(10));
        long kept = Duration.ofSeconds(600 + 62 + 2 * 30).toMillis();
        for (String key : script.redis().keys(ScriptAtItsTime.KEYS.root() + ":[sl]*")) {
            assertThat(script.redis().pttl(key)).isBetween(kept - 60_000, kept);
        }
    }
}
