package io.backflux.simulator;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Keeps the selections of the last few queries, so that the later pages of a chain need no search. Softly bounded: at
 * most {@value #MAX_ENTRIES}, and together at most {@value #MAX_WEIGHT} numbers besides the newest two: a harvest may read from
 * both ends at once. Queries that differ in their {@link TimeRange} alone count as one.
 */
final class Selections {
    private static final int MAX_ENTRIES = 8;
    private static final int MAX_WEIGHT = 3_000_000;
    private static final int BOTH_ENDS = 2;

    private final Scheduler slowWork;
    private final int maxWeight;
    private final Map<String, Entry> kept = new LinkedHashMap<>(16, 0.75f, true);

    Selections(Scheduler slowWork) {
        this(slowWork, MAX_WEIGHT);
    }

    Selections(Scheduler slowWork, int maxWeight) {
        this.slowWork = slowWork;
        this.maxWeight = maxWeight;
    }

    Mono<Selection> of(DataSet data, Query query) {
        TimeRange range = query.range();
        return range == null
                ? whole(data, query)
                : whole(data, query.withoutRange()).map(all -> range.of(data, all, query.isFalling()));
    }

    private Mono<Selection> whole(DataSet data, Query query) {
        if (query.isPlain(data)) {
            return Mono.just(Selecting.candidates(data, query));
        }
        String key = query.selectionKey();
        synchronized (kept) {
            return kept.computeIfAbsent(key, k -> new Entry(search(k, data, query))).selection;
        }
    }

    private Mono<Selection> search(String key, DataSet data, Query query) {
        return Mono.fromCallable(() -> Selecting.select(data, query))
                .subscribeOn(slowWork)
                .doOnNext(found -> weighed(key, found))
                .doOnError(e -> forget(key))
                .cache();
    }

    private void forget(String key) {
        synchronized (kept) {
            kept.remove(key);
        }
    }

    private void weighed(String key, Selection found) {
        synchronized (kept) {
            Entry entry = kept.get(key);
            if (entry != null) {
                entry.weight = found.weight();
            }
            int weight = kept.values().stream().mapToInt(e -> e.weight).sum();
            Iterator<Entry> eldest = kept.values().iterator();
            while (kept.size() > MAX_ENTRIES || (kept.size() > BOTH_ENDS && weight > maxWeight)) {
                weight -= eldest.next().weight;
                eldest.remove();
            }
        }
    }

    /** One query's selection, made once. */
    private static final class Entry {
        private final Mono<Selection> selection;
        private int weight;

        Entry(Mono<Selection> selection) {
            this.selection = selection;
        }
    }
}
