package io.backflux.reactor;

import java.util.function.Supplier;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/**
 * A chain of pages as a Flux. It has an operator of its own because none of Reactor's is gated on demand alone: what maps
 * pages to rows asks for pages ahead of the rows that were demanded, and here each page is billed.
 */
final class PagingFlux<T> extends Flux<T> {

    private final Harvest harvest;
    private final Supplier<Outlet<T>> outlets;

    PagingFlux(Harvest harvest, Supplier<Outlet<T>> outlets) {
        this.harvest = harvest;
        this.outlets = outlets;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        HarvestSubscription<T> subscription = harvest.isParallel()
                ? new ParallelSubscription<>(harvest, outlets, actual, harvest.partition())
                : new PagingSubscription<>(harvest, outlets.get(), actual, harvest.wayOfChain());
        actual.onSubscribe(subscription);
        subscription.begin();
    }
}
