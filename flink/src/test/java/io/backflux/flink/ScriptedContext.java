package io.backflux.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;

/** Notes what an enumerator does, on one thread. */
final class ScriptedContext implements SplitEnumeratorContext<HarvestSplit> {

    private final Map<Integer, ReaderInfo> readers = new HashMap<>();

    /** Readers that may have ended: what is assigned to them nobody reads. */
    private final Set<Integer> ended = new HashSet<>();

    /** In words: {@code 0 <- split 2}, {@code 0 <- Drop 2}, {@code 0 <- end}. */
    final List<String> log = new ArrayList<>();

    /** For which the job would fail. */
    @Nullable SuppressRestartsException failure;

    final List<HarvestSplit> assigned = new ArrayList<>();

    /** Begun, or begun anew after a crash. */
    void register(int... ids) {
        for (int id : ids) {
            readers.put(id, new ReaderInfo(id, "host"));
            ended.remove(id);
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
                    assertThat(ended).as("readers that have ended").doesNotContain(reader);
                    assigned.add(split);
                    log.add(reader + " <- split " + split.splitId() + (split.asksFirst() ? ", asking" : ""));
                }));
    }

    @Override
    public void signalNoMoreSplits(int reader) {
        ended.add(reader);
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
        try {
            runnable.run();
        } catch (SuppressRestartsException e) {
            failure = e;
        }
    }
}
