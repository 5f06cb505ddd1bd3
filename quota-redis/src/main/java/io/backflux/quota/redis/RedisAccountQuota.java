package io.backflux.quota.redis;

import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.Lane;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The permits of one account over several processes, by a Redis that they share.
 *
 * <pre>{@code
 * try (RedisAccountQuota quota = RedisAccountQuota.builder("redis://redis.internal")
 *                 .account(username)
 *                 .build();
 *         BacklinksClient client = BacklinksClient.builder()
 *                 .credentials(Credentials.of(username, password))
 *                 .quota(quota)
 *                 .build()) {
 *     …
 * }
 * }</pre>
 *
 * <p>All processes together have as many requests in flight, and in any minute, as the limits allow; processes that wait get
 * permits in turns, and within one its lanes and lines are as in any other quota. A request is sent only with a permit that Redis
 * granted: where it can't be reached none is, and what waits gets a {@link
 * io.backflux.reactor.quota.PermitRefusedException} after {@link RedisQuotaBuilder#unavailableAfter}, by which a harvest ends with
 * {@link io.backflux.error.QuotaUnavailableException} and its checkpoint; what comes once Redis is back is served by itself. Where
 * others use the same account with other limits, it is {@link io.backflux.error.QuotaConflictException}.
 *
 * <p>A permit is a lease by Redis's own clock, renewed while its request is in flight. Those of a process that is killed are free
 * once their leases end. Requests that are in flight while Redis is lost go on, as they are paid for, and are reported when it
 * is back.
 *
 * <p>Nothing is connected before a permit is asked for. One of these is for any number of clients in one JVM; close it after them.
 * Safe for use by any thread. {@link #inFlight} and {@link #waiting} are of this process.
 */
public final class RedisAccountQuota implements AccountQuota, AutoCloseable {

    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final AccountQuota quota;
    private final RedisPermits permits;
    private final RedisLink link;
    private final Scheduler timer;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    RedisAccountQuota(RedisPermits permits, RedisLink link, Scheduler timer) {
        this.permits = permits;
        this.link = link;
        this.timer = timer;
        this.quota = AccountQuota.of(permits);
    }

    /**
     * A builder with a connection of its own, made when first needed and closed with the quota.
     *
     * @param url such as {@code redis://host:6379}, {@code rediss://user:password@host:6380/0} or {@code
     *     redis-sentinel://host1,host2/0#name}; it may carry a password and is never printed
     * @throws IllegalArgumentException if it is none, without what it holds
     */
    public static RedisQuotaBuilder builder(String url) {
        return new RedisQuotaBuilder(Connectors.ofUrl(url));
    }

    /**
     * A builder with connections of the caller's client, which stays open. How fast it reconnects is set there; the quota of all
     * processes is safest where that takes three seconds at most.
     */
    public static RedisQuotaBuilder builder(RedisClient client, RedisURI uri) {
        return new RedisQuotaBuilder(Connectors.of(client, uri));
    }

    /** A builder with connections of the caller's client, which stays open. All of the account's keys are in one slot. */
    public static RedisQuotaBuilder builder(RedisClusterClient client) {
        return new RedisQuotaBuilder(Connectors.of(client));
    }

    @Override
    public <T> Flux<T> withPermit(Publisher<T> exchange, Lane lane) {
        return quota.withPermit(exchange, lane);
    }

    @Override
    public void pause(Duration atLeast) {
        quota.pause(atLeast);
    }

    @Override
    public int inFlight() {
        return quota.inFlight();
    }

    @Override
    public int maxInFlight() {
        return quota.maxInFlight();
    }

    @Override
    public int waiting(Lane lane) {
        return quota.waiting(lane);
    }

    /**
     * Grants nothing more in this process, and refuses whoever waits. What is free is reported; permits in flight are so until their
     * leases end. Waits for it for a moment, unless called on a thread that may not block. A second call does nothing.
     */
    @Override
    public void close() {
        Mono<Void> closed = closeLater();
        if (Schedulers.isInNonBlockingThread()) {
            closed.subscribe();
        } else {
            closed.block(CLOSING);
        }
    }

    /** As {@link #close()}, without waiting: once subscribed, on whatever thread. Completes within five seconds, and never fails. */
    public Mono<Void> closeLater() {
        return Mono.defer(() -> isClosed.compareAndSet(false, true) ? closing() : Mono.empty());
    }

    private Mono<Void> closing() {
        return permits.close()
                .then(Mono.defer(link::close))
                .timeout(CLOSING.minusSeconds(1))
                .onErrorComplete()
                .doFinally(end -> timer.dispose());
    }
}
