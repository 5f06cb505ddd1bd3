package io.backflux.reactor;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pages of which nothing is read, the one that has stood longest first. Times are in nanoseconds by one clock. Not for several
 * threads.
 *
 * @param <P> what stands
 */
final class Standing<P> {

    private final long stalledAfter;
    private final Map<P, Long> since = new LinkedHashMap<>();

    /**
     * @param stalledAfter how long a page must have stood before it is stalled
     */
    Standing(Duration stalledAfter) {
        this.stalledAfter = stalledAfter.toNanos();
    }

    /** It stands from now on. */
    void add(P page, long now) {
        since.remove(page);
        since.put(page, now);
    }

    void remove(P page) {
        since.remove(page);
    }

    boolean isEmpty() {
        return since.isEmpty();
    }

    boolean contains(P page) {
        return since.containsKey(page);
    }

    /** Takes out the page that has stood longest; null where none has stood for long enough. */
    @Nullable P removeStalled(long now) {
        Map.Entry<P, Long> first = first();
        if (first == null || nanosLeft(first, now) > 0) {
            return null;
        }
        P page = first.getKey();
        since.remove(page);
        return page;
    }

    /** Until the first of them has stood for long enough; where nothing stands, until whatever begins to stand now has. */
    long nanosToNext(long now) {
        Map.Entry<P, Long> first = first();
        return first == null ? stalledAfter : Math.max(1, nanosLeft(first, now));
    }

    private long nanosLeft(Map.Entry<P, Long> stands, long now) {
        return stands.getValue() + stalledAfter - now;
    }

    private Map.@Nullable Entry<P, Long> first() {
        return since.isEmpty() ? null : since.entrySet().iterator().next();
    }
}
