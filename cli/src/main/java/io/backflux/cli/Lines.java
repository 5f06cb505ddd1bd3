package io.backflux.cli;

import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Progress for a log: a line every few seconds. */
final class Lines implements Progress.Face<Snapshot> {

    static final Duration EVERY = Duration.ofSeconds(5);

    private final PrintStream out;
    private volatile @Nullable Snapshot shown;

    Lines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void show(Snapshot now) {
        shown = now;
        out.println(line(now));
    }

    static String line(Snapshot now) {
        Long total = now.total();
        String of = total == null ? "" : " of " + Figures.count(total);
        return Figures.count(now.rows()) + of + " rows, " + Figures.count(Math.round(now.rowsPerSecond())) + " rows/s, "
                + (total == null ? "" : now.timeLeft() + " left, ") + now.spent();
    }

    /** The last line agrees with the summary below it. A harvest too short for a line has none. */
    @Override
    public void end(Snapshot last) {
        Snapshot before = shown;
        if (before != null && (before.requests() != last.requests() || before.rows() != last.rows())) {
            show(last);
        }
    }
}
