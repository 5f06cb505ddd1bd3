package io.backflux.reactor;

import java.util.function.Supplier;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

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
        HarvestSubscription<T> subscription;
        try {
            subscription = new HarvestSubscription<>(harvest, outlets, actual);
        } catch (Throwable thrown) {
            neverBegun(thrown);
            Exceptions.throwIfJvmFatal(thrown);
            Operators.error(actual, thrown);
            return;
        }
        harvest.setup().harvests().add(subscription);
        try {
            actual.onSubscribe(subscription);
        } catch (Throwable thrown) {
            subscription.refused(thrown);
            throw thrown;
        }
        subscription.begin();
    }

    private void neverBegun(Throwable thrown) {
        try {
            HarvestLedger.neverBegun(harvest, HarvestSubscription.words(thrown));
        } catch (Throwable listenerFailed) {
            Exceptions.addSuppressed(thrown, listenerFailed);
        }
    }
}
