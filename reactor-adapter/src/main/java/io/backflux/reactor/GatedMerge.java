package io.backflux.reactor;

import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/**
 * Merges what is made of a source's items, each asked for one unit at a time, and for no more in all than is demanded. It has an
 * operator of its own because each unit is billed: {@code flatMap} asks each for one as soon as it begins, and begins as many as it
 * may, before anything is demanded.
 */
final class GatedMerge<Q, T> extends Flux<T> {

    private final Publisher<? extends Q> source;
    private final Function<? super Q, ? extends Publisher<? extends T>> units;
    private final int concurrency;

    private GatedMerge(
            Publisher<? extends Q> source,
            Function<? super Q, ? extends Publisher<? extends T>> units,
            int concurrency) {
        this.source = source;
        this.units = units;
        this.concurrency = concurrency;
    }

    /**
     * As the rest of Reactor sees it, with its hooks.
     *
     * @param units of an item; where they fail, all fails
     * @param concurrency how many may have begun and not ended
     */
    static <Q, T> Flux<T> assembled(
            Publisher<? extends Q> source,
            Function<? super Q, ? extends Publisher<? extends T>> units,
            int concurrency) {
        return onAssembly(new GatedMerge<>(source, units, concurrency));
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        GatedMergeSubscription<Q, T> subscription = new GatedMergeSubscription<>(actual, units, concurrency);
        actual.onSubscribe(subscription);
        subscription.begin(source);
    }
}
