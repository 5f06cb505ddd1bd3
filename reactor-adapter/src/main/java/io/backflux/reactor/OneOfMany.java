package io.backflux.reactor;

import io.backflux.BacklinksPage;
import io.backflux.BacklinksQuery;
import io.backflux.Checkpoint;
import io.backflux.HarvestProgress;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.error.BacklinksException;
import io.backflux.reactor.HarvestEvent.Ended;
import io.backflux.reactor.HarvestEvent.PageRead;
import io.backflux.wire.CheckpointAccess;
import io.backflux.wire.CheckpointContent;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One harvest among many, once: whatever becomes of it is an event. */
final class OneOfMany {

    private final BacklinksQuery query;
    private final BacklinksClient client;
    private final @Nullable SharedSlots slots;
    private final SummaryKeeper keeper = new SummaryKeeper();

    /** The last that was stored, or where it resumed; for a failed store only. */
    private volatile @Nullable Checkpoint stored;

    /**
     * @param slots that it shares with the others; null for none
     */
    OneOfMany(BacklinksQuery query, BacklinksClient client, @Nullable SharedSlots slots) {
        this.query = query;
        this.client = client;
        this.slots = slots;
    }

    /** What is made of a harvest that has its slots until that ends. */
    private <T> Flux<T> leased(Function<SharedSlots.@Nullable Lease, Flux<T>> events) {
        return slots == null ? events.apply(null) : Flux.using(slots::lease, events, SharedSlots.Lease::close);
    }

    Flux<HarvestEvent> pages(BiFunction<? super BacklinksQuery, ? super Harvest, Harvest> description) {
        return leased(lease -> Flux.defer(() -> described(description, lease).pages())
                .<HarvestEvent>map(page -> new PageRead(query, page))
                .concatWith(Mono.fromSupplier(() -> new Ended(query, keeper.summary(), null)))
                .onErrorResume(error -> Mono.fromSupplier(() -> failed(error))));
    }

    Flux<Ended> stored(
            BiFunction<? super BacklinksQuery, ? super Harvest, Harvest> description,
            BiFunction<? super BacklinksQuery, ? super BacklinksPage, ? extends Publisher<?>> store) {
        return leased(lease -> Flux.defer(() -> described(description, lease).forEachPage(page -> stored(page, store)))
                .map(summary -> new Ended(query, summary, null))
                .onErrorResume(error -> Mono.fromSupplier(() -> failed(error))));
    }

    private Mono<Void> stored(
            BacklinksPage page,
            BiFunction<? super BacklinksQuery, ? super BacklinksPage, ? extends Publisher<?>> store) {
        Publisher<?> storing = Objects.requireNonNull(store.apply(query, page), "store returned null");
        return Flux.from(storing).then(Mono.fromRunnable(() -> stored = page.checkpoint()));
    }

    private Harvest described(
            BiFunction<? super BacklinksQuery, ? super Harvest, Harvest> description,
            SharedSlots.@Nullable Lease lease) {
        Harvest harvest = Objects.requireNonNull(
                description.apply(query, client.harvest(query)), "the description of a harvest returned null");
        CheckpointContent from = harvest.options().from();
        stored = from == null ? null : CheckpointAccess.checkpointOf(from);
        return (lease == null ? harvest : harvest.slots(lease)).heardAlsoBy(keeper);
    }

    /** A harvest that could not begin has no summary yet, and one whose page could not be stored has not failed by itself. */
    private Ended failed(Throwable error) {
        HarvestSummary heard = keeper.heard();
        if (heard != null && error instanceof BacklinksException) {
            return new Ended(query, heard, error);
        }
        HarvestSummary.Builder summary = heard == null
                ? HarvestSummary.builder(
                        HarvestStatus.FAILED,
                        HarvestProgress.builder(query.target()).build())
                : heard.toBuilder();
        return new Ended(
                query,
                summary.status(HarvestStatus.FAILED)
                        .reason(Ending.words(error))
                        .checkpoint(stored)
                        .build(),
                error);
    }
}
