package io.backflux.cli;

import io.backflux.BacklinksQuery;
import io.backflux.reactor.Harvest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "estimate",
        description = "Tells what the harvest of each TARGET will come to: rows, requests, price and time, with one"
                + " and with several requests at once, and whether the account's balance will do. Costs a request for one"
                + " row each.",
        footer = {
            "Price and time are reckoned; the truth is what each answer of the harvest costs and takes.",
            "Exit codes and credentials are those of backflux harvest.",
            "",
            "Examples:",
            "  backflux estimate forbes.com --simulate --parallel 12",
            "  backflux estimate --targets domains.txt --simulate",
            "  backflux estimate forbes.com cnn.com --max 50000 --filter '[\"rank\",\">\",80]'"
        })
final class EstimateCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private TargetOptions targetOptions = new TargetOptions();

    @Mixin
    private QueryOptions queryOptions = new QueryOptions();

    @Mixin
    private ServerOptions serverOptions = new ServerOptions();

    @Mixin
    private ReportOptions reportOptions = new ReportOptions();

    EstimateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Logging.set(reportOptions.isVerbose());
        if (Refusal.of(spec, targetOptions::isList)) {
            return estimateList();
        }
        Since since = Refusal.of(spec, () -> queryOptions.since(serverOptions.name()));
        List<BacklinksQuery> queries = Refusal.of(spec, () -> queryOptions.queries(serverOptions.maxInFlight(), since));
        String name = reportOptions.summary();
        SummaryFile file = name == null ? null : Refusal.of(spec, () -> SummaryFile.of(name));
        try (Server server =
                Refusal.of(spec, () -> serverOptions.open(surroundings.environment(), surroundings.retryPolicy()))) {
            Map<String, Harvest> harvests = Refusal.of(spec, () -> harvests(queries, server));
            if (file != null) {
                Refusal.of(spec, file::check);
            }
            int sideBySide = SideBySide.within(
                            serverOptions.maxInFlight(),
                            1,
                            queryOptions.pageSize(),
                            Runtime.getRuntime().maxMemory())
                    .targets();
            EstimateReport report = new EstimateRun(harvests, sideBySide, surroundings.interrupt()).await();
            tell(report);
            if (file != null) {
                file.write(EstimateJson.bytes(report), surroundings);
            }
            return report.exitCode();
        }
    }

    private int estimateList() {
        Refusal.of(spec, () -> queryOptions.checkList(serverOptions.maxInFlight()));
        Since since = Refusal.of(spec, () -> queryOptions.since(serverOptions.name()));
        String name = reportOptions.summary();
        SummaryFile file = name == null ? null : Refusal.of(spec, () -> SummaryFile.of(name));
        if (file != null) {
            Refusal.of(spec, file::check);
        }
        try (TargetList list = Refusal.of(
                        spec,
                        () -> TargetListReading.read(
                                Objects.requireNonNull(targetOptions.file()),
                                targetOptions.column(),
                                surroundings,
                                line -> queryOptions.listed(line, since)));
                Server server = Refusal.of(
                        spec, () -> serverOptions.open(surroundings.environment(), surroundings.retryPolicy()))) {
            int atOnce = SideBySide.within(
                            serverOptions.maxInFlight(),
                            1,
                            queryOptions.pageSize(),
                            Runtime.getRuntime().maxMemory())
                    .targets();
            ListEstimate estimate = new ListEstimate(
                    list,
                    target -> queryOptions.harvest(server.client(), target.query(), queryOptions.parallel()),
                    atOnce,
                    surroundings.interrupt());
            estimate.await();
            estimate.lines(serverOptions.isSimulated()).forEach(surroundings.messages()::println);
            if (file != null) {
                file.write(EstimateJson.bytes(estimate.sum()), surroundings);
            }
            return estimate.exitCode();
        }
    }

    private Map<String, Harvest> harvests(List<BacklinksQuery> queries, Server server) {
        Map<String, Harvest> harvests = new LinkedHashMap<>();
        queries.forEach(query ->
                harvests.put(query.target(), queryOptions.harvest(server.client(), query, queryOptions.parallel())));
        return harvests;
    }

    private void tell(EstimateReport report) {
        new EstimateText(report, serverOptions.isSimulated()).lines().forEach(surroundings.messages()::println);
        reportOptions.tell(report.errors(), surroundings.messages());
    }
}
