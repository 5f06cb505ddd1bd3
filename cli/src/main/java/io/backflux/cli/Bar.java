package io.backflux.cli;

import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Progress for somebody who watches: a line with a bar in it, drawn over itself. */
final class Bar implements Progress.Face<Snapshot> {

    static final Duration EVERY = LiveLine.EVERY;

    private static final int LONGEST_TITLE = 24;
    private static final int CELLS_FRAME = 3;

    private final String title;
    private final boolean unicode;
    private final LiveLine bar;
    private volatile @Nullable Snapshot latest;

    Bar(String title, PrintStream out, Terminal terminal) {
        this.title =
                DisplayText.columns(title) <= LONGEST_TITLE ? title : DisplayText.cut(title, LONGEST_TITLE - 3) + "...";
        this.unicode = terminal.unicode();
        this.bar = new LiveLine(out, terminal, this::latestLine);
    }

    @Override
    public void show(Snapshot now) {
        latest = now;
    }

    @Override
    public void end(Snapshot last) {
        latest = last;
        bar.close();
    }

    private String latestLine(int columns) {
        Snapshot now = latest;
        return now == null ? title : line(now, columns);
    }

    /** Cut where the terminal is too narrow, and without the bar where there is no room or no total. */
    String line(Snapshot now, int columns) {
        Long total = now.total();
        String rate = ", " + Figures.count(Math.round(now.rowsPerSecond())) + "/s, ";
        String line;
        if (total == null) {
            line = title + " " + Figures.count(now.rows()) + " rows" + rate + now.spent();
        } else {
            double done = total == 0 ? 1 : Math.min(1, (double) now.rows() / total);
            String head = title + " " + (int) (100 * done) + "%";
            String tail = " " + Figures.count(now.rows()) + "/" + Figures.count(total) + rate + now.timeLeft()
                    + " left, " + now.spent();
            line = head + drawn(now, done, columns - DisplayText.columns(head) - tail.length() - 1) + tail;
        }
        return DisplayText.fit(line, columns);
    }

    /** The bar, and for a parallel harvest a cell a range; where there is no room for both, the cells. */
    private String drawn(Snapshot now, double done, int room) {
        String cells = Cells.of(now.ranges(), room - CELLS_FRAME, unicode);
        return cells.isEmpty() ? bar(done, room) : bar(done, room - CELLS_FRAME - cells.length()) + " [" + cells + "]";
    }

    private String bar(double done, int room) {
        return LiveLine.bar(done, room, unicode);
    }
}
