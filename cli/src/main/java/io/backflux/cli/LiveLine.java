package io.backflux.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** A line on a terminal that is drawn over itself, until it is closed. */
final class LiveLine implements AutoCloseable {

    static final Duration EVERY = Duration.ofMillis(200);

    private static final int LONGEST_BAR = 30;
    private static final int SHORTEST_BAR = 5;

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

    private final ProgressBar bar;

    /**
     * @param line what is to be there, by how many columns there are
     */
    LiveLine(PrintStream out, Terminal terminal, IntFunction<String> line) {
        this.bar = new ProgressBarBuilder()
                .setInitialMax(-1)
                .setUpdateIntervalMillis((int) EVERY.toMillis())
                .continuousUpdate()
                .setConsumer(new ResizedConsole(out, terminal.columns()))
                .setRenderer((state, columns) -> line.apply(columns))
                .build();
    }

    @Override
    public void close() {
        bar.close();
    }

    /** A bar of so many columns; empty where there is no room for one. */
    static String bar(double done, int room, boolean unicode) {
        int width = Math.min(room, LONGEST_BAR);
        if (width < SHORTEST_BAR) {
            return "";
        }
        int full = (int) (done * width);
        return " " + (unicode ? "█" : "#").repeat(full) + (unicode ? "░" : ".").repeat(width - full);
    }
}
