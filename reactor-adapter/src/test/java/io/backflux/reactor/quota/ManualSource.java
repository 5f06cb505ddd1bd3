package io.backflux.reactor.quota;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** An exchange that does what it is told, even what no source may do. */
final class ManualSource implements Publisher<Integer> {

    private final List<Subscriber<? super Integer>> subscribers = new ArrayList<>();
    private int cancels;
    private long requested;

    @Override
    public void subscribe(Subscriber<? super Integer> subscriber) {
        subscribers.add(subscriber);
        subscriber.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {
                requested += n;
            }

            @Override
            public void cancel() {
                cancels++;
            }
        });
    }

    int subscriptions() {
        return subscribers.size();
    }

    int cancels() {
        return cancels;
    }

    long requested() {
        return requested;
    }

    void next(int value) {
        subscribers.forEach(subscriber -> subscriber.onNext(value));
    }

    void complete() {
        subscribers.forEach(Subscriber::onComplete);
    }

    void error(@Nullable String message) {
        error(new IllegalStateException(message));
    }

    void error(Throwable error) {
        subscribers.forEach(subscriber -> subscriber.onError(error));
    }
}
