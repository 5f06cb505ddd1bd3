package io.backflux.cli;

import io.backflux.HarvestStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The end of a list for people. */
final class ListSummaryText {

    private static final String NOTE = "  note      ";

    private final ListSummary end;
    private final ListTally tally;
    private final Path folder;
    private final ListRequest request;
    private final boolean simulated;
    private final String next;

    /**
     * @param simulated whether the costs are only what they would have been
     * @param next the command that resumes
     */
    ListSummaryText(ListSummary end, Path folder, ListRequest request, boolean simulated, String next) {
        this.end = end;
        this.tally = end.tally();
        this.folder = folder;
        this.request = request;
        this.simulated = simulated;
        this.next = next;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(end.reason());
        lines.add("  rows      " + Figures.count(tally.rows()) + " in " + folder);
        if (tally.untouched() > 0) {
            lines.add("  before    " + Figures.counted(tally.untouched(), "target")
                    + " complete by earlier runs; nothing was bought for " + (tally.untouched() == 1 ? "it" : "them"));
        }
        Changes changes = tally.changes();
        if (changes != null) {
            lines.add("  changes   " + changes.words());
        }
        if (!tally.verdicts().isEmpty()) {
            lines.add("  proof     " + tally.verdicts());
        }
        lines.add("  requests  " + Figures.count(tally.requests()));
        lines.add("  cost      " + Figures.dollars(end.cost()) + (simulated ? " (simulated: nothing was billed)" : ""));
        lines.addAll(lost());
        lines.add("  time      " + Figures.seconds(end.elapsed()));
        lines.addAll(slowest());
        lines.addAll(notes());
        lines.addAll(failed());
        return lines;
    }

    /** What became of requests whose run was killed before their answer came. */
    private List<String> lost() {
        List<String> lines = new ArrayList<>();
        if (end.lost().signum() > 0) {
            lines.add("            and " + Figures.dollars(end.lost())
                    + " for answers that a kill or a stop has lost, by the account's balance");
        }
        if (end.unsettled() > 0) {
            lines.add("            and at most " + Figures.dollars(end.doubtful()) + " for "
                    + Figures.counted(end.unsettled(), "request") + " whose answer never came");
        }
        return lines;
    }

    private List<String> slowest() {
        List<String> slow = tally.slowest().stream()
                .filter(one -> one.time().toMillis() >= 1000)
                .map(one -> one.target() + " " + Figures.seconds(one.time()))
                .toList();
        return slow.isEmpty() ? List.of() : List.of("  slowest   " + String.join(", ", slow));
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (tally.unexpected() > 0) {
            notes.add(
                    NOTE + Figures.counted(tally.unexpected(), "value") + " of an unexpected type, kept as they came");
        }
        if (tally.replaced() > 0) {
            notes.add(NOTE + Figures.counted(tally.replaced(), "character")
                    + " cut to half a surrogate pair by the API, written as U+FFFD; --exact-text keeps such halves");
        }
        if (request.report() != null) {
            notes.add(NOTE + "each target's rows, cost and reason are in " + request.report());
        } else if (tally.count(HarvestStatus.FAILED) > tally.failed().size()) {
            notes.add(NOTE + "--report FILE.csv lists every target and its reason");
        }
        boolean open = tally.count(HarvestStatus.COMPLETE) + tally.atMaximum() < end.targets();
        if (open) {
            notes.add(NOTE + "what was bought is kept. Next: " + next
                    + (tally.isOutOfMoney() ? ", with a larger --max-cost" : "")
                    + (request.file().equals(Outputs.STANDARD_OUTPUT) ? ", with the same list" : ""));
        }
        return notes;
    }

    private List<String> failed() {
        List<String> lines = new ArrayList<>();
        tally.failed().forEach(one -> lines.add("backflux: " + one));
        int more = tally.count(HarvestStatus.FAILED) - tally.failed().size();
        if (more > 0) {
            lines.add("backflux: and " + Figures.counted(more, "more target") + " failed");
        }
        if (tally.accountRefused() != null) {
            lines.add("backflux: nothing more was requested; mend the account or its credentials first");
        }
        return lines;
    }
}
