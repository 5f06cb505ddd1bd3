package io.backflux.reactor.quota;

import io.backflux.reactor.quota.ResponseTimeEstimate.GivenUp;
import io.backflux.reactor.transport.TransportException;
import io.backflux.reactor.transport.TransportException.Problem;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** One subscription on its way through the quota: it waits, runs and ends, and passes each door once. */
final class PermitWaiter<T> extends Operators.DeferredSubscription implements CoreSubscriber<T> {

    private enum State {
        WAITING,
        CLAIMED,
        RUNNING,
        ENDED
    }

    private final QueuedQuota quota;
    private final long ticket;
    private final Lane lane;
    private final Publisher<T> exchange;
    private final CoreSubscriber<? super T> actual;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

    /** What makes its permit free; written before it is claimed, read once it is. */
    private @Nullable Runnable permit;

    /** Written before it runs, read once it has. */
    private long startedAt;

    private volatile boolean answerHasBegun;

    PermitWaiter(QueuedQuota quota, long ticket, Lane lane, Publisher<T> exchange, CoreSubscriber<? super T> actual) {
        this.quota = quota;
        this.ticket = ticket;
        this.lane = lane;
        this.exchange = exchange;
        this.actual = actual;
    }

    /** Its place among those who wait; lower ones came before it. */
    long ticket() {
        return ticket;
    }

    Lane lane() {
        return lane;
    }

    boolean hasLeft() {
        return state.get() == State.ENDED;
    }

    /**
     * Takes the permit; false where the waiter was cancelled and takes none.
     *
     * @param permit what makes it free
     */
    boolean claim(Runnable permit) {
        this.permit = permit;
        return state.compareAndSet(State.WAITING, State.CLAIMED);
    }

    /** Ends the wait, because no permit can come. */
    void refuse(Throwable why) {
        if (state.compareAndSet(State.WAITING, State.ENDED)) {
            actual.onError(why);
        }
    }

    /** What the JVM may not survive is thrown on, but its subscriber hears of it too, who may be another thread's. */
    void start(long now) {
        startedAt = now;
        if (!state.compareAndSet(State.CLAIMED, State.RUNNING)) {
            return;
        }
        try {
            exchange.subscribe(this);
        } catch (Throwable thrown) {
            onError(thrown);
            throw thrown;
        }
    }

    @Override
    public Context currentContext() {
        return actual.currentContext();
    }

    @Override
    public void onSubscribe(Subscription upstream) {
        set(upstream);
    }

    @Override
    public void onNext(T value) {
        if (!answerHasBegun) {
            answerHasBegun = true;
        }
        actual.onNext(value);
    }

    /** The server may work on, unless nothing reached it. */
    @Override
    public void onError(Throwable error) {
        if (!state.compareAndSet(State.RUNNING, State.ENDED)) {
            Operators.onErrorDropped(error, currentContext());
            return;
        }
        Problem problem = error instanceof TransportException transport ? transport.problem() : Problem.BROKEN;
        switch (problem) {
            case UNREACHABLE, NO_SOCKET, UNTRUSTED, REFUSED, PROXY -> quota.release(permit());
            case BROKEN, MALFORMED, TOO_LARGE -> givenUp(GivenUp.SILENT);
            case TIMED_OUT -> givenUp(GivenUp.TIMED_OUT);
        }
        actual.onError(error);
    }

    private Runnable permit() {
        return Objects.requireNonNull(permit, "permit");
    }

    private void givenUp(GivenUp unlessBegun) {
        quota.givenUp(startedAt, answerHasBegun ? GivenUp.BEGUN : unlessBegun, permit());
    }

    @Override
    public void onComplete() {
        if (state.compareAndSet(State.RUNNING, State.ENDED)) {
            quota.answered(startedAt, permit());
            actual.onComplete();
        }
    }

    /** Ended first and cancelled then: what a source says to its cancel is no end of its own. */
    @Override
    public void cancel() {
        State was = state.getAndSet(State.ENDED);
        try {
            super.cancel();
        } finally {
            letGo(was);
        }
    }

    private void letGo(State was) {
        switch (was) {
            case WAITING -> quota.leave(this);
            case CLAIMED -> quota.release(permit());
            case RUNNING -> givenUp(GivenUp.SILENT);
            case ENDED -> {}
        }
    }
}
