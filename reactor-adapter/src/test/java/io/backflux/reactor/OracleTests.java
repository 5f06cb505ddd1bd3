package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.reactor.oracle.ModelTransport;
import io.backflux.reactor.oracle.Situation;
import io.backflux.reactor.oracle.Situations;
import io.backflux.reactor.oracle.Story;
import io.backflux.reactor.oracle.Verdicts;
import io.backflux.reactor.quota.QuotaInVirtualTime;
import io.backflux.reactor.quota.QuotaLimits;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * Random harvests against a model of the API, judged by what was in the index. {@code -Dbackflux.oracle=20000} plays so many,
 * large ones too, and judges rows and verdicts as well; {@code -Dbackflux.seed=N} begins at another one.
 */
class OracleTests {

    private static final int FEW = 200;
    private static final int MOST_ROWS = 2_000;
    private static final Instant BEGINNING = Instant.parse("2026-03-01T12:00:00Z");

    static BacklinksClient client(ModelTransport api, VirtualTimeScheduler time) {
        return BacklinksClient.builder()
                .transport(api)
                .quota(QuotaInVirtualTime.of(new QuotaLimits(30, 1_000_000), time))
                .timer(time)
                .clock(Clock.fixed(BEGINNING, ZoneOffset.UTC))
                .jitter(() -> 0.5)
                .build();
    }

    @Test
    void harvestsEndOnceWithinTheirCostAndCountWhatTheyDelivered() {
        boolean byHand = Integer.getInteger("backflux.oracle") != null;
        int cases = Integer.getInteger("backflux.oracle", FEW);
        long first = Long.getLong("backflux.seed", 1);
        List<String> bad = new ArrayList<>();
        for (long seed = first; seed < first + cases; seed++) {
            Situation situation = Situations.of(seed);
            if (byHand || situation.rows() <= MOST_ROWS) {
                Verdicts verdicts = Story.play(situation, OracleTests::client);
                if (byHand ? !verdicts.isGood() : !verdicts.isGoodButForRows()) {
                    bad.add("seed " + seed + ": " + verdicts.faults() + " of " + situation + verdicts.story());
                }
            }
        }
        System.out.println("oracle: seeds " + first + " to " + (first + cases - 1) + ", " + bad.size() + " bad");
        assertThat(bad).isEmpty();
    }
}
