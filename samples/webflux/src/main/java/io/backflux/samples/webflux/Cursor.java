package io.backflux.samples.webflux;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import io.backflux.Checkpoint;
import io.backflux.HarvestProgress;
import io.backflux.HarvestSummary;
import io.backflux.reactor.Harvest;
import io.backflux.reactor.HarvestListener;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Where a reader stands in a harvest: a checkpoint, and what is left of the page before it. Between two calls nothing runs, so nothing is
 * bought for a reader who has gone.
 */
final class Cursor {

    private final Harvest harvest;
    private final AtomicBoolean isBusy = new AtomicBoolean();
    private final Sinks.Empty<Void> stopped = Sinks.empty();
    private final Deque<Backlink> ready = new ArrayDeque<>();
    private final AtomicReference<BigDecimal> cost = new AtomicReference<>(BigDecimal.ZERO);
    private volatile @Nullable HarvestSummary summary;
    private @Nullable Checkpoint checkpoint;
    private @Nullable Portion last;
    private boolean isAtEnd;
    private long shown;

    /** A cursor before the first row. */
    Cursor(Harvest harvest) {
        this.harvest = harvest.listener(HarvestListener.onSummary(this::add));
    }

    /**
     * The next rows, fewer at the end; the last ones again, for a reader who hasn't got them. Buys pages only where those that are left
     * don't do. One call at a time: empty for another, and once stopped.
     *
     * @param after how many rows the reader has
     */
    Mono<Portion> next(long after, int rows) {
        return Mono.defer(() -> isBusy.compareAndSet(false, true)
                        ? after(after, rows).doOnTerminate(this::free).doOnCancel(this::free)
                        : Mono.empty())
                .takeUntilOther(stopped.asMono());
    }

    /** Before the answer goes out, since the next call may follow at once. */
    private void free() {
        isBusy.set(false);
    }

    private Mono<Portion> after(long after, int rows) {
        Portion before = last;
        if (after == shown) {
            return filled(rows).then(Mono.fromSupplier(() -> last = portion(rows)));
        }
        return before != null && after == shown - before.links().size() ? Mono.just(before) : Mono.empty();
    }

    /** Cancels the call in progress; nothing is bought from now on. */
    void stop() {
        stopped.tryEmitEmpty();
    }

    private Mono<Void> filled(int rows) {
        return Mono.defer(() -> ready.size() >= rows || isAtEnd ? Mono.empty() : page().then(filled(rows)));
    }

    /** One more page. The last one is waited for to its end, so that the summary says whether the rows are the whole. */
    private Mono<Void> page() {
        Harvest rest = checkpoint == null ? harvest : harvest.resumeFrom(checkpoint);
        return Mono.defer(() -> {
            AtomicBoolean more = new AtomicBoolean();
            return rest.pages()
                    .limitRate(1)
                    .takeUntil(page -> !page.last())
                    .doOnNext(page -> {
                        keep(page);
                        more.set(!page.last());
                    })
                    .then()
                    .doOnSuccess(nothing -> isAtEnd = !more.get());
        });
    }

    private void keep(BacklinksPage page) {
        ready.addAll(page.items());
        checkpoint = page.checkpoint();
    }

    /** What each run has cost, those too that failed: a checkpoint knows only what led to it. */
    private void add(HarvestSummary ended) {
        HarvestProgress before = ended.resumedFrom();
        BigDecimal total = ended.progress().cost();
        BigDecimal run = before == null ? total : total.subtract(before.cost());
        cost.accumulateAndGet(run, BigDecimal::add);
        summary = ended;
    }

    private Portion portion(int rows) {
        List<Backlink> links = new ArrayList<>();
        while (links.size() < rows && !ready.isEmpty()) {
            links.add(ready.remove());
        }
        shown += links.size();
        HarvestSummary ended = summary;
        boolean end = isAtEnd && ready.isEmpty();
        return new Portion(
                links,
                shown,
                ready.size(),
                ended == null ? null : ended.progress().totalCount(),
                cost.get(),
                end,
                ended == null || !end ? null : Portion.Proof.of(ended.proof()));
    }
}
