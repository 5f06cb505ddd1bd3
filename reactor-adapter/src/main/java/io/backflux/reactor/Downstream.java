package io.backflux.reactor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable.Attr;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * The subscriber's side of a harvest: what it has asked for, what it has got, and what lies ready for it. Demand and
 * cancellation may come from any thread; the rest is for the harvest's drain only.
 */
final class Downstream<T> {

    @SuppressWarnings("rawtypes")
    private static final AtomicLongFieldUpdater<Downstream> REQUESTED =
            AtomicLongFieldUpdater.newUpdater(Downstream.class, "requested");

    private final CoreSubscriber<? super T> actual;
    private final ToIntFunction<T> rowsIn;
    private final int mostAhead;
    private final Runnable firstRow;
    private final Deque<T> ready = new ArrayDeque<>();
    private volatile long requested;
    private volatile boolean badDemand;
    private volatile boolean cancelled;
    private volatile boolean stopped;
    private boolean isInOnNext;
    private boolean hasThrown;
    private long emitted;
    private long rows;
    private long readyRows;

    /**
     * @param rowsIn how many rows are in what the subscriber gets
     * @param mostAhead how much may lie ready beyond what was asked for
     * @param firstRow done just before the first row is emitted
     */
    Downstream(CoreSubscriber<? super T> actual, ToIntFunction<T> rowsIn, int mostAhead, Runnable firstRow) {
        this.actual = actual;
        this.rowsIn = rowsIn;
        this.mostAhead = mostAhead;
        this.firstRow = firstRow;
    }

    /**
     * For an outlet.
     *
     * @param pagesAhead how many pages may lie ready beyond what was asked for
     */
    static <T> Downstream<T> of(
            CoreSubscriber<? super T> actual, Outlet<T> outlet, int pagesAhead, int limit, Runnable firstRow) {
        long mostAhead = (long) pagesAhead * outlet.unitsPerPage(limit);
        return new Downstream<>(actual, outlet::rowsIn, (int) Math.min(mostAhead, Integer.MAX_VALUE), firstRow);
    }

    /** What {@link reactor.core.Scannable} asks of the subscriber's side; null where it is nothing of that. */
    @SuppressWarnings("rawtypes") // As Scannable has it.
    @Nullable Object scan(Attr key) {
        if (key.equals(Attr.ACTUAL)) {
            return actual;
        }
        if (key.equals(Attr.BUFFERED)) {
            return readyCount();
        }
        if (key.equals(Attr.REQUESTED_FROM_DOWNSTREAM)) {
            return outstanding();
        }
        return key.equals(Attr.CANCELLED) ? isCancelled() : null;
    }

    /** What was asked for and has not been emitted. */
    long outstanding() {
        long asked = requested;
        return asked == Long.MAX_VALUE ? asked : Math.max(0, asked - emitted);
    }

    int readyCount() {
        return ready.size();
    }

    /** Whether the subscriber has what was emitted last, and has not said by asking for more that it is done with it. */
    boolean hasInHand() {
        return emitted > 0 && emitted >= requested;
    }

    /** Rows that lie ready. */
    long readyRows() {
        return readyRows;
    }

    Context context() {
        return actual.currentContext();
    }

    void request(long n) {
        if (n > 0) {
            Operators.addCap(REQUESTED, this, n);
        } else {
            badDemand = true;
        }
    }

    boolean askedForNothing() {
        return badDemand;
    }

    void cancel() {
        cancelled = true;
        stopped = true;
    }

    /** Nothing more is emitted, though the subscriber is there. */
    void stop() {
        stopped = true;
    }

    /** Whether nothing more may be emitted. */
    boolean isStopped() {
        return stopped;
    }

    boolean isCancelled() {
        return cancelled;
    }

    boolean isDemanding() {
        return isDemanding(0);
    }

    /** Whether more is asked for than what lies ready and so much besides. */
    boolean isDemanding(long besides) {
        return emitted + ready.size() + besides < requested;
    }

    /** Whether more may be fetched before it is asked for; not before anything was. */
    boolean mayRunAhead() {
        return requested > 0 && ready.size() < mostAhead;
    }

    /** How much more may be fetched, with what is asked for and what may lie ready; nothing before anything was asked for. */
    long room() {
        long asked = requested;
        return asked == 0 ? 0 : Operators.addCap(asked - emitted, mostAhead) - ready.size();
    }

    /** Whether what is fetched may be read on, though nobody asks for it yet. */
    boolean readsAhead() {
        return mostAhead > 0;
    }

    void emit(T unit) {
        if (ready.isEmpty() && emitted < requested) {
            deliver(unit);
        } else {
            ready.add(unit);
            readyRows += rowsIn.applyAsInt(unit);
        }
    }

    void emitReady() {
        while (!ready.isEmpty() && emitted < requested && !stopped && !hasThrown) {
            T unit = ready.remove();
            readyRows -= rowsIn.applyAsInt(unit);
            deliver(unit);
        }
    }

    private void deliver(T unit) {
        int count = rowsIn.applyAsInt(unit);
        boolean isFirst = rows == 0 && count > 0;
        emitted++;
        rows += count;
        try {
            if (isFirst) {
                firstRow.run();
            }
        } finally { // It counts as emitted by now.
            signal(unit);
        }
    }

    private void signal(T unit) {
        isInOnNext = true;
        try {
            actual.onNext(unit);
        } catch (Throwable thrown) {
            hasThrown = true;
            throw thrown;
        } finally {
            isInOnNext = false;
        }
    }

    /** Whether the subscriber is taking something right now. For the thread in the drain only. */
    boolean isInOnNext() {
        return isInOnNext;
    }

    /** Whether {@code onNext} has thrown: it is never called again then. */
    boolean hasThrown() {
        return hasThrown;
    }

    /** Rows emitted. */
    long rows() {
        return rows;
    }

    boolean hasGotAll() {
        return ready.isEmpty();
    }

    void end(@Nullable Throwable error) {
        if (error == null) {
            actual.onComplete();
        } else {
            actual.onError(error);
        }
    }

    void forgetReady() {
        readyRows = 0;
        Operators.onDiscardQueueWithClear(ready, actual.currentContext(), null);
    }
}
