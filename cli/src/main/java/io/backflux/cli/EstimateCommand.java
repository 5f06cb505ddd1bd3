package io.backflux.cli;

import io.backflux.BacklinksQuery;
import io.backflux.reactor.Harvest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "estimate",
        description = "Tells what the harvest of each TARGET will come to: rows, requests, price and time, with one"
                + " and with several requests at once. Costs a request for one row each.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        footerHeading = "%n",
        footer = {
            "Price and time are reckoned; the truth is what each answer of the harvest costs and takes.",
            "Exit codes and credentials are those of backflux harvest.",
            "",
            "Examples:",
            "  backflux estimate forbes.com --simulate --parallel 12",
            "  backflux estimate forbes.com cnn.com --max 50000 --filter '[\"rank\",\">\",80]'"
        })
final class EstimateCommand implements Callable<Integer>, Verbose {

    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "TARGET",
            description = "A domain, such as forbes.com, or a page, such as https://forbes.com/about.")
    private List<String> targets = new ArrayList<>();

    @Mixin
    private QueryOptions queryOptions = new QueryOptions();

    @Mixin
    private ServerOptions serverOptions = new ServerOptions();

    @Option(
            names = "--summary",
            paramLabel = "FILE|-",
            description = "Write it as JSON, too; only a summary is overwritten. - for standard output.")
    private @Nullable String summary;

    @Option(names = "--verbose", description = "Say more: retries and their reasons, and where an error came from.")
    private boolean verbose;

    EstimateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public boolean isVerbose() {
        return verbose;
    }

    @Override
    public Integer call() {
        Logging.set(verbose);
        List<BacklinksQuery> queries =
                Refusal.of(spec, () -> queryOptions.queries(targets, serverOptions.maxInFlight()));
        String name = summary;
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

    private Map<String, Harvest> harvests(List<BacklinksQuery> queries, Server server) {
        Map<String, Harvest> harvests = new LinkedHashMap<>();
        queries.forEach(query ->
                harvests.put(query.target(), queryOptions.harvest(server.client(), query, queryOptions.parallel())));
        return harvests;
    }

    private void tell(EstimateReport report) {
        new EstimateText(report, serverOptions.isSimulated()).lines().forEach(surroundings.messages()::println);
        Failure.lines(report.errors()).forEach(line -> surroundings.messages().println("backflux: " + line));
        if (verbose) {
            report.errors().forEach(error -> Failure.trace(error, surroundings.messages()));
        }
    }
}
