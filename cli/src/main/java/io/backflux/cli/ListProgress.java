package io.backflux.cli;

import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The progress of a list: for somebody who watches a line that is drawn over itself, for a log a line every few seconds. */
final class ListProgress {

    private static final int LONGEST_TARGET = 30;

    private ListProgress() {}

    /** On a terminal. */
    static final class Watched implements Progress.Face<ListSnapshot> {

        private final boolean unicode;
        private final LiveLine line;
        private volatile @Nullable ListSnapshot latest;

        Watched(PrintStream out, Terminal terminal) {
            this.unicode = terminal.unicode();
            this.line = new LiveLine(out, terminal, this::latestLine);
        }

        @Override
        public void show(ListSnapshot now) {
            latest = now;
        }

        @Override
        public void end(ListSnapshot last) {
            latest = last;
            line.close();
        }

        private String latestLine(int columns) {
            ListSnapshot now = latest;
            return now == null ? "" : line(now, columns, unicode);
        }
    }

    /** In a log. */
    static final class Logged implements Progress.Face<ListSnapshot> {

        private final PrintStream out;
        private volatile @Nullable ListSnapshot shown;

        Logged(PrintStream out) {
            this.out = out;
        }

        @Override
        public void show(ListSnapshot now) {
            shown = now;
            out.println(line(now));
        }

        /** The last line agrees with the summary below it. A harvest too short for a line has none. */
        @Override
        public void end(ListSnapshot last) {
            ListSnapshot before = shown;
            if (before != null && (before.over() != last.over() || before.requests() != last.requests())) {
                show(last);
            }
        }
    }

    /** What doesn't fit is left out from the right, where the least important stands. */
    static String line(ListSnapshot now, int columns, boolean unicode) {
        String head = (int) (100 * now.done()) + "%";
        String tail = " " + line(now);
        return DisplayText.fit(
                head + LiveLine.bar(now.done(), columns - head.length() - tail.length() - 1, unicode) + tail, columns);
    }

    static String line(ListSnapshot now) {
        return Figures.count(now.over()) + "/" + Figures.count(now.targets()) + " targets, "
                + now.timeLeft() + " left, " + Figures.dollars(now.cost()) + ", " + Figures.count(now.rows())
                + " rows, " + Figures.count(Math.round(now.rowsPerSecond())) + "/s"
                + failed(now) + slowest(now);
    }

    private static String failed(ListSnapshot now) {
        String last = now.lastFailed();
        return last == null
                ? ""
                : ", " + Figures.count(now.failed()) + " failed: " + name(last) + (now.failed() > 1 ? " ..." : "");
    }

    private static String slowest(ListSnapshot now) {
        String slowest = now.slowest();
        Duration since = now.slowestFor();
        return slowest == null ? "" : ", slowest: " + name(slowest) + " " + Figures.clock(since.toSeconds());
    }

    private static String name(String target) {
        return DisplayText.columns(target) <= LONGEST_TARGET
                ? target
                : DisplayText.cut(target, LONGEST_TARGET - 3) + "...";
    }
}
