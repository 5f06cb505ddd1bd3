package io.backflux.reactor.quota;

import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * The permits of one account: whoever wants to send waits here for one, without blocking. Within a {@link Lane} first come
 * is first served, and the two take turns.
 *
 * <p>All that spends the same account must share one quota. Clients in one JVM do so by themselves (see {@link #shared}).
 * Implementations are safe for use by any thread.
 */
public interface AccountQuota {

    /** As {@link #withPermit(Publisher, Lane)}, in the lane for {@linkplain Lane#INTERACTIVE somebody who waits}. */
    default <T> Flux<T> withPermit(Publisher<T> exchange) {
        return withPermit(exchange, Lane.INTERACTIVE);
    }

    /**
     * The source, once there is a permit for it.
     *
     * <p>Nothing happens before subscription. Each subscription queues for one permit, subscribes to the source when it
     * has it, and gives it back exactly once: before the source's completion or error is handed on, or after a
     * cancellation. Cancelled while it waits, it leaves no trace: it takes nothing from the quota, and the source is never
     * subscribed. Cancelled while the source runs, the source is cancelled at once, but the permit stays in flight until as
     * much time has passed since the source was subscribed as answers of this quota mostly take, because the server works
     * on although nobody listens. It is free at once where that is over, or where no answer has come yet. Demand goes
     * through to the source. The source is subscribed on the thread that set the permit free: that of the subscriber, of
     * another exchange's end, or of a timer.
     *
     * @param exchange what needs the permit; one request
     * @param lane the line to wait in
     */
    <T> Flux<T> withPermit(Publisher<T> exchange, Lane lane);

    /**
     * Gives no permit for a while, for anybody, because the API said that the account sends too much. Pauses don't add
     * up: the one that ends last counts.
     */
    void pause(Duration atLeast);

    /** Permits that are not free now: given out, or of a cancelled exchange that the server is likely to work on still. */
    int inFlight();

    /** Subscriptions that wait for one now. */
    int waiting();

    /** A quota of its own, known to nobody else: for a test, or an account that is shared by other means. */
    static AccountQuota local(QuotaLimits limits) {
        return new LocalAccountQuota(limits, LocalAccountQuota.MONOTONIC, Schedulers.parallel());
    }

    /**
     * The quota of an account, the same one for the same account anywhere in this JVM, for as long as it runs: a quota
     * that was made anew would forget what was sent within the last minute.
     *
     * @param account what tells accounts apart, such as host and login; it is compared and not printed
     * @throws IllegalStateException if the account has its quota already, with other limits
     */
    static AccountQuota shared(String account, QuotaLimits limits) {
        return SharedQuotas.of(account, limits);
    }
}
