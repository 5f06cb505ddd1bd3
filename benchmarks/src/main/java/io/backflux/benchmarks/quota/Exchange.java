package io.backflux.benchmarks.quota;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/** Stands for a request, which keeps its permit until it is {@linkplain #end() ended}, and for whoever waits for it. */
final class Exchange extends Flux<Object> implements CoreSubscriber<Object> {

    /** Of its beginning and its end, which may be of two threads, the later one completes it. */
    private final AtomicBoolean half = new AtomicBoolean();

    private @Nullable CoreSubscriber<? super Object> permit;
    private volatile boolean ended;

    /** It has its permit, and is sent. */
    @Override
    public void subscribe(CoreSubscriber<? super Object> permit) {
        this.permit = permit;
        permit.onSubscribe(Operators.emptySubscription());
        completeIfOther();
    }

    /** Its answer has come; before it is sent this means at once. */
    void end() {
        completeIfOther();
    }

    private void completeIfOther() {
        boolean first = half.compareAndSet(false, true);
        if (!first && permit != null) {
            permit.onComplete();
        }
    }

    /** Whether it has ended, and its permit is free again. */
    boolean hasEnded() {
        return ended;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Object nothing) {}

    @Override
    public void onError(Throwable error) {
        throw new IllegalStateException(error);
    }

    @Override
    public void onComplete() {
        ended = true;
    }
}
