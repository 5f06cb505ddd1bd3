package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.reactor.oracle.Situation;
import io.backflux.reactor.oracle.Situations;
import io.backflux.reactor.oracle.Story;
import io.backflux.reactor.oracle.Verdicts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Random harvests against a model of the API, judged by what was in the index: rows, verdicts, signals, requests and cost. {@code -Dbackflux.oracle=20000} plays so many,
 * large ones too; {@code -Dbackflux.seed=N} begins at another one.
 */
class OracleTests {

    private static final int FEW = 300;
    private static final int MOST_ROWS = 2_000;

    @Test
    void noHarvestLosesOrRepeatsRowsOrProvesWhatIsNotWhole() {
        boolean byHand = Integer.getInteger("backflux.oracle") != null;
        int cases = Integer.getInteger("backflux.oracle", FEW);
        long first = Long.getLong("backflux.seed", 1);
        List<String> bad = new ArrayList<>();
        for (long seed = first; seed < first + cases; seed++) {
            Situation situation = Situations.of(seed);
            if (byHand || situation.rows() <= MOST_ROWS) {
                Verdicts verdicts = Story.play(situation, new OracleClients());
                if (!verdicts.isGood()) {
                    bad.add("seed " + seed + ": " + verdicts.faults() + " of " + situation + verdicts.story());
                }
            }
        }
        System.out.println("oracle: seeds " + first + " to " + (first + cases - 1) + ", " + bad.size() + " bad");
        assertThat(bad).isEmpty();
    }
}
