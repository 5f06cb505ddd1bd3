package io.backflux.samples.harvest;

import java.io.PrintStream;
import java.time.Duration;

/** Progress for a log: a line every few seconds. */
final class Lines implements Progress.Face {

    static final Duration EVERY = Duration.ofSeconds(5);

    private final PrintStream out;

    Lines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void show(Snapshot now) {
        out.println(line(now));
    }

    static String line(Snapshot now) {
        Long total = now.total();
        String of = total == null ? "" : " of " + Figures.count(total);
        return Figures.count(now.rows()) + of + " rows, " + Figures.count(Math.round(now.rowsPerSecond())) + " rows/s, "
                + (total == null ? "" : now.timeLeft() + " left, ") + now.spent();
    }

    @Override
    public void end(Snapshot last) {}
}
