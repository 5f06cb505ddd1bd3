package io.backflux.reactor;

import java.time.Duration;
import java.util.Objects;

/**
 * How much of its answers a client keeps in memory for subscribers that have not read them yet.
 *
 * <p>A page is received at full speed, whatever the demand, and waits as it came: about 0.3 MB for 1,000 rows where the server
 * packs, as the API does, and 3.3 MB where it doesn't. What is counted: those bytes, and for each page that is read 64 KiB besides,
 * or more where its rows that were emitted take more, at 300 bytes each (while memory is short, a page of which nothing was demanded
 * for a second lets go of that); before a page has come, as many bytes as pages of late had; and rows that lie ready ahead of demand ({@code prefetch},
 * {@code parallelism}) or until their page is whole ({@code pages()}), at 1,500 bytes each.
 *
 * <p>While all of it is taken, no page is requested: whoever demands one waits, without a permit, and is served in order of arrival,
 * with the two {@linkplain io.backflux.reactor.quota.Lane lanes} taking turns. Pages ahead of demand take half of it at most, and
 * come last. Rows lie ready in half of it at most; what follows them waits as it came. Where nothing but these is in memory, a page
 * of any size is requested. The page that others of its harvest wait for, as they
 * come in order, is requested at once, so that no harvest stands in its own way: such pages may double the sum at most.
 *
 * <p><b>What gives way</b>: a page that has come whole, and of which nothing was demanded for {@code stalledAfter}, is dropped
 * while somebody waits for its place, that which has stood longest first. One of more than 256 KiB that came plain is packed the
 * first time, to a tenth or so, and only dropped when it has stood for as long once more. Where one was dropped, its harvest goes
 * on as if nothing had happened: once more is demanded, the page is requested again, and only the rows that were not emitted
 * follow. That request is <b>billed once more</b>, and counted in {@code HarvestProgress.requests()} and {@code cost()}; where
 * {@code maxCost} has no room for it, the page stays. So subscribers that never come back can't starve others, and cost nothing;
 * those that come back may cost a page each time that they have stood still for so long while memory was short. Nothing gives way
 * to pages ahead of demand, and rows that lie ready don't. Subscribers that block their thread within {@code onNext} keep what
 * they have.
 *
 * <p>Defaults: {@code maxBytes} a quarter of the JVM's largest heap, which is about 190 pages in 256 MiB; {@code stalledAfter} one
 * minute.
 *
 * @param maxBytes bytes over all harvests of the client
 * @param stalledAfter how long a page must have been left alone before it gives way
 */
public record WaitingLimits(long maxBytes, Duration stalledAfter) {

    public static final WaitingLimits DEFAULT =
            new WaitingLimits(Runtime.getRuntime().maxMemory() / 4, Duration.ofMinutes(1));

    public WaitingLimits {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes must be positive, was " + maxBytes);
        }
        Objects.requireNonNull(stalledAfter, "stalledAfter");
        if (stalledAfter.isNegative() || stalledAfter.isZero()) {
            throw new IllegalArgumentException("stalledAfter must be positive, was " + stalledAfter);
        }
    }
}
