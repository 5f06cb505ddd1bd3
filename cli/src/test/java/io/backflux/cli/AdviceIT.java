package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.simulator.Fault;
import io.backflux.simulator.FaultPlan;
import io.backflux.simulator.Quirk;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is advised after a failure is done here, and works. */
class AdviceIT extends SimulatedCommand {

    private static final String NEW_HARVEST = "note      begin anew with --force";

    AdviceIT() {
        super(fast(3000));
    }

    private void assertHasRows(int rows) {
        assertThat(file("rows.ndjson")).content().hasLineCount(rows);
    }

    @Test
    void aServerThatIgnoresFiltersIsHarvestedAnewByOneChain() {
        restart(fast(43_000).quirk(Quirk.TIME_FILTER_IGNORED));
        assertThat(harvestFast("a.com", "--parallel", "8")).isEqualTo(5);
        assertThat(messages)
                .contains("begin a new one without --parallel", NEW_HARVEST + " and without --parallel")
                .contains("--resume would fail again")
                .doesNotContain("resume with --resume");
        assertThat(harvestFast("a.com", "--resume")).isEqualTo(5);
        assertThat(messages).contains(NEW_HARVEST + " and without --parallel");

        assertThat(harvestFast("a.com", "--force", "--max", "2000")).isZero();
        assertHasRows(2000);
    }

    @Test
    void aTokenThatIsNoLongerTakenTakesANewHarvest() {
        assertThat(harvestFast("a.com", "--max", "1000")).isZero();
        simulator.fail(FaultPlan.code(40501).onPage(2));
        assertThat(harvestFast("a.com", "--resume")).isEqualTo(2);
        assertThat(messages)
                .contains("the checkpoint's token is no longer taken", NEW_HARVEST + "; --resume would fail again")
                .doesNotContain("resume with --resume");

        simulator.clearFaults();
        assertThat(harvestFast("a.com", "--force")).isZero();
        assertHasRows(3000);
    }

    @Test
    void whatAServerRefusesOfAParallelHarvestIsNotAskedByOneChain() {
        simulator.fail(FaultPlan.code(40501).onRequest(2));
        assertThat(harvestFast("a.com", "--parallel", "4")).isEqualTo(2);
        assertThat(messages)
                .contains(
                        "note      resume with --resume; where that is refused again, begin anew with --force and without"
                                + " --parallel");
        simulator.clearFaults();
        assertThat(harvestFast("a.com", "--resume")).isZero();
        assertHasRows(3000);
    }

    @ParameterizedTest
    @EnumSource(names = {"REPEATED_TOKEN", "REDIRECT", "LONG_STRING", "DEEP_NESTING", "OTHER_TARGET", "CUT"})
    void whatAServerDidOnceIsResumed(Fault fault) {
        simulator.fail(FaultPlan.of(fault).onPage(2).times(1));
        assertThat(harvestFast("a.com", "--order", "stable")).isNotZero();
        assertThat(messages).contains("note      resume with --resume").doesNotContain("--force");

        assertThat(harvestFast("a.com", "--resume")).isZero();
        assertHasRows(3000);
        assertThat(messages).contains("proven: all 3,000 rows");
    }

    @Test
    void anAccountThatIsSharedIsAskedLess() {
        restart(fast(1000).maxInFlight(1).latency(Duration.ofMillis(200)));
        assertThat(harvestFast("a.com", "--parallel", "4", "--page-size", "100"))
                .isEqualTo(5);
        assertThat(messages)
                .contains("note      resume with --resume")
                .contains("a smaller --max-in-flight or --requests-per-minute leaves room");
        assertThat(harvestFast("a.com", "--page-size", "100", "--resume", "--max-in-flight", "1"))
                .isZero();
        assertHasRows(1000);
    }

    @Test
    void ofSeveralTargetsTheOneThatNeedsANewHarvestIsNamed() {
        CommandRun first = new CommandRun();
        assertThat(first.harvest(simulator, "a.com", "b.com", "--max", "1000", "--out", folder + "/"))
                .isZero();
        simulator.fail(FaultPlan.code(40501).onPage(2).times(1));
        CommandRun second = new CommandRun();
        assertThat(second.harvest(simulator, "a.com", "b.com", "--resume", "--out", folder + "/"))
                .isEqualTo(2);
        assertThat(second.messages())
                .containsPattern("note      [ab]\\.com: begin anew with --force; --resume would fail again");
    }
}
