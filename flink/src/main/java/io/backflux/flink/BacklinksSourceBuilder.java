package io.backflux.flink;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.reactor.quota.QuotaLimits;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link BacklinksSource}. Not for several threads. Defaults:
 * <ul>
 *   <li>{@code client} {@link ClientFactory#fromEnvironment()}, of each machine
 *   <li>{@code limits} {@link QuotaLimits#DEFAULT}, of which each reader has an equal part
 *   <li>{@code splitsAtOnce} as many as that part has requests in flight; as many as all of {@code limits} where a quota is shared
 *   <li>{@code rowsPerRange} 20,000
 *   <li>pages are requested without waiting for checkpoints
 *   <li>a target that the server refuses fails the job
 *   <li>how each target ended is logged
 * </ul>
 */
public final class BacklinksSourceBuilder {

    private static final int VERSION = 1;

    private final List<BacklinksQuery> queries = new ArrayList<>();
    private ClientFactory clients = ClientFactory.fromEnvironment();
    private QuotaLimits limits = QuotaLimits.DEFAULT;
    private @Nullable QuotaFactory quota;
    private ReaderSettings settings = ReaderSettings.DEFAULT;
    private @Nullable String report;

    BacklinksSourceBuilder() {}

    /**
     * Targets, all of whose links are wanted; added to those before.
     *
     * @throws IllegalArgumentException if one is neither a domain nor a page
     */
    public BacklinksSourceBuilder targets(String... targets) {
        Arrays.stream(targets).map(BacklinksQuery::of).forEach(queries::add);
        return this;
    }

    /** Targets, each with what is wanted of it; added to those before. */
    public BacklinksSourceBuilder queries(Iterable<BacklinksQuery> more) {
        more.forEach(query -> queries.add(Objects.requireNonNull(query, "query")));
        return this;
    }

    /** Makes the clients, where they are used; what it captures is in the job graph. */
    public BacklinksSourceBuilder client(ClientFactory clients) {
        this.clients = Objects.requireNonNull(clients, "clients");
        return this;
    }

    /**
     * What the account may send, over all readers: each has an equal part, and so has what cuts large targets. A parallelism above
     * what can be divided fails the job at its start.
     */
    public BacklinksSourceBuilder limits(QuotaLimits limits) {
        this.limits = Objects.requireNonNull(limits, "limits");
        return this;
    }

    /**
     * A quota that the readers share, such as one by Redis, instead of equal parts. It has its own limits; {@link #limits} then only
     * says how many splits a reader has at once, unless {@link #splitsAtOnce} does.
     */
    public BacklinksSourceBuilder quota(QuotaFactory quota) {
        this.quota = Objects.requireNonNull(quota, "quota");
        return this;
    }

    /**
     * How many splits a reader has at once. Each has a page in flight or in memory, and a crash may buy a page of each again.
     *
     * @param splits at least 1
     */
    public BacklinksSourceBuilder splitsAtOnce(int splits) {
        if (splits < 1) {
            throw new IllegalArgumentException("splits must be at least 1, was " + splits);
        }
        this.settings = settings.withSplitsAtOnce(splits);
        return this;
    }

    /**
     * How many rows a range of a large target has, about; a target of more than twice as many is cut.
     *
     * @param rows 1 to 20,000, and 0 to cut none
     */
    public BacklinksSourceBuilder rowsPerRange(int rows) {
        if (rows < 0 || rows > BacklinksQuery.MAX_OFFSET) {
            throw new IllegalArgumentException(
                    "rows must be between 0 and " + BacklinksQuery.MAX_OFFSET + ", was " + rows);
        }
        this.settings = settings.withRowsPerRange(rows);
        return this;
    }

    /**
     * Whether a target that the server refuses, such as one that it doesn't know, is reported as failed, and the others go on;
     * otherwise it fails the job. What isn't of one target, such as an account without money, fails the job in any case.
     */
    public BacklinksSourceBuilder keepGoing(boolean keepGoing) {
        this.settings = settings.tolerant(keepGoing);
        return this;
    }

    /**
     * Whether the next page of a split is requested only once a checkpoint has all rows of the one before: then a crash buys one page
     * of each split again at most, and each page takes as long as the next checkpoint. Checkpoints must be enabled: without them the
     * job stands still after the first page, as a source can't see whether they are.
     */
    public BacklinksSourceBuilder waitForCheckpoints(boolean wait) {
        this.settings = settings.thrifty(wait);
        return this;
    }

    /**
     * Where the job manager writes how each target ended, a line of JSON each: rows, requests, cost and verdict. What is there is
     * overwritten, at the end.
     *
     * @param path of any file system that Flink has
     */
    public BacklinksSourceBuilder reportTo(String path) {
        this.report = Objects.requireNonNull(path, "path");
        return this;
    }

    /**
     * The source.
     *
     * @throws IllegalStateException if there is no target
     */
    public BacklinksSource<Backlink> build() {
        return build(row -> row, BacklinkTypeInfo.INSTANCE);
    }

    <T> BacklinksSource<T> build(MapFunction<Backlink, T> form, TypeInformation<T> type) {
        if (queries.isEmpty()) {
            throw new IllegalStateException("targets must be set");
        }
        return new BacklinksSource<>(this, form, type);
    }

    /** Queries aren't serialisable, so the job has them as bytes. */
    byte[] queryBytes() {
        try {
            return StateBytes.toBytes(queries, (out, all) -> StateBytes.list(out, all, StateBytes::query));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<BacklinksQuery> queries(byte[] bytes) throws IOException {
        return StateBytes.fromBytes(
                "the list of queries",
                VERSION,
                VERSION,
                bytes,
                (DataInputStream in) -> StateBytes.list(in, StateBytes::query));
    }

    ClientFactory clients() {
        return clients;
    }

    QuotaLimits limits() {
        return limits;
    }

    @Nullable QuotaFactory quota() {
        return quota;
    }

    ReaderSettings settings() {
        return settings;
    }

    @Nullable String report() {
        return report;
    }
}
