package io.backflux.reactor;

import io.backflux.AccountStatus;
import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import io.backflux.BacklinksQuery;
import io.backflux.reactor.quota.AccountQuota;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The backlinks API as {@code Flux}. One client serves many harvests at once; clients of one account share its quota
 * within this JVM. Safe for use by any thread; close it when done.
 *
 * <p>In a test of what uses a client, {@link io.backflux.reactor.transport.CannedTransport} stands in for the network:
 *
 * <pre>{@code
 * BacklinksClient client = BacklinksClient.builder().transport(CannedTransport.ofRows(rows)).build();
 * }</pre>
 *
 * <p>Nobody can extend it. It is not final so that a container can put a proxy before it, as Spring does for {@code @Lazy}.
 */
public class BacklinksClient implements Disposable, AutoCloseable {

    /** How long {@link #disposeLater} waits for harvests to end: 30 s, longer than almost every answer takes. */
    public static final Duration DISPOSE_TIMEOUT = Duration.ofSeconds(30);

    private final ClientSetup setup;
    private final AtomicBoolean isReleased = new AtomicBoolean();

    BacklinksClient(ClientSetup setup) {
        this.setup = setup;
    }

    /** A builder with its defaults, which wants credentials. */
    public static BacklinksClientBuilder builder() {
        return new BacklinksClientBuilder();
    }

    /** Every row of the query, as with {@link Harvest#backlinks()}. */
    public Flux<Backlink> backlinks(BacklinksQuery query) {
        return harvest(query).backlinks();
    }

    /** Every page of the query, as with {@link Harvest#pages()}. */
    public Flux<BacklinksPage> pages(BacklinksQuery query) {
        return harvest(query).pages();
    }

    /** A harvest of the query, to be described further. Nothing is sent. */
    public Harvest harvest(BacklinksQuery query) {
        return new Harvest(setup, Objects.requireNonNull(query, "query"), HarvestOptions.DEFAULT);
    }

    /** Harvests of all these queries, side by side, to be described further. Nothing is sent, and no query asked for. */
    public Harvests harvests(Publisher<? extends BacklinksQuery> queries) {
        return Harvests.of(this, queries);
    }

    /** As {@link #harvests(Publisher)}. */
    public Harvests harvests(Iterable<? extends BacklinksQuery> queries) {
        return Harvests.of(this, Flux.fromIterable(queries));
    }

    /**
     * The account's permits: how many are in flight and who waits, for gauges; and for other requests of the caller's that spend
     * the same account.
     */
    public AccountQuota quota() {
        return setup.quota();
    }

    /**
     * The account's balance, prices and limits, as the API says them: free of charge, and without one of the permits. The API allows
     * for six such requests a minute, so that an answer is kept for a minute ({@link AccountStatus#readAt()}), and subscribers that
     * come while one is on its way share it. A failure is not kept, nor is it retried.
     *
     * <p>Nothing is sent before subscription. Signals on the event loop that brought the answer, or within the subscription. Cancel
     * aborts the request where nobody else waits for it. Errors are {@link io.backflux.error.BacklinksException}s: a refused account,
     * an answer that can't be read or has another shape, and {@link io.backflux.error.QuotaExceededException} for the seventh request
     * within a minute, which isn't sent.
     */
    public Mono<AccountStatus> account() {
        return setup.account().status();
    }

    /**
     * Bytes of answers that all harvests hold in memory now, and that are set aside for those in flight: of
     * {@link WaitingLimits#maxBytes}, which they may exceed as {@link WaitingLimits} says. For a gauge.
     */
    public long waitingBytes() {
        return setup.buffer().used();
    }

    /** Requests that wait because there is no room for their pages. Those that wait for a permit are not among them. For a gauge. */
    public int waitingForRoom() {
        return setup.buffer().waiting();
    }

    /**
     * Sends no request from now on. What is in flight, and paid for, still comes, and its rows are emitted as they are
     * demanded; then each harvest that has more to ask for ends with {@link io.backflux.error.ClientClosedException} and its
     * checkpoint: those with nothing in flight do so within this call, on the caller's thread and without demand, and so does
     * one that is subscribed later. Does not wait: see {@link #closeGracefully}. A second call does nothing.
     */
    @Override
    public void close() {
        if (isReleased.compareAndSet(false, true)) {
            try {
                setup.harvests().close();
            } finally {
                setup.transport().close();
                setup.release().run();
            }
        }
    }

    /**
     * As {@link #close()}, and completes once all harvests have ended, so that what is paid for is not lost where the
     * application stops. Each subscription closes the client, and nothing happens before. Harvests that have not ended in time,
     * as where a server is slow or a subscriber doesn't demand, end with {@link io.backflux.error.ClientClosedException} and their
     * checkpoint; what was in flight for them is aborted, and may be billed. Where a subscriber is still
     * within {@code onNext} then, its harvest ends when that returns. Completes in either case, on the thread that ended the last
     * harvest or on a timer's; cancelling it only ends the wait, and leaves it to {@link #close()} to free the connections.
     *
     * <p>Connections and event loops are the client's own, so it doesn't matter whether those that Reactor Netty shares have
     * been disposed before.
     *
     * @param timeout for the harvests' end; zero ends them at once
     * @throws IllegalArgumentException if it is negative
     */
    public Mono<Void> closeGracefully(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout must not be negative, was " + timeout);
        }
        return setup.harvests().closeWithin(timeout, setup.pauses().timers()).then(Mono.fromRunnable(this::close));
    }

    /** The same as {@link #close()}, so that a {@link reactor.core.Disposables#composite composite} can hold a client. */
    @Override
    public void dispose() {
        close();
    }

    /** {@link #closeGracefully} with {@link #DISPOSE_TIMEOUT}, as Reactor's resources have it. */
    public Mono<Void> disposeLater() {
        return closeGracefully(DISPOSE_TIMEOUT);
    }

    /** Whether no request is sent any more. */
    @Override
    public boolean isDisposed() {
        return setup.harvests().isClosed();
    }
}
