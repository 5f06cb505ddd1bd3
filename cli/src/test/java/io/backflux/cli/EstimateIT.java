package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.FaultPlan;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstimateIT {

    @TempDir
    private Path folder;

    private final BacklinksSimulator simulator =
            CommandRun.simulator().rows(5000).start();

    @AfterEach
    void close() {
        simulator.close();
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    @Test
    void estimateTellsWhatItWillComeTo() throws IOException {
        CommandRun run = new CommandRun();
        String summary = file("estimate.json").toString();
        assertThat(run.run(simulator, "estimate", "a.com", "--summary", summary))
                .isZero();
        assertThat(run.messages())
                .contains("a.com: estimated", "5,000 of 5,000", "requests  5", "about $0.25", "0:10", "$0.02003")
                .doesNotContain("simulated");
        assertThat(run.messages().lines())
                .contains(
                        "  --parallel  requests   cost  time",
                        "           1         5  $0.25  0:10  one chain",
                        "           4         6  $0.28  0:06  offsets",
                        "          30         6  $0.28  0:04  offsets");
        assertThat(run.messages().lines()).anyMatch(line -> line.matches("  balance   \\$(1,000\\.00|999\\.97997)"));
        assertThat(simulator.requestCount()).isEqualTo(1);
        assertThat(file("estimate.json"))
                .content()
                .contains("\"target\" : \"a.com\"", "\"rows\" : 5000", "\"requests\" : 5", "\"seconds\" : 10")
                .contains("\"parallel\" : 30", "\"strategy\" : \"offsets\"", "\"seconds\" : 4");
    }

    @Test
    void estimateOfSeveralTargetsHasASum() {
        CommandRun run = new CommandRun();
        assertThat(run.run(simulator, "estimate", "a.com", "b.com", "--max", "2500", "--order", "stable"))
                .isZero();
        assertThat(run.messages().lines())
                .anyMatch(line -> line.matches("a\\.com +2,500 +5,000 +3 .*"))
                .anyMatch(line -> line.matches("all 2 +5,000 +10,000 +6 .*0:06 +\\$0\\.04006"));
        CommandRun simulated = new CommandRun();
        assertThat(simulated.execute("estimate", "a.com", "--simulate", "1000")).isZero();
        assertThat(simulated.messages()).contains("1,000 of 1,000", "simulated: nothing was billed");
    }

    @Test
    void estimateOfAnotherNumberOfRequestsAtOnceHasALineForIt() {
        CommandRun run = new CommandRun();
        assertThat(run.run(simulator, "estimate", "a.com", "--parallel", "3")).isZero();
        assertThat(run.messages().lines()).contains("           3         6  $0.28  0:06  offsets");
        CommandRun grouped = new CommandRun();
        assertThat(grouped.run(simulator, "estimate", "a.com", "--mode", "one_per_domain"))
                .isZero();
        assertThat(grouped.messages()).contains("one chain: a grouping mode may be applied");
        CommandRun sorted = new CommandRun();
        assertThat(sorted.run(simulator, "estimate", "a.com", "--order-by", "rank,desc"))
                .isZero();
        assertThat(sorted.messages()).contains("one chain: the query has an --order-by of its own");
        CommandRun unsorted = new CommandRun();
        assertThat(unsorted.run(simulator, "estimate", "a.com", "--order-by", "rank,desc", "--order", "any"))
                .isZero();
        assertThat(unsorted.messages()).contains("0:04  offsets");
    }

    @Test
    void estimateFailsAsAHarvestDoes() {
        simulator.fail(FaultPlan.code(40501).onRequest(1));
        CommandRun run = new CommandRun();
        assertThat(run.run(simulator, "estimate", "a.com", "b.com", "--max-in-flight", "1"))
                .isEqualTo(2);
        assertThat(run.messages()).contains("40501", "?", "5,000");
        simulator.clearFaults();
        simulator.fail(FaultPlan.code(40210));
        simulator.resetCounters();
        CommandRun refused = new CommandRun();
        assertThat(refused.run(simulator, "estimate", "a.com", "b.com", "--max-in-flight", "1"))
                .isEqualTo(3);
        assertThat(simulator.requestCount()).isEqualTo(1);
        assertThat(refused.messages()).containsOnlyOnce("40210").doesNotContain(CommandRun.SECRET);
    }

    @Test
    void estimateSaysWhenTheBalanceWontDo() throws IOException {
        simulator.balance(new BigDecimal("0.12"));
        CommandRun run = new CommandRun();
        String summary = file("estimate.json").toString();
        assertThat(run.run(simulator, "estimate", "a.com", "--summary", summary))
                .isZero();
        assertThat(run.messages().lines())
                .anyMatch(
                        line -> line.matches("  balance   \\$0\\.(12|09997), which won't do: about .* more is needed"));
        assertThat(file("estimate.json")).content().contains("\"balance\" : 0.");
        assertThat(run.messages()).doesNotContain(simulator.username());

        CommandRun two = new CommandRun();
        assertThat(two.run(simulator, "estimate", "a.com", "b.com")).isZero();
        assertThat(two.messages().lines())
                .anyMatch(line -> line.matches("the account's balance is \\$0\\.0.*, which won't do: about .*"));
        assertThat(simulator.accountRequestCount()).isEqualTo(2);
    }

    @Test
    void estimateDoesWithoutABalanceThatIsNotTold() {
        simulator.failAccount(FaultPlan.code(40400));
        CommandRun run = new CommandRun();
        assertThat(run.run(simulator, "estimate", "a.com")).isZero();
        assertThat(run.messages()).contains("about $0.25").doesNotContain("balance", "40400");
    }
}
