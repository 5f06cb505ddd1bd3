package io.backflux.flink;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import io.backflux.Checkpoint;
import io.backflux.HarvestProgress;
import io.backflux.HarvestSummary;
import io.backflux.error.BacklinksException;
import io.backflux.error.ClientClosedException;
import io.backflux.error.PermanentException;
import io.backflux.error.RequestRefusedException;
import io.backflux.flink.SplitReading.State;
import io.backflux.reactor.Harvest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Reads splits side by side, each as a chain with a request in flight or a page open, never both: so a crash loses a page a split at
 * most. Harvests leave what comes in a queue, and all else happens on the task's thread.
 */
final class BacklinksReader<T> implements SourceReader<T, HarvestSplit> {

    /** What comes from a harvest, on whatever thread. */
    private record Arrival(
            SplitReading of,
            @Nullable BacklinksPage page,
            @Nullable CompletableFuture<Void> read,
            @Nullable HarvestSummary summary,
            @Nullable Throwable error) {}

    /** A split that had passed a page when a checkpoint was taken. */
    private record Passed(SplitReading reading, @Nullable Checkpoint page) {

        void requestNext() {
            if (reading.waitsToRequest() && Objects.equals(reading.passed(), page)) {
                reading.request();
            }
        }
    }

    private static final CompletableFuture<Void> NOW = CompletableFuture.completedFuture(null);

    private final SourceReaderContext context;
    private final ReaderSettings settings;
    private final Supplier<OpenClient> opener;
    private final MapFunction<Backlink, T> form;

    private final Map<SplitName, SplitReading> readings = new LinkedHashMap<>();
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final List<String> outputsToRelease = new ArrayList<>();
    /** Which splits had passed their page when a checkpoint was taken, that is not yet complete. */
    private final NavigableMap<Long, List<Passed>> covered = new TreeMap<>();

    private volatile CompletableFuture<Void> available = new CompletableFuture<>();
    private @Nullable OpenClient client;
    private boolean started;
    private boolean isWaitingForSplit;
    private boolean noMoreSplits;

    BacklinksReader(
            SourceReaderContext context,
            ReaderSettings settings,
            Supplier<OpenClient> opener,
            MapFunction<Backlink, T> form) {
        this.context = context;
        this.settings = settings;
        this.opener = opener;
        this.form = form;
    }

    @Override
    public void start() {
        started = true;
        readings.values().forEach(this::begin);
        requestSplit();
    }

    private void requestSplit() {
        if (started && !isWaitingForSplit && !noMoreSplits && readings.size() < settings.splitsAtOnce()) {
            isWaitingForSplit = true;
            context.sendSplitRequest();
        }
    }

    @Override
    public void addSplits(List<HarvestSplit> splits) {
        for (HarvestSplit split : splits) {
            SplitReading reading = new SplitReading(split);
            readings.put(split.name(), reading);
            if (started) {
                begin(reading);
            }
        }
        isWaitingForSplit = false;
        requestSplit();
    }

    private void begin(SplitReading reading) {
        SplitReport report = reading.report();
        if (report != null) {
            context.sendSourceEventToCoordinator(new ReaderEvent.HasEnded(reading.name(), report));
        } else if (reading.state() == State.ASKING) {
            context.sendSourceEventToCoordinator(new ReaderEvent.IsRestored(reading.name()));
        } else {
            read(reading);
        }
    }

    private void read(SplitReading reading) {
        Harvest harvest =
                client().harvest(reading.split().range().of(reading.split().query()));
        Checkpoint passed = reading.passed();
        reading.readBy((passed == null ? harvest : harvest.resumeFrom(passed))
                .forEachPage(page -> read(reading, page))
                .subscribe(
                        summary -> arrived(new Arrival(reading, null, null, summary, null)),
                        error -> arrived(new Arrival(reading, null, null, null, error))));
    }

    private Mono<Void> read(SplitReading reading, BacklinksPage page) {
        CompletableFuture<Void> read = new CompletableFuture<>();
        arrived(new Arrival(reading, page, read, null, null));
        return Mono.fromFuture(read);
    }

    private OpenClient client() {
        OpenClient open = client;
        if (open == null) {
            open = opener.get();
            client = open;
        }
        return open;
    }

    private void arrived(Arrival arrival) {
        arrivals.add(arrival);
        available.complete(null);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        if (readable() != null || isDone()) {
            return NOW;
        }
        if (available.isDone()) {
            available = new CompletableFuture<>();
        }
        if (!arrivals.isEmpty()) { // Looked at last: what came before may have completed the future before.
            available.complete(null);
        }
        return available;
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
        for (Arrival arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
            if (readings.get(arrival.of().name()) == arrival.of()) {
                accept(arrival);
            }
        }
        outputsToRelease.forEach(output::releaseOutputForSplit);
        outputsToRelease.clear();
        SplitReading reading = readable();
        if (reading != null) {
            Backlink row = reading.next();
            if (row != null) {
                context.metricGroup()
                        .getIOMetricGroup()
                        .getNumRecordsInCounter()
                        .inc();
                output.createOutputForSplit(reading.split().splitId()).collect(form.map(row));
            } else if (!settings.isThrifty()) {
                reading.request();
            }
            return InputStatus.MORE_AVAILABLE;
        }
        if (isDone()) {
            return InputStatus.END_OF_INPUT;
        }
        if (readings.isEmpty()) {
            output.markIdle();
        }
        return InputStatus.NOTHING_AVAILABLE;
    }

    /** The first that has a page, which is read to its end: so that its next one is soon in flight. */
    private @Nullable SplitReading readable() {
        for (SplitReading reading : readings.values()) {
            if (reading.hasPage()) {
                return reading;
            }
        }
        return null;
    }

    private boolean isDone() {
        return noMoreSplits && readings.isEmpty();
    }

    private void accept(Arrival arrival) throws Exception {
        SplitReading reading = arrival.of();
        if (arrival.page() != null && arrival.read() != null) {
            open(reading, arrival.page(), arrival.read());
        } else if (arrival.summary() != null) {
            end(reading, SplitReport.of(arrival.summary(), reading.emitted(), reading.outside()));
        } else if (arrival.error() instanceof RequestRefusedException refused && settings.isTolerant()) {
            end(
                    reading,
                    SplitReport.refused(
                            reading.emitted(),
                            progressOf(refused, reading.passed()),
                            String.valueOf(refused.getMessage())));
        } else if (arrival.error() instanceof PermanentException failure
                && !(failure instanceof ClientClosedException)) {
            throw new SuppressRestartsException(failure); // Each restart would fail alike, and may cost.
        } else if (arrival.error() instanceof Exception error) {
            throw error;
        } else {
            throw new IllegalStateException("the harvest of a split broke", arrival.error());
        }
    }

    private static @Nullable HarvestProgress progressOf(BacklinksException failure, @Nullable Checkpoint passed) {
        Checkpoint last = failure.checkpoint() == null ? passed : failure.checkpoint();
        return last == null ? null : last.progress();
    }

    private void open(SplitReading reading, BacklinksPage page, CompletableFuture<Void> read) {
        Long total = page.totalCount();
        if (total == null || !isToBeCut(reading, total)) {
            reading.open(page, read, false);
            return;
        }
        reading.open(page, read, true);
        HarvestProgress progress = page.checkpoint().progress();
        context.sendSourceEventToCoordinator(
                new ReaderEvent.IsLarge(reading.name(), total, progress.requests(), progress.cost()));
    }

    private boolean isToBeCut(SplitReading reading, long total) {
        return reading.isAtItsFirstPage()
                && settings.isLarge(total)
                && Range.fits(reading.split().query());
    }

    private void end(SplitReading reading, SplitReport report) {
        reading.end(report);
        context.sendSourceEventToCoordinator(new ReaderEvent.HasEnded(reading.name(), report));
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        EnumeratorEvent answer = (EnumeratorEvent) event;
        SplitReading reading = readings.get(answer.split());
        if (reading != null && answer instanceof EnumeratorEvent.Drop) {
            drop(reading);
        } else if (reading != null && reading.state() == State.ASKING) {
            read(reading);
        } else if (reading != null && reading.state() == State.LARGE) {
            reading.readWhole();
        }
        available.complete(null);
    }

    private void drop(SplitReading reading) {
        reading.stop();
        readings.remove(reading.name());
        outputsToRelease.add(reading.split().splitId());
        requestSplit();
    }

    @Override
    public void notifyNoMoreSplits() {
        noMoreSplits = true;
        available.complete(null);
    }

    @Override
    public List<HarvestSplit> snapshotState(long checkpointId) {
        if (settings.isThrifty()) {
            covered.put(
                    checkpointId,
                    readings.values().stream()
                            .filter(SplitReading::waitsToRequest)
                            .map(reading -> new Passed(reading, reading.passed()))
                            .toList());
        }
        return readings.values().stream().map(SplitReading::snapshot).toList();
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        NavigableMap<Long, List<Passed>> complete = covered.headMap(checkpointId, true);
        complete.values().forEach(splits -> splits.forEach(Passed::requestNext));
        complete.clear();
    }

    @Override
    public void close() throws IOException {
        readings.values().forEach(SplitReading::stop);
        if (client != null) {
            client.close();
        }
    }
}
