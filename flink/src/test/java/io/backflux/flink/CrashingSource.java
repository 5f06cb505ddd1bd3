package io.backflux.flink;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/** A source whose enumerator crashes as planned. */
record CrashingSource<T>(BacklinksSource<T> source, String job) implements Source<T, HarvestSplit, SourceState> {

    @Override
    public Boundedness getBoundedness() {
        return source.getBoundedness();
    }

    @Override
    public SplitEnumerator<HarvestSplit, SourceState> createEnumerator(SplitEnumeratorContext<HarvestSplit> context)
            throws Exception {
        return new CrashingEnumerator(source.createEnumerator(context), job);
    }

    @Override
    public SplitEnumerator<HarvestSplit, SourceState> restoreEnumerator(
            SplitEnumeratorContext<HarvestSplit> context, SourceState state) {
        return new CrashingEnumerator(source.restoreEnumerator(context, state), job);
    }

    @Override
    public SimpleVersionedSerializer<HarvestSplit> getSplitSerializer() {
        return source.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<SourceState> getEnumeratorCheckpointSerializer() {
        return source.getEnumeratorCheckpointSerializer();
    }

    @Override
    public SourceReader<T, HarvestSplit> createReader(SourceReaderContext context) {
        return source.createReader(context);
    }

    private record CrashingEnumerator(SplitEnumerator<HarvestSplit, SourceState> enumerator, String job)
            implements SplitEnumerator<HarvestSplit, SourceState> {

        @Override
        public void start() {
            enumerator.start();
        }

        @Override
        public void handleSplitRequest(int reader, @Nullable String host) {
            CrashingJob.enumeratorActs(job);
            enumerator.handleSplitRequest(reader, host);
            CrashingJob.enumeratorActs(job);
        }

        @Override
        public void handleSourceEvent(int reader, SourceEvent event) {
            CrashingJob.enumeratorActs(job);
            enumerator.handleSourceEvent(reader, event);
            CrashingJob.enumeratorActs(job);
        }

        @Override
        public void addSplitsBack(List<HarvestSplit> splits, int reader) {
            enumerator.addSplitsBack(splits, reader);
        }

        @Override
        public void addReader(int reader) {
            enumerator.addReader(reader);
        }

        @Override
        public SourceState snapshotState(long checkpointId) throws Exception {
            return enumerator.snapshotState(checkpointId);
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) throws Exception {
            CrashingJob.enumeratorActs(job);
            enumerator.notifyCheckpointComplete(checkpointId);
        }

        @Override
        public void close() throws IOException {
            enumerator.close();
        }
    }
}
