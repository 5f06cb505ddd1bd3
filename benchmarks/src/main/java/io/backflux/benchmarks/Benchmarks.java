package io.backflux.benchmarks;

import io.backflux.benchmarks.emission.EmissionSuite;
import io.backflux.benchmarks.harvest.HarvestSuite;
import io.backflux.benchmarks.harvest.ScaleSuite;
import io.backflux.benchmarks.parallel.ParallelSuite;
import io.backflux.benchmarks.quota.QuotaSuite;
import io.backflux.benchmarks.reader.ReaderSuite;
import io.backflux.benchmarks.service.ServiceCommand;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command line of the benchmarks. */
@Command(
        name = "benchmarks/run",
        description = "Measures this library beside what else one would use.",
        synopsisSubcommandLabel = "SUITE",
        usageHelpAutoWidth = true)
public final class Benchmarks {

    private static final List<Suite> SUITES = List.of(
            new ReaderSuite(), //
            new QuotaSuite(),
            new EmissionSuite(),
            new HarvestSuite(),
            new ScaleSuite(),
            new ParallelSuite());

    @Mixin
    private final HelpOption help = new HelpOption();

    private Benchmarks() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Benchmarks());
        SUITES.forEach(suite -> commandLine.addSubcommand(suite.name(), new SuiteCommand(List.of(suite))));
        return commandLine
                .addSubcommand("all", new SuiteCommand(SUITES))
                .addSubcommand("render", new RenderCommand())
                .addSubcommand("service", new ServiceCommand());
    }
}
