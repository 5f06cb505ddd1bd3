package io.backflux.samples.webflux;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import io.backflux.Checkpoint;
import io.backflux.HarvestSummary;
import io.backflux.reactor.Harvest;
import io.backflux.reactor.HarvestListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Where a reader stands in a harvest: a checkpoint, and what is left of the page before it. Between two calls nothing runs, so nothing is
 * bought for a reader who has gone.
 */
final class Cursor {

    private final Harvest harvest;
    private final AtomicBoolean isBusy = new AtomicBoolean();
    private final Deque<Backlink> ready = new ArrayDeque<>();
    private @Nullable Checkpoint checkpoint;
    private @Nullable HarvestSummary summary;
    private boolean isAtEnd;
    private long shown;

    /** A cursor before the first row. */
    Cursor(Harvest harvest) {
        this.harvest = harvest.listener(HarvestListener.onSummary(ended -> summary = ended));
    }

    /** The next rows, fewer at the end. Buys pages only where those that are left don't do. One call at a time: empty for another. */
    Mono<Portion> next(int rows) {
        return Mono.defer(() -> isBusy.compareAndSet(false, true)
                ? filled(rows).then(Mono.fromSupplier(() -> portion(rows))).doFinally(signal -> isBusy.set(false))
                : Mono.empty());
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

    private Portion portion(int rows) {
        List<Backlink> links = new ArrayList<>();
        while (links.size() < rows && !ready.isEmpty()) {
            links.add(ready.remove());
        }
        shown += links.size();
        return Portion.of(links, shown, isAtEnd && ready.isEmpty(), summary);
    }
}
