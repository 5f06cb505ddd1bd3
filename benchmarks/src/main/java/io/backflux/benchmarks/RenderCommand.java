package io.backflux.benchmarks;

import io.backflux.benchmarks.report.SavedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tables and charts of results that lie there already. */
@Command(
        description = "Prints tables and draws charts of saved results, without measuring.",
        usageHelpAutoWidth = true,
        sortOptions = false)
final class RenderCommand implements Callable<Integer> {

    @Mixin
    private final HelpOption help = new HelpOption();

    @Parameters(paramLabel = "FILE", description = "Saved results; all in benchmarks/results unless given.")
    List<Path> files = new ArrayList<>();

    @Option(names = "--markdown", description = "Print the tables in Markdown.")
    boolean markdown;

    @Option(
            names = "--chart",
            paramLabel = "none",
            description = "Draw no charts; they go to docs/benchmarks-SUITE.svg otherwise.")
    String chart = "";

    @Override
    public Integer call() throws IOException {
        for (Path file : files.isEmpty() ? Project.savedResults() : files) {
            SavedRun run = SavedRun.read(file);
            System.out.println(markdown ? run.markdown() : run.text());
            if (!chart.equals("none")) {
                run.draw(Project.chart(run.suite()));
            }
        }
        return 0;
    }
}
