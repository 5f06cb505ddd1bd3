package io.backflux.reactor.quota;

import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

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
     * has it, and releases it exactly once: before the source's completion or error is signalled, or after a cancellation.
     * Cancelled while it waits, it leaves no trace: it takes nothing from the quota, and the source is never subscribed.
     * Demand goes through to the source. The source is subscribed on the thread that set the permit free: that of the
     * subscriber, of another exchange's end, or of a timer; where Reactor propagates contexts to thread-locals, under those of
     * the subscriber's own context.
     *
     * <p>A source that is given up (it fails, or is cancelled while it runs) leaves a server that may work on although nobody
     * listens. Its permit stays in flight until the server is likely to be done with it: until as much time has passed since
     * the source was subscribed as all but a few answers of this quota take; where it has run longer than that, or timed out,
     * without a first element, until it would have taken six times as long; and 120 s at most. It is free at once where the
     * failure is a {@link io.backflux.reactor.transport.TransportException} that says that nothing reached the server. <b>What
     * can't be known</b>: when the server is done with what nobody listens to, so a server that takes longer than that may have
     * more requests at once than there are permits, and refuses some (40209), for which the whole account pauses; and what
     * others send with the same account from elsewhere. Timeouts that are shorter than answers take hide how long they take.
     *
     * @param exchange what needs the permit; one request
     * @param lane the line to wait in
     */
    <T> Flux<T> withPermit(Publisher<T> exchange, Lane lane);

    /**
     * Grants no permit for a while, to anybody, because the API said that the account sends too much. Pauses don't add
     * up: the one that ends last counts.
     */
    void pause(Duration atLeast);

    /** Permits that are not free now: granted, or of an exchange that was given up and that the server may work on still. */
    int inFlight();

    /** Permits that there are in all, by which a client sizes its pool of connections; unless known, without bound. */
    default int maxInFlight() {
        return Integer.MAX_VALUE;
    }

    /** Subscriptions that wait for one now, in both lanes. */
    default int waiting() {
        return waiting(Lane.INTERACTIVE) + waiting(Lane.BULK);
    }

    /** Subscriptions that wait in a lane now. */
    int waiting(Lane lane);

    /**
     * A quota of its own, known to nobody else: for a test, or an account that is shared by other means. It goes by the
     * machine's own time, whatever Reactor's schedulers are set to.
     */
    static AccountQuota local(QuotaLimits limits) {
        return LocalAccountQuota.of(limits);
    }

    /**
     * A quota whose permits are another's to grant, such as a server's that several processes ask; lanes and lines are its
     * own. {@link #inFlight} and {@link #waiting} count those of this quota alone.
     *
     * @param source for this quota only
     */
    static AccountQuota of(PermitSource source) {
        return SourcedQuota.of(source);
    }

    /**
     * The quota of an account, the same one for the same account anywhere in this JVM, for as long as it runs: a quota
     * that was made anew would forget what was sent within the last minute. Its limits stay, too; those of a {@link #lease} may
     * change once nobody has one.
     *
     * @param account what tells accounts apart, such as host and login; it is compared and not printed
     * @throws IllegalStateException if the account is in use, with other limits
     */
    static AccountQuota shared(String account, QuotaLimits limits) {
        return lease(account, limits).quota();
    }

    /**
     * The quota of {@link #shared}, until the lease is closed.
     *
     * @param account what tells accounts apart, such as host and login; it is compared and not printed
     * @throws IllegalStateException if the account is in use, with other limits
     */
    static QuotaLease lease(String account, QuotaLimits limits) {
        return SharedQuotas.lease(account, limits);
    }
}
