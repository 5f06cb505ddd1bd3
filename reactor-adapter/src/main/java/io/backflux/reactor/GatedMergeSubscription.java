package io.backflux.reactor;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

/** One subscription to a {@link GatedMerge}. */
final class GatedMergeSubscription<Q, T> extends Drain implements Subscription {

    private final CoreSubscriber<? super T> actual;
    private final Function<? super Q, ? extends Publisher<? extends T>> units;
    private final int concurrency;
    private final Source source = new Source();
    private final AtomicLong requested = new AtomicLong();
    private volatile boolean cancelled;
    private volatile boolean badDemand;

    /** What has been signalled to it, by any thread. */
    private final Queue<Runnable> signals =
            Queues.<Runnable>unboundedMultiproducer().get();

    // All below is touched within the drain only.
    private final Set<Inner> open = new HashSet<>();
    private final ArrayDeque<Inner> idle = new ArrayDeque<>();
    private long emitted;
    private int askedOfSource;
    private boolean sourceEnded;
    private @Nullable Throwable sourceError;
    private boolean done;

    GatedMergeSubscription(
            CoreSubscriber<? super T> actual,
            Function<? super Q, ? extends Publisher<? extends T>> units,
            int concurrency) {
        this.actual = actual;
        this.units = units;
        this.concurrency = concurrency;
    }

    /** After the subscriber has taken its subscription. */
    void begin(Publisher<? extends Q> queries) {
        run(() -> queries.subscribe(source));
    }

    @Override
    public void request(long n) {
        if (n > 0) {
            requested.accumulateAndGet(n, Operators::addCap);
        } else {
            badDemand = true;
        }
        drain();
    }

    @Override
    public void cancel() {
        cancelled = true;
        drain();
    }

    private void signalled(Runnable what) {
        signals.add(what);
        drain();
    }

    @Override
    void proceed() {
        for (Runnable signal = signals.poll(); signal != null; signal = signals.poll()) {
            if (cancelled) {
                stop();
            }
            signal.run();
        }
        if (cancelled) {
            stop();
        } else if (badDemand && !done) {
            fail(new IllegalArgumentException("§3.9: demand must be at least 1"));
        }
        if (!done) {
            askForMore();
            endIfAllHaveEnded();
        }
    }

    /** Those that have begun come first; another one only where all of them are asked. */
    private void askForMore() {
        long left = unassigned();
        while (left > 0 && !idle.isEmpty()) {
            left--;
            idle.remove().ask();
        }
        int room = concurrency - open.size() - askedOfSource;
        long more = Math.min(left - askedOfSource, room);
        if (more > 0 && !sourceEnded && source.isSubscribed()) {
            askedOfSource += (int) more;
            source.request(more);
        }
    }

    /** Demand for which no unit has been asked for. */
    private long unassigned() {
        long demanded = requested.get();
        int busy = open.size() - idle.size();
        return demanded == Long.MAX_VALUE ? demanded : demanded - emitted - busy;
    }

    private void endIfAllHaveEnded() {
        if (!done && sourceEnded && open.isEmpty() && signals.isEmpty()) {
            done = true;
            if (sourceError == null) {
                actual.onComplete();
            } else {
                actual.onError(sourceError);
            }
        }
    }

    private void fail(Throwable error) {
        if (done) {
            Operators.onErrorDropped(error, actual.currentContext());
            return;
        }
        stop();
        actual.onError(error);
    }

    /** Nothing is signalled from now on. */
    private void stop() {
        done = true;
        source.cancel();
        open.forEach(Inner::cancel);
        open.clear();
        idle.clear();
    }

    @Override
    void rescue(Throwable thrown) {
        keepFatal(thrown);
        try {
            fail(thrown);
            proceed(); // What has been signalled meanwhile is discarded.
        } catch (Throwable again) {
            Operators.onErrorDropped(again, actual.currentContext());
        }
    }

    private void began(Q item) {
        askedOfSource--;
        if (done) {
            return;
        }
        Inner inner = new Inner();
        open.add(inner);
        idle.add(inner);
        Publisher<? extends T> begun = units.apply(item);
        begun.subscribe(inner);
    }

    private void emit(Inner inner, T unit) {
        if (done) {
            Operators.onDiscard(unit, actual.currentContext());
            return;
        }
        emitted++;
        idle.add(inner);
        actual.onNext(unit);
    }

    private void ended(Inner inner, @Nullable Throwable error) {
        if (error != null) {
            fail(error);
        } else if (open.remove(inner)) {
            idle.remove(inner);
        }
    }

    /** What one of them signals, and is asked for. */
    private abstract class Upstream<U> implements CoreSubscriber<U> {

        private final AtomicReference<@Nullable Subscription> subscription = new AtomicReference<>();

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }

        @Override
        public void onSubscribe(Subscription upstream) {
            if (subscription.compareAndSet(null, upstream)) {
                drain();
            } else {
                upstream.cancel();
            }
        }

        boolean isSubscribed() {
            return subscription.get() != null;
        }

        void request(long n) {
            Objects.requireNonNull(subscription.get()).request(n);
        }

        void cancel() {
            Subscription upstream = subscription.getAndSet(Operators.cancelledSubscription());
            if (upstream != null) {
                upstream.cancel();
            }
        }
    }

    private final class Source extends Upstream<Q> {

        @Override
        public void onNext(Q item) {
            signalled(() -> began(item));
        }

        @Override
        public void onError(Throwable error) {
            signalled(() -> {
                if (done) {
                    Operators.onErrorDropped(error, actual.currentContext());
                }
                sourceEnded = true;
                sourceError = error;
            });
        }

        @Override
        public void onComplete() {
            signalled(() -> sourceEnded = true);
        }
    }

    private final class Inner extends Upstream<T> {

        private boolean isAsked;

        void ask() {
            if (isSubscribed()) {
                request(1);
            } else {
                isAsked = true; // As soon as it can be.
            }
        }

        @Override
        public void onSubscribe(Subscription upstream) {
            super.onSubscribe(upstream);
            signalled(() -> {
                if (isAsked) {
                    isAsked = false;
                    request(1);
                }
            });
        }

        @Override
        public void onNext(T unit) {
            signalled(() -> emit(this, unit));
        }

        @Override
        public void onError(Throwable error) {
            signalled(() -> ended(this, error));
        }

        @Override
        public void onComplete() {
            signalled(() -> ended(this, null));
        }
    }
}
