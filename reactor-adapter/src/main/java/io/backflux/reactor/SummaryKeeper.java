package io.backflux.reactor;

import io.backflux.BacklinksPage;
import io.backflux.HarvestSummary;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/** Keeps the summary of one subscription. */
final class SummaryKeeper implements HarvestListener {

    private volatile @Nullable HarvestSummary summary;

    @Override
    public void onSummary(HarvestSummary heard) {
        summary = heard;
    }

    /** Of a harvest that has completed: its summary comes before that. */
    HarvestSummary summary() {
        return Objects.requireNonNull(summary, "a harvest that completed has a summary");
    }

    /** Of a harvest that may not have ended. */
    @Nullable HarvestSummary heard() {
        return summary;
    }

    /** Stores pages one after the other; the summary of their harvest, once all are stored. */
    Mono<HarvestSummary> summaryOf(
            Flux<BacklinksPage> pages, Function<? super BacklinksPage, ? extends Publisher<?>> store) {
        return pages.materialize() // So that an error waits its turn, and doesn't cancel what is being stored.
                .concatMap(signal -> stored(signal, store), 0)
                .then(Mono.fromSupplier(this::summary));
    }

    private static Publisher<?> stored(
            Signal<BacklinksPage> signal, Function<? super BacklinksPage, ? extends Publisher<?>> store) {
        BacklinksPage page = signal.get();
        if (page != null) {
            return store.apply(page);
        }
        Throwable error = signal.getThrowable();
        return error == null ? Mono.empty() : Mono.error(error);
    }
}
