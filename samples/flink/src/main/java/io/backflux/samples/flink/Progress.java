package io.backflux.samples.flink;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A line now and then on how many links this process has written. */
final class Progress implements AutoCloseable {

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "progress");
        thread.setDaemon(true);
        return thread;
    });

    private Progress() {}

    static Progress every(Duration interval, PrintStream out) {
        Progress progress = new Progress();
        long before = ParquetLinks.written();
        Runnable line = () -> out.printf(Locale.ROOT, "%,d links written%n", ParquetLinks.written() - before);
        long millis = interval.toMillis();
        var unused = progress.clock.scheduleAtFixedRate(line, millis, millis, TimeUnit.MILLISECONDS);
        return progress;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
