package io.backflux.cli;

import io.backflux.HarvestEstimate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An estimate for people. */
final class EstimateText {

    private static final List<String> HEADS = List.of("target", "rows", "of total", "requests", "cost", "time", "paid");
    private static final List<String> PLAN_HEADS = List.of("--parallel", "requests", "cost", "time");

    private final EstimateReport report;
    private final boolean simulated;

    /**
     * @param simulated whether nothing was paid
     */
    EstimateText(EstimateReport report, boolean simulated) {
        this.report = report;
        this.simulated = simulated;
    }

    List<String> lines() {
        HarvestEstimate sum = report.sum();
        if (sum == null) {
            return List.of();
        }
        return report.hasSeveralTargets() ? several(sum) : one(sum);
    }

    private List<String> one(HarvestEstimate estimate) {
        List<String> lines = new ArrayList<>(List.of(
                report.estimates().get(0).target() + ": estimated",
                "  rows      " + Figures.count(estimate.rows()) + " of " + Figures.count(estimate.totalCount()),
                "  requests  " + Figures.count(estimate.requests()),
                "  cost      about " + Figures.about(estimate.cost()),
                "  time      about " + time(estimate) + ", one page after the other",
                "  paid      " + paid(estimate) + " for this estimate" + simulatedNote()));
        if (estimate.balance() != null) {
            lines.add("  balance   " + balance(estimate.balance(), estimate));
        }
        lines.addAll(plans(estimate));
        return lines;
    }

    /** What several requests at once would come to. */
    private static List<String> plans(HarvestEstimate estimate) {
        Table table = new Table(0, PLAN_HEADS);
        estimate.parallel()
                .forEach(plan -> table.add(List.of(
                        Integer.toString(plan.parallelism()),
                        Figures.count(plan.requests()),
                        Figures.about(plan.cost()),
                        Figures.clock(plan.time().toSeconds()))));
        List<String> lines = new ArrayList<>();
        List<String> rows = table.lines();
        lines.add("  " + rows.get(0));
        for (int i = 0; i < estimate.parallel().size(); i++) {
            lines.add("  " + rows.get(i + 1) + "  "
                    + StrategyText.of(estimate.parallel().get(i)));
        }
        return lines;
    }

    private List<String> several(HarvestEstimate sum) {
        Table table = new Table(1, HEADS);
        report.estimates().forEach(one -> table.add(row(Table.shortened(one.target()), one.figures())));
        table.add(row("all " + report.estimates().size(), sum));
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("cost and time are about; paid is for the estimates" + simulatedNote());
        if (sum.balance() != null) {
            lines.add("the account's balance is " + balance(sum.balance(), sum));
        }
        return lines;
    }

    /** What the account has, and whether it will do. */
    static String balance(BigDecimal balance, HarvestEstimate estimate) {
        String missing = estimate.isBalanceTooSmall()
                ? ", which won't do: about " + Figures.about(estimate.cost().subtract(balance)) + " more is needed"
                : "";
        return Figures.dollars(balance) + missing;
    }

    private static List<String> row(String name, @Nullable HarvestEstimate estimate) {
        return estimate == null
                ? List.of(name, "?", "?", "?", "?", "?", "?")
                : List.of(
                        name,
                        Figures.count(estimate.rows()),
                        Figures.count(estimate.totalCount()),
                        Figures.count(estimate.requests()),
                        Figures.about(estimate.cost()),
                        time(estimate),
                        paid(estimate));
    }

    private static String time(HarvestEstimate estimate) {
        return Figures.clock(estimate.time().toSeconds());
    }

    private static String paid(HarvestEstimate estimate) {
        return Figures.dollars(estimate.paid());
    }

    private String simulatedNote() {
        return simulated ? " (simulated: nothing was billed)" : "";
    }
}
