package io.backflux.flink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;

/** Notes what an enumerator does, on one thread. */
final class ScriptedContext implements SplitEnumeratorContext<HarvestSplit> {

    private final Map<Integer, ReaderInfo> readers = new HashMap<>();

    /** In words: {@code 0 <- split 2}, {@code 0 <- Drop 2}, {@code 0 <- end}. */
    final List<String> log = new ArrayList<>();

    final List<HarvestSplit> assigned = new ArrayList<>();

    void register(int... ids) {
        for (int id : ids) {
            readers.put(id, new ReaderInfo(id, "host"));
        }
    }

    /** What was noted since the last time. */
    List<String> news() {
        List<String> news = List.copyOf(log);
        log.clear();
        return news;
    }

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void sendEventToSourceReader(int reader, SourceEvent event) {
        log.add(reader + " <- " + event.getClass().getSimpleName() + ' ' + ((EnumeratorEvent) event).split());
    }

    @Override
    public int currentParallelism() {
        return readers.size();
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
        return readers;
    }

    @Override
    public void assignSplits(SplitsAssignment<HarvestSplit> assignment) {
        assignment
                .assignment()
                .forEach((reader, splits) -> splits.forEach(split -> {
                    assigned.add(split);
                    log.add(reader + " <- split " + split.splitId() + (split.asksFirst() ? ", asking" : ""));
                }));
    }

    @Override
    public void signalNoMoreSplits(int reader) {
        log.add(reader + " <- end");
    }

    @Override
    public <T> void callAsync(Callable<T> call, BiConsumer<T, Throwable> handler) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> void callAsync(Callable<T> call, BiConsumer<T, Throwable> handler, long delay, long period) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void runInCoordinatorThread(Runnable runnable) {
        runnable.run();
    }
}
