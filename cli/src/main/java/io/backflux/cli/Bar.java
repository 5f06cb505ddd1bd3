package io.backflux.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.IntSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** Progress for somebody who watches: a line with a bar in it, drawn over itself. */
final class Bar implements Progress.Face {

    static final Duration EVERY = Duration.ofMillis(200);

    private static final int LONGEST_TITLE = 24;
    private static final int LONGEST_BAR = 30;
    private static final int SHORTEST_BAR = 5;
    private static final int CELLS_FRAME = 3;

    /** The last column stays free, since some terminals wrap behind it. */
    private static final class ResizedConsole extends ConsoleProgressBarConsumer {

        private final PrintStream out;
        private final IntSupplier columns;

        ResizedConsole(PrintStream out, IntSupplier columns) {
            super(out);
            this.out = out;
            this.columns = columns;
        }

        /** What is drawn fits already, and was cut where a character ends. */
        @Override
        public void accept(String line) {
            out.print('\r' + line);
        }

        @Override
        public int getMaxRenderedLength() {
            return Math.max(1, columns.getAsInt() - 1);
        }
    }

    private final String title;
    private final boolean unicode;
    private final ProgressBar bar;
    private volatile @Nullable Snapshot latest;

    Bar(String title, PrintStream out, Terminal terminal) {
        this.title =
                DisplayText.columns(title) <= LONGEST_TITLE ? title : DisplayText.cut(title, LONGEST_TITLE - 3) + "...";
        this.unicode = terminal.unicode();
        this.bar = new ProgressBarBuilder()
                .setInitialMax(-1)
                .setUpdateIntervalMillis((int) EVERY.toMillis())
                .continuousUpdate()
                .setConsumer(new ResizedConsole(out, terminal.columns()))
                .setRenderer((state, columns) -> latestLine(columns))
                .build();
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
        int width = Math.min(room, LONGEST_BAR);
        if (width < SHORTEST_BAR) {
            return "";
        }
        int full = (int) (done * width);
        return " " + (unicode ? "█" : "#").repeat(full) + (unicode ? "░" : ".").repeat(width - full);
    }
}
