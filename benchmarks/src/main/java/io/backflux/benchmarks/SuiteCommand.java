package io.backflux.benchmarks;

import io.backflux.benchmarks.report.SavedRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs one suite, or one after another. */
@Command(
        description = "Measures, prints tables, and writes results and charts.",
        usageHelpAutoWidth = true,
        sortOptions = false)
final class SuiteCommand implements Callable<Integer> {

    private static final int FORKS = 5;
    private static final Pattern ALL = Pattern.compile("");
    private static final String NONE = "none";

    private final List<Suite> suites;

    @Mixin
    private final HelpOption help = new HelpOption();

    @Spec
    @Nullable CommandSpec spec;

    @Option(
            names = "--forks",
            paramLabel = "N",
            description = "JVMs for each figure, interleaved with those of other subjects; 5, or 1 with --quick.")
    @Nullable Integer forks;

    @Option(names = "--quick", description = "Short and rough, to see that it works.")
    boolean quick;

    @Option(
            names = "--only",
            paramLabel = "REGEX",
            description = "Measure only subjects in whose names this is found, such as '^(backflux|jackson)'.")
    Pattern only = ALL;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Where results go; benchmarks/results/SUITE.json, and nowhere with --quick or --only.")
    @Nullable Path json;

    @Option(
            names = "--chart",
            paramLabel = "FILE",
            description = "Where the chart goes; docs/benchmarks-SUITE.svg, and nowhere with --quick or --only."
                    + " 'none' draws none.")
    @Nullable String chart;

    SuiteCommand(List<Suite> suites) {
        this.suites = suites;
    }

    @Override
    public Integer call() throws Exception {
        if (suites.size() > 1 && (json != null || (chart != null && !chart.equals(NONE)))) {
            throw refusal("several suites can't go into one file");
        }
        for (Suite suite : suites) {
            run(suite);
        }
        return 0;
    }

    private ParameterException refusal(String what) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), what);
    }

    private void run(Suite suite) throws Exception {
        List<Result> results = suite.run(new RunOptions(rounds(), quick, only));
        if (results.isEmpty()) {
            System.err.println(suite.name() + ": no subject is called so");
            return;
        }
        SavedRun run = SavedRun.now(suite.name(), quick, results);
        System.out.println(run.text());
        if (json != null) {
            run.write(json);
        } else if (isWhole()) {
            run.write(Project.results(suite.name()));
        }
        if (chart != null && !chart.equals(NONE)) {
            run.draw(Path.of(chart));
        } else if (chart == null && isWhole()) {
            run.draw(Project.chart(suite.name()));
        }
    }

    private int rounds() {
        return forks != null ? forks : quick ? 1 : FORKS;
    }

    /** Whether what is measured may take the place of what is kept. */
    private boolean isWhole() {
        return !quick && only.pattern().isEmpty();
    }
}
