package io.backflux.simulator;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/**
 * A real HTTP server on 127.0.0.1 that speaks {@code POST /v3/backlinks/backlinks/live} as the API does: filters, sorts,
 * modes, tokens, costs, limits, both forms of JSON and, on request, every fault. At {@code GET /v3/appendix/user_data} it tells
 * about the account, up to six times a minute.
 *
 * <pre>{@code
 * try (BacklinksSimulator simulator = BacklinksSimulator.builder().rows(2_500).start()) {
 *     simulator.fail(FaultPlan.of(Fault.CUT).onRequest(2));
 *     // point a client at simulator.baseUrl()
 * }
 * }</pre>
 *
 * <p>Any target has rows; each is a pure function of the seed, the target and the row's index, so the same simulator
 * answers the same in every run, and no number of rows needs memory. A query with filters, another order or a grouping
 * keeps the indexes of its rows (4 bytes each) for the last few such queries. Ranges of {@code first_seen} in an order by
 * {@code first_seen} share those of one: a filter may differ in conditions {@code <} and {@code >} on {@code first_seen} that
 * must hold for every row, and needs no further search.
 *
 * <p>The default query (live, with subdomains and indirect links, without internal ones) has exactly as many rows as the
 * builder was told. A tenth as many are lost and come with {@code backlinks_status_type} {@code lost} or {@code all}; a
 * hundredth as many are internal and come with {@code exclude_internal_backlinks} false. Rows that tie in every sort rule
 * stand in the data set's own order, so paging loses none.
 *
 * <p>With {@link Builder#changing(IndexChanges)} rows come, go and move while they are read, and a token is what it seems to
 * be at the API: the sort values of the last row, without anything that tells rows apart which tie. So a chain in the
 * default order loses rows and repeats others, while one in the order {@code first_seen,asc}, {@code url_from,asc},
 * {@code url_to,asc} with a filter {@code first_seen < T0} has each row once that was there from its beginning, T0, to its
 * end. {@link #rowsNow(String)} tells the truth.
 *
 * <p>Where the vendor's document is silent, the simulator takes the stricter reading: a token is refused when any other
 * parameter isn't sent just as it was before, and an operator that the field's type doesn't have is refused. With
 * {@code rank_scale} {@code one_hundred} filters see the ranks that are shown, and the order is that of the finer scale.
 *
 * <p>Safe for use by several threads.
 */
public final class BacklinksSimulator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BacklinksSimulator.class);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final Settings settings;
    private final RequestLog log;
    private final AccountLimits limits;
    private final Index index;
    private final FaultQueue faults = new FaultQueue();
    private final Funds funds;
    private final AccountEndpoint account;
    private final ChannelGroup connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
    private final LoopResources loops;
    private final DisposableServer server;

    private BacklinksSimulator(Builder builder) {
        settings = builder.settings();
        log = new RequestLog(builder.recordRequests);
        limits = new AccountLimits(settings.maxInFlight(), settings.requestsPerMinute(), settings.nanoTime());
        builder.faults.forEach(faults::add);
        loops = LoopResources.create("backflux-simulator", Runtime.getRuntime().availableProcessors(), true);
        index = settings.index(Schedulers.boundedElastic());
        Pages pages = new Pages(settings, index);
        Gate gate = new Gate(settings);
        funds = new Funds(settings.balance());
        account = new AccountEndpoint(settings, gate, funds);
        server = bind(builder.port, new Endpoint(settings, limits, log, faults, pages, gate, funds, account));
        LOG.debug("listening at {}", baseUrl());
    }

    private DisposableServer bind(int port, Endpoint endpoint) {
        try {
            return HttpServer.create()
                    .host("127.0.0.1")
                    .port(port)
                    .runOn(loops)
                    .doOnConnection(connection -> connections.add(connection.channel()))
                    .handle(endpoint::handle)
                    .bindNow();
        } catch (RuntimeException e) {
            loops.dispose();
            throw e;
        }
    }

    /** Starts a simulator with all defaults; see {@link Builder}. */
    public static BacklinksSimulator start() {
        return builder().start();
    }

    /** Describes a simulator before it starts. */
    public static Builder builder() {
        return new Builder();
    }

    /** {@code http://127.0.0.1:PORT}, without a path. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** The user name that is let in. */
    public String username() {
        return settings.username();
    }

    /** The password that is let in. */
    public String password() {
        return settings.password();
    }

    /** Adds a plan, which counts requests from now on; those added before it go first. */
    public void fail(FaultPlan plan) {
        faults.add(Objects.requireNonNull(plan, "plan"));
    }

    /**
     * Adds a plan for requests for the account's data, as {@link #fail} does for pages; what a fault does within rows does
     * nothing here.
     */
    public void failAccount(FaultPlan plan) {
        account.faults().add(Objects.requireNonNull(plan, "plan"));
    }

    /** Takes back all plans; a fault that has begun goes on. */
    public void clearFaults() {
        faults.clear();
        account.faults().clear();
    }

    /** What the account has left from now on, in USD: each answer's cost is taken from it. */
    public void balance(BigDecimal dollars) {
        funds.set(dollars);
    }

    /** What the account has left, in USD. */
    public BigDecimal balance() {
        return funds.left();
    }

    /** How many requests for the account's data have arrived. They are no part of {@link #requestCount()} and {@link #requests()}. */
    public int accountRequestCount() {
        return account.log().count();
    }

    /**
     * The requests so far, in order of arrival, refused ones too; empty when the builder said not to record. A request is
     * complete here before the first byte of its answer is sent.
     */
    public List<RecordedRequest> requests() {
        return log.requests();
    }

    /** How many requests have arrived, of any kind and at any path but the account's. */
    public int requestCount() {
        return log.count();
    }

    /** How many requests came to the path that {@link Fault#REDIRECT} points to. */
    public int redirectsFollowed() {
        return log.redirectsFollowed();
    }

    /** How many requests are being handled: from the head's arrival until the last bytes of the answer go out. */
    public int inFlight() {
        return limits.inFlight();
    }

    /** The most that were in flight at once, those too that were refused for it. */
    public int peakInFlight() {
        return limits.peak();
    }

    /**
     * The most requests that arrived within any 60 seconds, let in or refused, of any kind and at any path; a window of 60
     * seconds has its beginning and not its end. Above N, and more than N of a client's requests came within a minute.
     */
    public int peakInAMinute() {
        return limits.peakInAMinute();
    }

    /** The sum of {@code cost} of all answers, in USD; an answer that a fault cuts or damages counts too. */
    public BigDecimal billed() {
        return log.billed();
    }

    /**
     * Forgets requests, counts, peaks and bill; {@link #peakInAMinute()} counts only what arrives from now on. Plans go on,
     * and so does the limit's own count of the last 60 seconds.
     */
    public void resetCounters() {
        log.reset();
        account.log().reset();
        limits.resetPeaks();
    }

    /**
     * Changes a target's rows now, once, by so many rows; the next request finds them so. What {@link
     * Builder#changing(IndexChanges)} does before each request comes on top.
     *
     * @throws IllegalStateException when the simulator was built without {@code changing}
     */
    public void change(String target, IndexChanges changes) {
        index.change(Objects.requireNonNull(target, "target"), Objects.requireNonNull(changes, "changes"));
    }

    /**
     * The rows that a target's default query has at this moment, in no order that matters; made one by one as the stream is
     * read, whatever changes in the meantime. Asking changes nothing: after a request these are the rows that it found, and
     * before the first one those of the start.
     */
    public Stream<RowIdentity> rowsNow(String target) {
        DataSet data = index.now(Objects.requireNonNull(target, "target"));
        return data.liveIndexes().mapToObj(row -> RowIdentity.of(data.row(row)));
    }

    /**
     * The row that a target has at an index of the default order, minified: what a page shows there, byte for byte when
     * the simulator isn't {@linkplain Builder#pretty(boolean) pretty}. Of a changing index, the row as it was at the start.
     *
     * @param index from 0 to below the target's number of rows
     */
    public String expectedRow(String target, long index) {
        DataSet data = settings.data(target);
        Objects.checkIndex(index, (long) data.live());
        JsonWriter json = new JsonWriter(false);
        new RowWriter(json).write(data.row((int) index), 0);
        return json.body().text();
    }

    /** How many connections are open. */
    int connections() {
        return connections.size();
    }

    /** Closes all connections and waits until port and threads are free. Not to be called on an event loop. */
    @Override
    public void close() {
        server.disposeNow(CLOSING);
        connections.close().awaitUninterruptibly(CLOSING.toMillis());
        loops.disposeLater(Duration.ZERO, CLOSING).block(CLOSING.multipliedBy(2));
    }

    /**
     * Describes a simulator. Defaults:
     *
     * <ul>
     *   <li>seed 42, 100,000 rows for any target, on a free port;
     *   <li>pretty-printed as the API is, compressed for those who ask;
     *   <li>no latency, at most 30 requests in flight, 2,000 within any 60 seconds;
     *   <li>user and password "simulator"; $1,000 on the account, $0.02 a request and $0.00003 a row;
     *   <li>chains end with {@link EndStyle#TOKEN_NULL}, the total is reported, requests are recorded, nothing fails and
     *       nothing changes;
     *   <li>{@code first_seen} in {@link Bursts#USUAL} bursts, and no {@link Quirk}.
     * </ul>
     */
    public static final class Builder {
        private static final long MAX_ROWS = 1_000_000_000L;
        private static final int MAX_CHANGING = 1_000_000;
        private static final double MAX_SIGMA = 5;

        private long seed = 42;
        private int rows = 100_000;
        private final Map<String, Integer> rowsByTarget = new HashMap<>();
        private boolean pretty = true;
        private boolean gzip = true;
        private Latency latency = Latency.NONE;
        private boolean slotsOutliveClients;
        private int maxInFlight = 30;
        private int requestsPerMinute = 2000;
        private String username = "simulator";
        private String password = "simulator";
        private BigDecimal balance = new BigDecimal("1000");
        private Prices prices = new Prices(new BigDecimal("0.02"), new BigDecimal("0.00003"));
        private EndStyle end = EndStyle.TOKEN_NULL;
        private boolean reportTotal = true;
        private int port;
        private boolean recordRequests = true;
        private final List<FaultPlan> faults = new ArrayList<>();
        private LongSupplier nanoTime = System::nanoTime;
        private @Nullable IndexChanges changes;
        private InstantSource clock = InstantSource.system();
        private Bursts bursts = Bursts.USUAL;
        private final Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);

        private Builder() {}

        /** What all rows are made from; two simulators with the same seed have the same rows. */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /** How many rows the default query of any target has, 0 to 1,000,000,000. */
        public Builder rows(long count) {
            rows = checkedRows(count);
            return this;
        }

        /** How many rows the default query of this target has, 0 to 1,000,000,000. */
        public Builder rows(String target, long count) {
            rowsByTarget.put(Objects.requireNonNull(target, "target"), checkedRows(count));
            return this;
        }

        private static int checkedRows(long count) {
            check(count >= 0 && count <= MAX_ROWS, "rows must be from 0 to " + MAX_ROWS + ", was " + count);
            return (int) count;
        }

        /** True: four blanks a level and {@code \/}, as the API does; false: no white space and {@code /} as it is. */
        public Builder pretty(boolean value) {
            pretty = value;
            return this;
        }

        /** Whether answers are compressed when {@code Accept-Encoding} names gzip. */
        public Builder gzip(boolean value) {
            gzip = value;
            return this;
        }

        /** How long every request that was let in waits before its answer begins. */
        public Builder latency(Duration value) {
            return latency(value, value);
        }

        /** As {@link #latency(Duration)}, anywhere between the two, by the seed and the request's number. */
        public Builder latency(Duration min, Duration max) {
            check(!min.isNegative() && min.compareTo(max) <= 0, "latency must rise from 0, was " + min + " to " + max);
            latency = Latency.between(min, max);
            return this;
        }

        /**
         * As {@link #latency(Duration)}, lognormally distributed, by the seed and the request's number: half of the requests
         * wait longer than the median, one in six longer than e to the power of sigma times the median, and the same below.
         *
         * @param sigma 0 for the median each time; 0.6 or so for answers of mostly 2 s, a few of them 0.5 s or 8 s
         */
        public Builder lognormalLatency(Duration median, double sigma) {
            check(!median.isNegative(), "median must not be negative, was " + median);
            check(sigma >= 0 && sigma <= MAX_SIGMA, "sigma must be from 0 to " + MAX_SIGMA + ", was " + sigma);
            latency = Latency.lognormal(median, sigma);
            return this;
        }

        /**
         * True: a request counts as being in flight until its latency has passed, though its client hung up before, as if the
         * server went on working. False, as it is unless set: it counts until the client hangs up.
         */
        public Builder slotsOutliveClients(boolean value) {
            slotsOutliveClients = value;
            return this;
        }

        /** How many requests may be in flight at once; one more is refused with 40209. */
        public Builder maxInFlight(int count) {
            check(count > 0, "maxInFlight must be positive, was " + count);
            maxInFlight = count;
            return this;
        }

        /**
         * How many requests are let in within any 60 seconds; one more is refused with 40202. Refused ones don't count,
         * nor do those at another path or with other credentials.
         */
        public Builder requestsPerMinute(int count) {
            check(count > 0, "requestsPerMinute must be positive, was " + count);
            requestsPerMinute = count;
            return this;
        }

        /** Who is let in; anyone else gets HTTP 401 and 40100. */
        public Builder credentials(String user, String secret) {
            username = Objects.requireNonNull(user, "user");
            password = Objects.requireNonNull(secret, "secret");
            return this;
        }

        /** What an answer costs, in USD; refused requests cost nothing. */
        public Builder price(BigDecimal perRequest, BigDecimal perRow) {
            check(perRequest.signum() >= 0 && perRow.signum() >= 0, "price must not be negative");
            prices = new Prices(perRequest, perRow);
            return this;
        }

        /**
         * What the account has at the start, in USD, as {@code GET /v3/appendix/user_data} says it. Each answer's cost is taken
         * from it, and nothing is refused for want of it: that is {@code FaultPlan.code(40210)}.
         */
        public Builder balance(BigDecimal dollars) {
            balance = Objects.requireNonNull(dollars, "dollars");
            return this;
        }

        /** How a chain of pages ends. */
        public Builder end(EndStyle style) {
            end = Objects.requireNonNull(style, "style");
            return this;
        }

        /** False: {@code total_count} is null. */
        public Builder reportTotal(boolean value) {
            reportTotal = value;
            return this;
        }

        /** The port to listen at; 0 is any free one. */
        public Builder port(int value) {
            check(value >= 0 && value < 65_536, "port must be from 0 to 65535, was " + value);
            port = value;
            return this;
        }

        /** False keeps counts alone, so that memory doesn't grow with the number of requests. */
        public Builder recordRequests(boolean value) {
            recordRequests = value;
            return this;
        }

        /** A plan that is in force from the start; several may be. */
        public Builder fault(FaultPlan plan) {
            faults.add(Objects.requireNonNull(plan, "plan"));
            return this;
        }

        /**
         * Rows change before each request but the first for their target, and tokens hold the sort values of the last row:
         * the page after it begins with the first row that comes strictly after these values. Which rows change is decided
         * by the seed and the number of the request among those for the target. A request counts when its rows are looked up,
         * even if a fault spoils the page. {@link IndexChanges#NONE}: only {@link BacklinksSimulator#change(String,
         * IndexChanges)} changes rows.
         *
         * <p>At most 1,000,000 rows a target. A target takes up to 4 bytes a row, some 50 bytes a row that changed, and 4 bytes
         * a row for each of the last eight queries and for each answer in flight.
         */
        public Builder changing(IndexChanges perRequest) {
            changes = Objects.requireNonNull(perRequest, "perRequest");
            return this;
        }

        /**
         * What the time is for rows that are found or seen again while the simulator runs; the system's clock unless set. A
         * time before one that was used already, or before 2026-03-01 00:00:01 UTC, counts as that one.
         */
        public Builder clock(InstantSource source) {
            clock = Objects.requireNonNull(source, "source");
            return this;
        }

        /** How {@code first_seen} is spread over the rows; {@link Bursts#USUAL} unless set. */
        public Builder bursts(Bursts value) {
            bursts = Objects.requireNonNull(value, "value");
            return this;
        }

        /** Ways to be otherwise than documented; those that were named before stay in force. */
        public Builder quirk(Quirk... more) {
            quirks.addAll(List.of(more));
            return this;
        }

        Builder nanoTime(LongSupplier clock) {
            nanoTime = clock;
            return this;
        }

        /**
         * Binds the port and begins to answer. May be called again, for another simulator of the same kind.
         *
         * @throws reactor.netty.ChannelBindException when the port is taken
         * @throws IllegalArgumentException when a changing index has too many rows
         */
        public BacklinksSimulator start() {
            return new BacklinksSimulator(this);
        }

        private Settings settings() {
            int most = rowsByTarget.values().stream().reduce(rows, Math::max);
            check(changes == null || most <= MAX_CHANGING, "rows that change must be at most 1000000, were " + most);
            return new Settings(
                    seed,
                    rows,
                    Map.copyOf(rowsByTarget),
                    pretty,
                    gzip,
                    latency,
                    slotsOutliveClients,
                    maxInFlight,
                    requestsPerMinute,
                    username,
                    password,
                    prices,
                    balance,
                    end,
                    reportTotal,
                    nanoTime,
                    changes,
                    clock,
                    bursts,
                    Set.copyOf(quirks));
        }

        private static void check(boolean valid, String message) {
            if (!valid) {
                throw new IllegalArgumentException(message);
            }
        }
    }
}
