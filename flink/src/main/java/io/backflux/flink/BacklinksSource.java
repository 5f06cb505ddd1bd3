package io.backflux.flink;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.reactor.quota.QuotaLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;

/**
 * Every backlink of a list of targets, as a bounded source.
 *
 * <pre>{@code
 * BacklinksSource<Backlink> source = BacklinksSource.builder()
 *         .targets("forbes.com", "example.org")
 *         .reportTo("file:///data/report.ndjson")
 *         .build();
 * env.fromSource(source, WatermarkStrategy.noWatermarks(), "backlinks").sinkTo(sink);
 * }</pre>
 *
 * <p><b>Rows</b> go exactly once into a sink that takes part in Flink's checkpoints, through crashes of readers and of the job
 * manager. <b>Money</b> isn't exactly once: after a crash what came since the last checkpoint is bought again, and the page of each split
 * that was open or in flight; {@link BacklinksSourceBuilder#waitForCheckpoints} makes that one page a split at most. <b>Order</b>:
 * within a split the stable order, or the query's {@code orderBy}. <b>Large targets</b> are cut into ranges of {@code first_seen},
 * which idle readers get; that costs a row for each range and three more, and the first page once more. <b>Checkpoints hold the
 * API's token</b>, and with it the account's id: where Flink keeps its state is a place for secrets. Credentials are in none.
 *
 * <p>Nothing is sent before the job runs. A failure that the client's retries don't mend fails the task, and Flink's restart strategy
 * decides; one that would only repeat itself ({@link io.backflux.error.PermanentException}) fails the job for good.
 *
 * @param <T> what it emits
 */
public final class BacklinksSource<T> implements Source<T, HarvestSplit, SourceState>, ResultTypeQueryable<T> {

    private static final long serialVersionUID = 1;

    private final byte[] queries;
    private final ClientFactory clients;
    private final int maxInFlight;
    private final int requestsPerMinute;
    private final @Nullable QuotaFactory quota;
    private final ReaderSettings settings;
    private final ReportOutput output;
    private final MapFunction<Backlink, T> form;
    private final TypeInformation<T> type;

    BacklinksSource(BacklinksSourceBuilder from, MapFunction<Backlink, T> form, TypeInformation<T> type) {
        this.queries = from.queryBytes();
        this.clients = from.clients();
        this.maxInFlight = from.limits().maxInFlight();
        this.requestsPerMinute = from.limits().requestsPerMinute();
        this.quota = from.quota();
        this.settings = from.settings();
        this.output = new ReportOutput(from.report());
        this.form = form;
        this.type = type;
    }

    /** A builder, which wants targets. */
    public static BacklinksSourceBuilder builder() {
        return new BacklinksSourceBuilder();
    }

    /**
     * Watermarks by {@code first_seen}, which rises within a split. Rows of a split that begins later are late, so this is for jobs
     * in which that is right, such as those with one target that isn't cut. Rows without {@code first_seen} get the least timestamp.
     */
    public static WatermarkStrategy<Backlink> firstSeenWatermarks() {
        return WatermarkStrategy.<Backlink>forMonotonousTimestamps()
                .withTimestampAssigner((row, before) -> row.firstSeen() == null
                        ? Long.MIN_VALUE
                        : row.firstSeen().toEpochMilli());
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SplitEnumerator<HarvestSplit, SourceState> createEnumerator(SplitEnumeratorContext<HarvestSplit> context)
            throws IOException {
        List<TargetState> targets = new ArrayList<>();
        List<HarvestSplit> splits = new ArrayList<>();
        for (BacklinksQuery query : BacklinksSourceBuilder.queries(queries)) {
            TargetState target = TargetState.of(targets.size(), query);
            targets.add(target);
            splits.add(target.whole());
        }
        return restoreEnumerator(context, new SourceState(targets, splits));
    }

    @Override
    public SplitEnumerator<HarvestSplit, SourceState> restoreEnumerator(
            SplitEnumeratorContext<HarvestSplit> context, SourceState state) {
        int planner = context.currentParallelism();
        PermitShare share = share(planner, planner);
        return new BacklinksEnumerator(
                context, settings, () -> new Looks.ByClient(OpenClient.of(clients, share.quota(quota))), output, state);
    }

    @Override
    public SourceReader<T, HarvestSplit> createReader(SourceReaderContext context) {
        PermitShare share = share(context.currentParallelism(), context.getIndexOfSubtask());
        int splits = settings.splitsAtOnce() == 0 ? share.maxInFlight() : settings.splitsAtOnce();
        return new BacklinksReader<>(
                context, settings.withSplitsAtOnce(splits), () -> OpenClient.of(clients, share.quota(quota)), form);
    }

    private PermitShare share(int parallelism, int part) {
        QuotaLimits limits = new QuotaLimits(maxInFlight, requestsPerMinute);
        try {
            return quota == null
                    ? PermitShare.of(limits, parallelism, part, settings.cuts())
                    : PermitShare.ofAll(limits);
        } catch (IllegalArgumentException e) {
            throw new SuppressRestartsException(e);
        }
    }

    @Override
    public SimpleVersionedSerializer<HarvestSplit> getSplitSerializer() {
        return HarvestSplitSerializer.INSTANCE;
    }

    @Override
    public SimpleVersionedSerializer<SourceState> getEnumeratorCheckpointSerializer() {
        return SourceStateSerializer.INSTANCE;
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return type;
    }
}
