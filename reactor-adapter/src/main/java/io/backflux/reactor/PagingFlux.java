package io.backflux.reactor;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * The rows or pages of a harvest as a Flux. It has an operator of its own because none of Reactor's is gated on demand alone: what maps
 * pages to rows asks for pages ahead of the rows that were demanded, and here each page is billed.
 */
final class PagingFlux<T> extends Flux<T> implements Scannable {

    private final Harvest harvest;
    private final Function<Context, Outlet<T>> outlets;

    PagingFlux(Harvest harvest, Function<Context, Outlet<T>> outlets) {
        this.harvest = harvest;
        this.outlets = outlets;
    }

    /** As the rest of Reactor sees it, with its hooks. */
    static <T> Flux<T> assembled(Harvest harvest, Function<Context, Outlet<T>> outlets) {
        return onAssembly(new PagingFlux<>(harvest, outlets));
    }

    @Override
    @SuppressWarnings("rawtypes") // As Scannable has it.
    public @Nullable Object scanUnsafe(Attr key) {
        if (key.equals(Attr.PREFETCH)) {
            return harvest.options().prefetch();
        }
        return key.equals(Attr.RUN_STYLE) ? Attr.RunStyle.ASYNC : null;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        HarvestSubscription<T> subscription;
        Harvest heard = harvest;
        try {
            Context context = actual.currentContext();
            for (Function<? super HarvestStart, ? extends HarvestListener> listener :
                    harvest.setup().listeners()) {
                heard = heard.heardAlsoBy(listener.apply(harvest.start(context)));
            }
            subscription = new HarvestSubscription<>(heard, () -> outlets.apply(context), actual);
        } catch (Throwable thrown) {
            neverBegun(heard, thrown);
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

    private static void neverBegun(Harvest harvest, Throwable thrown) {
        try {
            HarvestLedger.neverBegun(harvest, Ending.words(thrown));
        } catch (Throwable listenerFailed) {
            Exceptions.addSuppressed(thrown, listenerFailed);
        }
    }
}
