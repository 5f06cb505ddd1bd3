package io.backflux.cli;

import io.backflux.BacklinksQuery;
import io.backflux.Checkpoint;
import io.backflux.RemainingEstimate;
import io.backflux.reactor.Harvest;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import reactor.core.Disposable;

@Command(
        name = "harvest",
        description = "Writes every backlink of each TARGET into a file: NDJSON, packed or not, CSV or Parquet.",
        footer = {
            "Credentials are read from DATAFORSEO_USERNAME and DATAFORSEO_PASSWORD.",
            "",
            "Exit codes; of several targets the gravest counts, in the order 3, 2, 5, 1, 0:",
            "    0  complete, or ended by --max or --max-cost",
            "    1  anything else, such as a full disk or a file that can't be written",
            "    2  the request is wrong: an option, a target, a filter, or the API refused it",
            "    3  the account is refused: login, payment, IP address, cost cap",
            "    5  the server failed, after retries",
            "  130  interrupted (143 by TERM, 129 by HUP)",
            "However it ends, the pages that came are in the file, and --resume resumes behind them.",
            "FILE.checkpoint beside it says where; it holds the API's token, so keep it secret.",
            "",
            "Examples:",
            "  backflux harvest forbes.com --simulate 100000 --order stable --out forbes.ndjson",
            "  backflux harvest forbes.com cnn.com --out rows/ --mode one_per_domain --summary summary.json",
            "  backflux harvest forbes.com --max 1500 --filter '[\"rank\",\">\",80]' --out - | jq .url_from",
            "  backflux harvest forbes.com --out forbes.ndjson --max-cost 5 --resume      (also for cron)",
            "  backflux harvest forbes.com --out forbes.ndjson --parallel 30 --resume",
            "  backflux harvest --targets domains.txt --out rows/ --format parquet --resume"
        })
final class HarvestCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "FILE|DIR/|-",
            description =
                    "A file, a folder (then DIR/TARGET.ndjson, or as --format says; a must for several targets), or - for standard"
                            + " output. A file that is there is refused without --resume or --force.")
    private @Nullable String out;

    @Option(
            names = "--resume",
            description =
                    "Resume where an earlier run stopped, and begin where none did. Buys nothing twice but what was"
                            + " in flight when a run was killed: a page, or with --parallel N up to N.")
    private boolean resume;

    @Option(
            names = "--force",
            description = "Begin anew where a file is there; it stays until the first page has come.")
    private boolean force;

    @Option(
            names = "--max-cost",
            paramLabel = "USD",
            converter = Converters.Dollars.class,
            description = "Never spend more, over all targets and all runs that are resumed. Several targets are"
                    + " then harvested one after the other.")
    private @Nullable BigDecimal maxCost;

    @Mixin
    private TargetOptions targetOptions = new TargetOptions();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "With --targets: a line for each target, as .ndjson or .csv: status, rows, cost, requests, verdict"
                            + " and why it failed. Only a report is overwritten.")
    private @Nullable String report;

    @Option(
            names = "--fail-fast",
            description =
                    "With --targets: stop at the first target that fails, once the pages in flight are here. Without it"
                            + " the others go on, and the exit code tells.")
    private boolean failFast;

    @Mixin
    private QueryOptions queryOptions = new QueryOptions();

    @Mixin
    private ServerOptions serverOptions = new ServerOptions();

    @Option(
            names = "--exact-text",
            description =
                    "Write half a surrogate pair, as where the API cut a text within a character, as it came, though"
                            + " jq, DuckDB and others refuse it. Without this it becomes U+FFFD, and is counted.")
    private boolean exactText;

    @Mixin
    private FormatOptions formatOptions = new FormatOptions();

    @Mixin
    private ReportOptions reportOptions = new ReportOptions();

    HarvestCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Logging.set(reportOptions.isVerbose());
        if (orRefuse(this::isList)) {
            return new ListHarvest(listRequest(), surroundings, queryOptions, serverOptions, reportOptions, spec).run();
        }
        Since since = orRefuse(() -> queryOptions.since(serverOptions.name()));
        List<BacklinksQuery> queries = orRefuse(() -> queryOptions.queries(serverOptions.maxInFlight(), since));
        Outputs outputs = orRefuse(
                () -> Outputs.of(required(out), names(queries), formatOptions.format(), reportOptions.summary()));
        Layout layout = orRefuse(() -> formatOptions.layout(outputs.format(), form(), queryOptions.columns()));
        Refusal.of(spec, () -> checkNot(since, queries, outputs));
        Existing existing = orRefuse(this::existing);
        try (Server server =
                orRefuse(() -> serverOptions.open(surroundings.environment(), surroundings.retryPolicy()))) {
            Budget budget = new Budget(maxCost);
            SideBySide atOnce = sideBySide();
            List<TargetHarvest> harvests =
                    orRefuse(() -> harvests(queries, since, outputs, layout, existing, server, budget, atOnce.slots()));
            Refusal.of(spec, outputs::prepare);
            Map<String, HarvestState> there = orRefuse(() -> FirstLook.at(harvests));
            there.forEach((target, state) -> budget.note(target, state.spent()));
            tellLowered(atOnce.slots());
            tellSmallPages(harvests, there);
            Report report = watchingTheBalance(server, harvests, () -> run(harvests, atOnce.targets()));
            tell(report);
            return summarized(report, outputs.summary());
        }
    }

    private boolean isList() {
        boolean list = targetOptions.isList();
        if (!list && (report != null || failFast)) {
            throw new IllegalArgumentException(
                    (report != null ? "--report" : "--fail-fast") + " goes with --targets FILE");
        }
        return list;
    }

    private ListRequest listRequest() {
        return new ListRequest(
                Objects.requireNonNull(targetOptions.file()),
                targetOptions.column(),
                out,
                orRefuse(this::existing),
                orRefuse(() -> formatOptions.layout(
                        RowFormat.orNdjson(formatOptions.format()), form(), queryOptions.columns())),
                maxCost,
                report,
                failFast);
    }

    private Existing existing() {
        if (resume && force) {
            throw new IllegalArgumentException("--resume and --force exclude each other");
        }
        if (resume) {
            return Existing.RESUMED;
        }
        return force ? Existing.REPLACED : Existing.REFUSED;
    }

    private TextForm form() {
        return exactText ? TextForm.EXACT : TextForm.READABLE;
    }

    private <T> T orRefuse(Supplier<T> step) {
        return Refusal.of(spec, step);
    }

    /** Not picocli's own check, which would come before it says that an option is misspelt. */
    private static String required(@Nullable String out) {
        if (out == null) {
            throw new IllegalArgumentException("where do the rows go? Add --out FILE, --out DIR/ or --out -");
        }
        return out;
    }

    private static void checkNot(Since since, List<BacklinksQuery> queries, Outputs outputs) {
        for (BacklinksQuery query : queries) {
            Path file = outputs.file(query.target());
            if (file != null) {
                since.checkNot(query.target(), FileName.of(query.target()), file);
            }
        }
    }

    private static List<String> names(List<BacklinksQuery> queries) {
        return queries.stream().map(BacklinksQuery::target).toList();
    }

    private List<TargetHarvest> harvests(
            List<BacklinksQuery> queries,
            Since since,
            Outputs outputs,
            Layout layout,
            Existing existing,
            Server server,
            Budget budget,
            int slots) {
        return queries.stream()
                .map(query -> new TargetHarvest(
                        query.target(),
                        from -> harvest(
                                queryOptions.harvest(server.client(), query, slots), from, budget.of(query.target())),
                        outputs.of(
                                query.target(),
                                surroundings,
                                serverOptions.name(),
                                existing,
                                layout,
                                since.delta(query.target(), FileName.of(query.target()))),
                        budget,
                        surroundings.interrupt()))
                .toList();
    }

    private static Harvest harvest(Harvest whole, Optional<Checkpoint> from, @Nullable BigDecimal most) {
        Harvest limited = most == null || most.signum() <= 0 ? whole : whole.maxCost(most);
        return from.map(limited::resumeFrom).orElse(limited);
    }

    private void tellLowered(int slots) {
        if (slots < queryOptions.parallel()) {
            surroundings
                    .messages()
                    .println("backflux: --parallel " + queryOptions.parallel() + " is lowered to " + slots
                            + ", because the pages of more don't fit into a heap of "
                            + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MB; JAVA_TOOL_OPTIONS=-Xmx1g makes it larger");
        }
    }

    private void tellSmallPages(List<TargetHarvest> harvests, Map<String, HarvestState> there) {
        List<RemainingEstimate> rest = harvests.stream()
                .map(harvest -> harvest.remaining(there.get(harvest.target())))
                .filter(Objects::nonNull)
                .toList();
        SmallPages.note(rest).forEach(line -> surroundings.messages().println("backflux: " + line));
    }

    /** Asked for free, and nothing waits for it. */
    private Report watchingTheBalance(Server server, List<TargetHarvest> harvests, Supplier<Report> run) {
        if (serverOptions.isSimulated()) {
            return run.get();
        }
        BalanceNote note = new BalanceNote(harvests, queryOptions.max(), maxCost, this::tellAmid);
        harvests.forEach(harvest -> harvest.watchedBy(note::look));
        Disposable question = server.client().account().subscribe(note::of, unknown -> {});
        try {
            return run.get();
        } finally {
            question.dispose();
        }
    }

    /** In place of the bar, which is drawn anew below. */
    private void tellAmid(String words) {
        String line = "backflux: " + words;
        Terminal terminal = surroundings.terminal();
        int columns = terminal.present() ? terminal.columns().getAsInt() - 1 : 0;
        surroundings
                .messages()
                .println((columns > 0 ? "\r" : "") + line + " ".repeat(Math.max(0, columns - line.length())));
    }

    private Report run(List<TargetHarvest> harvests, int sideBySide) {
        Progress<Snapshot> progress = progress(harvests);
        try {
            return new HarvestRun(harvests, sideBySide, surroundings.interrupt()).await();
        } finally {
            progress.close();
        }
    }

    private SideBySide sideBySide() {
        SideBySide all = SideBySide.within(
                serverOptions.maxInFlight(),
                queryOptions.parallel(),
                queryOptions.pageSize(),
                Runtime.getRuntime().maxMemory());
        return maxCost == null ? all : all.oneAfterTheOther();
    }

    private Progress<Snapshot> progress(List<TargetHarvest> harvests) {
        long begun = System.nanoTime();
        Supplier<Snapshot> snapshots =
                () -> Snapshot.of(harvests, queryOptions.max(), Duration.ofNanos(System.nanoTime() - begun));
        if (surroundings.terminal().present() && !reportOptions.isVerbose()) {
            String title = harvests.size() == 1 ? harvests.get(0).target() : harvests.size() + " targets";
            Bar bar = new Bar(title, surroundings.messages(), surroundings.terminal());
            return Progress.start(bar, Bar.EVERY, snapshots);
        }
        return Progress.start(new Lines(surroundings.messages()), Lines.EVERY, snapshots);
    }

    private void tell(Report report) {
        if (report.isClosedPipe()) {
            return;
        }
        if (!report.isBareFailure()) {
            new SummaryText(report, serverOptions.isSimulated(), queryOptions.parallel() > 1)
                    .lines()
                    .forEach(surroundings.messages()::println);
        }
        reportOptions.tell(report.errors(), surroundings.messages());
    }

    private int summarized(Report report, @Nullable SummaryFile file) {
        if (file != null) {
            try {
                file.write(SummaryJson.bytes(report), surroundings);
            } catch (UnwritableException | FileRefusedException e) {
                surroundings.messages().println("backflux: " + Failure.words(e));
                return report.exitCode() == 0 ? ExitCode.OTHER.number() : report.exitCode();
            }
        }
        return report.exitCode();
    }
}
