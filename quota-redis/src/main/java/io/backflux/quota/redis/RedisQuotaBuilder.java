package io.backflux.quota.redis;

import io.backflux.reactor.quota.QuotaLimits;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Builds a {@link RedisAccountQuota}. Not for several threads. Defaults:
 * <ul>
 *   <li>{@code limits} {@link QuotaLimits#DEFAULT}: 30 in flight, 2,000 a minute
 *   <li>{@code lease} 30 s
 *   <li>{@code unavailableAfter} 60 s
 * </ul>
 * One of {@link #account} and {@link #name} must be set.
 */
public final class RedisQuotaBuilder {

    private final Supplier<LettuceLink.Connector> connector;
    private @Nullable QuotaKeys keys;
    private QuotaLimits limits = QuotaLimits.DEFAULT;
    private Duration lease = Duration.ofSeconds(30);
    private Duration unavailableAfter = Duration.ofSeconds(60);

    RedisQuotaBuilder(Supplier<LettuceLink.Connector> connector) {
        this.connector = connector;
    }

    /**
     * Whose permits they are: the same in all processes, such as the account's login. Redis gets a hash of it.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public RedisQuotaBuilder account(String account) {
        if (account.isBlank()) {
            throw new IllegalArgumentException("account must not be blank");
        }
        this.keys = QuotaKeys.ofAccount(account);
        return this;
    }

    /**
     * A name for the account, instead of a hash: up to 100 letters, digits, dots, hyphens and underscores. It stands in Redis and in
     * messages as it is.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public RedisQuotaBuilder name(String name) {
        this.keys = QuotaKeys.named(name);
        return this;
    }

    /** What the account may send, over all processes; the same in each of them. */
    public RedisQuotaBuilder limits(QuotaLimits limits) {
        this.limits = Objects.requireNonNull(limits, "limits");
        return this;
    }

    /**
     * For how long the permits of a process count after its last sign of life. Longer than most answers take: where a process loses
     * Redis alone, its requests that run for longer are no longer counted.
     *
     * @param lease from a second to ten minutes; it is renewed after a third of it
     */
    public RedisQuotaBuilder lease(Duration lease) {
        this.lease = Objects.requireNonNull(lease, "lease");
        return this;
    }

    /**
     * How long requests wait while Redis can't be reached, before they fail.
     *
     * @param bound zero for the first call that is in vain, which takes up to two seconds
     */
    public RedisQuotaBuilder unavailableAfter(Duration bound) {
        this.unavailableAfter = Objects.requireNonNull(bound, "bound");
        return this;
    }

    /**
     * The quota. It connects when a permit is first asked for.
     *
     * @throws IllegalStateException if neither account nor name is set
     * @throws IllegalArgumentException if {@code lease} or {@code unavailableAfter} is out of range
     */
    public RedisAccountQuota build() {
        if (keys == null) {
            throw new IllegalStateException("account or name must be set: it tells whose permits they are");
        }
        QuotaSettings settings = new QuotaSettings(keys, limits, lease, unavailableAfter);
        LettuceLink link = new LettuceLink(connector.get());
        Scheduler timer = Schedulers.newSingle("backflux-quota-redis", true);
        String process = UUID.randomUUID().toString();
        return new RedisAccountQuota(new RedisPermits(settings, process, link, timer), link, timer);
    }
}
