package io.backflux.benchmarks.emission;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.ParseLimits;
import io.backflux.benchmarks.Answer;
import io.backflux.benchmarks.ThreadCost;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.wire.PageFormat;
import io.backflux.wire.PageReader;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** A whole harvest without a network, or the reading of the same bytes alone. */
@NullUnmarked
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 12, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 6, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class EmissionBenchmark {

    private static final BacklinksQuery QUERY =
            BacklinksQuery.builder("forbes.com").limit(Answer.ROWS).build();

    /** Without it only the reader runs. */
    @Param({"true", "false"})
    public boolean harvest;

    @Param
    public Demand demand;

    @Param
    public Feed feed;

    private final PageFormat format = new PageFormat(ParseLimits.DEFAULT);
    private PreparedPages pages;
    private PreparedTransport transport;
    private BacklinksClient client;

    @Setup
    public void prepare() throws IOException, InterruptedException {
        pages = feed.pages();
        transport = new PreparedTransport(pages);
        client = BacklinksClient.builder()
                .transport(transport)
                .quota(AccountQuota.local(new QuotaLimits(30, Integer.MAX_VALUE)))
                .build();
    }

    @Benchmark
    @OperationsPerInvocation(PreparedPages.ROWS)
    public void rows(ThreadCost cost, Blackhole hole) {
        int rows = harvest ? harvested(hole) : read(hole);
        if (rows != PreparedPages.ROWS) {
            throw new IllegalStateException(rows + " rows came");
        }
        cost.done(rows);
    }

    private int harvested(Blackhole hole) {
        RowTaker taker = new RowTaker(demand, hole);
        client.backlinks(QUERY).subscribe(taker);
        transport.answerAll();
        return taker.rows();
    }

    private int read(Blackhole hole) {
        int rows = 0;
        for (int page = 0; page < PreparedPages.PAGES; page++) {
            rows += read(page, hole);
        }
        return rows;
    }

    private int read(int page, Blackhole hole) {
        try (PageReader reader = format.newReader()) {
            for (int i = 0; i < pages.chunks(); i++) {
                reader.feed(pages.chunk(page, i));
                drain(reader, hole);
            }
            reader.endOfInput();
            drain(reader, hole);
            return reader.rows();
        }
    }

    private static void drain(PageReader reader, Blackhole hole) {
        for (Backlink row = reader.poll(); row != null; row = reader.poll()) {
            hole.consume(row);
        }
    }

    @TearDown
    public void close() {
        client.close();
    }
}
