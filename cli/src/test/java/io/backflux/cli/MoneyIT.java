package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.simulator.Fault;
import io.backflux.simulator.FaultPlan;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** A page of 1000 rows costs $0.05. */
class MoneyIT extends SimulatedCommand {

    MoneyIT() {
        super(CommandRun.simulator().rows(5000).rows("none.com", 0));
    }

    @Test
    void threePagesForSixteenCentsAndTheRestForMore() throws IOException {
        String out = file("rows.ndjson").toString();
        String summary = file("summary.json").toString();
        assertThat(harvest("a.com", "--out", out, "--max-cost", "0.16", "--summary", summary))
                .isZero();
        assertThat(simulator.requestCount()).isEqualTo(3);
        assertThat(simulator.billed()).isEqualByComparingTo("0.15");
        assertThat(file("rows.ndjson")).content().hasLineCount(3000);
        assertThat(file("summary.json")).content().contains("\"status\" : \"limited\"");
        assertThat(messages)
                .contains(
                        "a.com: limited, --max-cost of $0.16 leaves no room for another page: $0.15 spent",
                        "resume with --resume --max-cost MORE");

        assertThat(harvest("a.com", "--out", out, "--resume", "--max-cost", "0.16"))
                .isZero();
        assertThat(simulator.requestCount()).isEqualTo(3);
        assertThat(harvest("a.com", "--out", out, "--resume", "--max-cost", "10"))
                .isZero();
        assertThat(simulator.requestCount()).isEqualTo(5);
        assertThat(messages).contains("of these, 3,000 rows, 3 requests and $0.15 by earlier runs", "$0.25");

        assertThat(harvest("a.com", "--out", file("whole.ndjson").toString())).isZero();
        assertThat(file("rows.ndjson")).hasSameBinaryContentAs(file("whole.ndjson"));
    }

    @Test
    void noPageIsBoughtForLessThanItMayCost() {
        assertThat(harvest("a.com", "--out", file("rows.ndjson").toString(), "--max-cost", "0.01"))
                .isZero();
        assertThat(simulator.requestCount()).isZero();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void targetsTogetherNeverCostMoreOverAllRuns() throws IOException {
        String out = folder + "/rows/";
        assertThat(harvest("a.com", "none.com", "b.com", "c.com", "--out", out, "--max-cost", "0.41"))
                .isZero();
        assertThat(simulator.billed()).isEqualByComparingTo("0.37");
        assertThat(file("rows/a.com.ndjson")).content().hasLineCount(5000);
        assertThat(file("rows/b.com.ndjson")).content().hasLineCount(2000);
        assertThat(messages).contains("2 of 4 targets were limited", "--resume --max-cost MORE");

        assertThat(harvest("a.com", "none.com", "b.com", "c.com", "--out", out, "--resume", "--max-cost", "0.41"))
                .isZero();
        assertThat(simulator.billed()).isEqualByComparingTo("0.37");
        assertThat(harvest("c.com", "a.com", "none.com", "b.com", "--out", out, "--resume", "--max-cost", "0.8"))
                .isZero();
        assertThat(simulator.billed()).isEqualByComparingTo("0.77");
        assertThat(messages).contains("all 4 targets are complete");
    }

    @Test
    void targetThatIsWholeStaysSoThoughTheMoneyIsUsedUp() {
        String out = folder + "/rows/";
        assertThat(harvest("a.com", "b.com", "--out", out)).isZero();
        simulator.resetCounters();
        assertThat(harvest("a.com", "b.com", "--out", out, "--resume", "--max-cost", "0.25"))
                .isZero();
        assertThat(messages).contains("all 2 targets are complete");
        assertThat(simulator.requestCount()).isZero();
    }

    @Test
    void whatBrokeOffBeforeItsPriceIsReckonedWith() throws IOException {
        simulator.fail(FaultPlan.of(Fault.RESET_BEFORE_ANSWER).onRequest(2));
        String out = folder + "/rows/";
        assertThat(harvest("a.com", "b.com", "--out", out, "--max-cost", "0.16"))
                .isEqualTo(5);
        assertThat(Files.readString(file("rows/a.com.ndjson.checkpoint"))).contains("\"unpriced\":\"0.05\"");
        BigDecimal first = simulator.billed();
        assertThat(first).isLessThanOrEqualTo(new BigDecimal("0.11"));

        simulator.clearFaults();
        assertThat(harvest("a.com", "b.com", "--out", out, "--resume", "--max-cost", "0.16"))
                .isZero();
        assertThat(simulator.billed()).isLessThanOrEqualTo(new BigDecimal("0.11"));
    }

    @Test
    void streamHasAMostToo() {
        CommandRun run = new CommandRun();
        assertThat(run.harvest(simulator, "a.com", "--out", "-", "--max-cost", "0.11"))
                .isZero();
        assertThat(run.rows()).hasLineCount(2000);
        assertThat(run.messages()).doesNotContain("--resume");
    }

    @Test
    void stableOrderIsAskedForAndGoneOnWith() throws IOException {
        String out = file("rows.ndjson").toString();
        assertThat(harvest("a.com", "--out", out, "--order", "stable", "--max", "1000"))
                .isZero();
        assertThat(harvest("a.com", "--out", out, "--resume")).isZero();
        assertThat(simulator.requests())
                .allSatisfy(request -> assertThat(request.rawBody())
                        .contains("\"order_by\":[\"first_seen,asc\",\"url_from,asc\",\"url_to,asc\"]"));
        assertThat(Files.readAllLines(file("rows.ndjson"))).hasSize(5000).doesNotHaveDuplicates();
        assertThat(harvest("a.com", "--out", out, "--resume", "--order-by", "rank,desc"))
                .isEqualTo(2);
    }

    @Test
    void aBalanceThatWontDoIsToldAndRefusesNothing() {
        simulator.balance(new BigDecimal("0.12"));
        simulator.fail(FaultPlan.of(Fault.SLOW_DRIP));
        assertThat(harvest("a.com", "--out", file("rows.ndjson").toString())).isZero();
        assertThat(simulator.requestCount()).isEqualTo(5);
        assertThat(simulator.accountRequestCount()).isEqualTo(1);
        assertThat(messages)
                .containsOnlyOnce("won't do")
                .contains("backflux: the account's balance of $0.")
                .contains("about $0.", "what has come by then is kept, and --resume resumes there")
                .contains("a.com: complete");
    }

    @Test
    void nothingIsSaidOfABalanceThatDoes() {
        simulator.balance(new BigDecimal("0.16"));
        simulator.fail(FaultPlan.of(Fault.SLOW_DRIP));
        assertThat(harvest("a.com", "--out", file("rows.ndjson").toString(), "--max-cost", "0.15"))
                .isZero();
        assertThat(messages).doesNotContain("balance");
        simulator.balance(new BigDecimal("0.11"));
        assertThat(harvest("b.com", "--out", file("some.ndjson").toString(), "--max", "2000"))
                .isZero();
        assertThat(messages).doesNotContain("balance");
        simulator.failAccount(FaultPlan.code(40203));
        assertThat(harvest("c.com", "--out", file("more.ndjson").toString())).isZero();
        assertThat(messages).doesNotContain("balance");
        assertThat(simulator.accountRequestCount()).isEqualTo(3);
    }
}
