package io.backflux.cli;

import io.backflux.AccountStatus;
import io.backflux.Checkpoint;
import io.backflux.reactor.Harvest;
import io.backflux.reactor.SharedSlots;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Harvests the targets of a list: from its first line, by way of what is in the way, to the summary. */
final class ListHarvest {

    private static final Duration LONGEST_QUESTION = Duration.ofSeconds(10);

    private final ListRequest request;
    private final Surroundings surroundings;
    private final QueryOptions queryOptions;
    private final ServerOptions serverOptions;
    private final ReportOptions reportOptions;
    private final @Nullable CommandSpec spec;
    private final ListTally tally = new ListTally();
    private @Nullable Since since;

    ListHarvest(
            ListRequest request,
            Surroundings surroundings,
            QueryOptions queryOptions,
            ServerOptions serverOptions,
            ReportOptions reportOptions,
            @Nullable CommandSpec spec) {
        this.request = request;
        this.surroundings = surroundings;
        this.queryOptions = queryOptions;
        this.serverOptions = serverOptions;
        this.reportOptions = reportOptions;
        this.spec = spec;
    }

    /** The exit code. */
    int run() {
        orRefuse(() -> queryOptions.checkList(serverOptions.maxInFlight()));
        Path folder = orRefuse(() -> folder(request.out()));
        Refusal.of(spec, () -> since().checkNot(folder));
        String reportName = request.report();
        ReportFile report = reportName == null ? null : orRefuse(() -> ReportFile.of(reportName, since().isSet()));
        String summaryName = reportOptions.summary();
        SummaryFile summary = summaryName == null ? null : orRefuse(() -> SummaryFile.of(summaryName));
        if (summary != null) {
            Refusal.of(spec, summary::check);
        }
        try (TargetList list = orRefuse(this::list)) {
            tellRepeats(list);
            return run(list, folder, report, summary);
        }
    }

    private RowFormat format() {
        return request.layout().format();
    }

    private <T> T orRefuse(Supplier<T> step) {
        return Refusal.of(spec, step);
    }

    private Since since() {
        Since known = since;
        if (known == null) {
            known = queryOptions.since(serverOptions.name());
            since = known;
        }
        return known;
    }

    private TargetList list() {
        return TargetListReading.read(
                request.file(), request.column(), surroundings, line -> queryOptions.listed(line, since()));
    }

    private static Path folder(@Nullable String out) {
        if (out == null) {
            throw new IllegalArgumentException(
                    "where do the rows go? Add --out DIR/, a folder with a file for each target");
        }
        Path path = Outputs.path("--out", out);
        if (out.equals(Outputs.STANDARD_OUTPUT) || !Outputs.isFolder(out, path)) {
            throw new IllegalArgumentException("for a list of targets --out must be a folder, such as \"rows/\"");
        }
        return path;
    }

    private void tellRepeats(TargetList list) {
        list.repeats().lines().forEach(this::tell);
        if (list.repeats().count() > 0) {
            tell("each of these is harvested once");
        }
    }

    private void tell(String words) {
        surroundings.messages().println("backflux: " + words);
    }

    private int run(TargetList list, Path folder, @Nullable ReportFile report, @Nullable SummaryFile summary) {
        NumberByHash numbers = new NumberByHash();
        list.forEach(target -> numbers.putIfAbsent(Hashes.of(target.fileName()), target.number()));
        ListFolder place = new ListFolder(folder, list.size() > ListFolder.MOST_FILES, format());
        Refusal.of(spec, () -> refuseThere(list, place));
        Refusal.of(spec, () -> refuseReport(list, place, report));
        try (Server server = orRefuse(() -> serverOptions.open(
                        surroundings.environment(), surroundings.retryPolicy(), LedgerTransport::new));
                Ledger ledger = orRefuse(() -> ledger(place, numbers, list.size()))) {
            ListFolder files = new ListFolder(folder, ledger.inFolders(), format());
            files.make();
            if (ledger.unreadable() > 0) {
                tell(Figures.counted(ledger.unreadable(), "line") + " of " + folder.resolve(Ledger.NAME)
                        + " can't be read, as after a power cut; what those requests cost is not in the report");
            }
            noteBalance(server, ledger);
            if (report != null) {
                report.open();
            }
            return harvest(list, files, ledger, server, report, summary);
        } catch (IOException e) {
            throw new UnwritableException(folder.resolve(Ledger.NAME).toString(), e);
        }
    }

    private Ledger ledger(ListFolder place, NumberByHash numbers, int targets) {
        new ListFolder(place.folder(), false, format()).make();
        LedgerHead head = new LedgerHead(
                place.inFolders(), format(), request.layout().selected().words());
        return Ledger.open(place.folder(), request.existing(), head, numbers, targets);
    }

    /** Asked for free; where it can't be had, what a kill has lost stays in doubt. */
    private void noteBalance(Server server, Ledger ledger) {
        if (serverOptions.isSimulated()) {
            return;
        }
        AccountStatus account = server.client()
                .account()
                .timeout(LONGEST_QUESTION)
                .onErrorComplete()
                .block();
        BigDecimal balance = account == null ? null : account.balance();
        if (balance != null) {
            ledger.balance(balance);
        }
    }

    /** Before anything is made or bought, as many files may be in the way as there are targets. */
    private void refuseThere(TargetList list, ListFolder place) {
        if (request.existing() != Existing.REFUSED || !Files.isDirectory(place.folder())) {
            return;
        }
        Path first = null;
        int there = 0;
        for (ListedTarget target : list) {
            Path file = place.of(target.fileName());
            if (Files.exists(file)) {
                first = first == null ? file : first;
                there++;
            }
        }
        if (first != null) {
            throw new FileRefusedException(
                    first + (there == 1 ? " is" : " and " + Figures.counted(there - 1, "more file") + " are")
                            + " there already; --resume resumes them, --force begins anew");
        }
    }

    private static void refuseReport(TargetList list, ListFolder place, @Nullable ReportFile report) {
        if (report == null) {
            return;
        }
        for (ListedTarget target : list) {
            Path rows = place.of(target.fileName());
            if (rows.endsWith(report.name()) && report.isAt(rows)) {
                throw new IllegalArgumentException(
                        "--report must be another file than that of the rows of " + target.target());
            }
        }
    }

    private int harvest(
            TargetList list,
            ListFolder files,
            Ledger ledger,
            Server server,
            @Nullable ReportFile report,
            @Nullable SummaryFile summary) {
        int most = SideBySide.within(
                        serverOptions.maxInFlight(),
                        1,
                        queryOptions.pageSize(),
                        Runtime.getRuntime().maxMemory())
                .targets();
        if (most < serverOptions.maxInFlight()) {
            tell("--max-in-flight " + serverOptions.maxInFlight() + " is lowered to " + most
                    + ", because the pages of more don't fit into a heap of "
                    + (Runtime.getRuntime().maxMemory() >> 20) + " MB; JAVA_TOOL_OPTIONS=-Xmx1g makes it larger");
        }
        Budget budget = new Budget(request.maxCost(), () -> ledger.committed(queryOptions.pageSize()));
        ListRun run = new ListRun(
                list,
                (target, lease) -> harvest(target, lease, files, ledger, server, budget, most),
                SharedSlots.of(most),
                request.maxCost() == null ? most : 1,
                surroundings.interrupt(),
                request.failFast(),
                tally);
        long begun = System.nanoTime();
        Supplier<ListSnapshot> snapshots =
                () -> tally.snapshot(list.size(), ledger.cost(), Duration.ofNanos(System.nanoTime() - begun));
        Progress<ListSnapshot> progress = progress(snapshots);
        try {
            run.await((target, outcome) -> {
                Ledger.Entry entry = ledger.entry(target);
                tally.ended(target, outcome, entry);
                if (report != null) {
                    report.add(target, outcome, entry);
                }
            });
        } finally {
            progress.close();
        }
        if (report != null) {
            report.addLost(ledger.lost());
            report.finish();
        }
        ListSummary end = new ListSummary(
                tally,
                list.size(),
                ledger.cost(),
                ledger.lost(),
                ledger.unsettled(),
                ledger.doubtful(queryOptions.pageSize()),
                snapshots.get().elapsed(),
                surroundings.interrupt());
        return tell(end, files, summary);
    }

    private TargetHarvest harvest(
            ListedTarget target,
            SharedSlots.Lease lease,
            ListFolder files,
            Ledger ledger,
            Server server,
            Budget budget,
            int slots) {
        Destination destination = new ResumableFile(
                surroundings.disk(),
                files.of(target.fileName()),
                serverOptions.name(),
                request.existing(),
                request.layout().of(target.target()),
                since().delta(target.target(), target.fileName()));
        TargetHarvest harvest = new TargetHarvest(
                target.target(),
                from -> harvest(
                        queryOptions
                                .harvestOfList(server.client(), target.query(), slots)
                                .slots(lease),
                        from,
                        budget.of(target.target())),
                destination,
                budget,
                surroundings.interrupt());
        harvest.notedIn(ledger.entry(target));
        return harvest;
    }

    /** What an earlier run has paid is in the ledger already, and counts for the library once more. */
    private static Harvest harvest(Harvest whole, Optional<Checkpoint> from, @Nullable BigDecimal left) {
        BigDecimal paid = from.map(Checkpoint::cost).orElse(BigDecimal.ZERO);
        Harvest limited = left == null || left.signum() <= 0 ? whole : whole.maxCost(left.add(paid));
        return from.map(limited::resumeFrom).orElse(limited);
    }

    private Progress<ListSnapshot> progress(Supplier<ListSnapshot> snapshots) {
        if (surroundings.terminal().present() && !reportOptions.isVerbose()) {
            return Progress.start(
                    new ListProgress.Watched(surroundings.messages(), surroundings.terminal()),
                    LiveLine.EVERY,
                    snapshots);
        }
        return Progress.start(new ListProgress.Logged(surroundings.messages()), Lines.EVERY, snapshots);
    }

    private int tell(ListSummary end, ListFolder files, @Nullable SummaryFile summary) {
        new ListSummaryText(end, files.folder(), request, serverOptions.isSimulated(), NextCommand.of(spec))
                .lines()
                .forEach(surroundings.messages()::println);
        if (summary != null) {
            try {
                summary.write(ListSummaryJson.bytes(end), surroundings);
            } catch (UnwritableException | FileRefusedException e) {
                tell(Failure.words(e));
                return end.exitCode() == 0 ? ExitCode.OTHER.number() : end.exitCode();
            }
        }
        return end.exitCode();
    }
}
