package io.backflux.reactor;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * The memory that the pages of a client's harvests share. A page is requested once there is room for it; where there is none, pages that
 * nobody reads shrink first, and then the one that has stood longest gives way. What may run others' code does so in {@link #serve}, on one
 * thread at a time, and none waits for it; the lock is held for figures only. Safe for use by any thread.
 */
final class PageBuffer {

    /** What is held. */
    interface Holder {

        /**
         * Somebody needs the room, and nothing was read for a while: it is to shrink, or to give way, as its share says. Whoever
         * does not give way holds on, as if it had read.
         */
        void giveWay();
    }

    /** A page that is read on is not worth shrinking: it would only grow again. */
    private static final Duration AT_REST = Duration.ofSeconds(1);

    private final WakeUp wakeUp;
    private final AtomicInteger work = new AtomicInteger();

    /** Of those whose subscriber has dropped them without a cancel. */
    private final ReferenceQueue<Holder> dropped = new ReferenceQueue<>();

    private final Object lock = new Object();

    // All below by who has the lock.
    private final Admission<Share> admission;
    private final Set<Share> open = new HashSet<>();

    /** Those that could give way. */
    private final Standing<Share> standing;

    /** Those that could shrink. */
    private final Standing<Share> unshrunk = new Standing<>(AT_REST);

    private PageSizes sizes = PageSizes.UNKNOWN;

    PageBuffer(WaitingLimits limits, Supplier<Scheduler> timers) {
        this.wakeUp = new WakeUp(timers, this::serve);
        this.admission = new Admission<>(limits.maxBytes());
        this.standing = new Standing<>(limits.stalledAfter());
    }

    /** What one holder has of it: nothing at first. */
    final class Share extends WeakReference<Holder> {

        private final boolean isOfReady;
        private final Sinks.Empty<Void> admitted = Sinks.empty();
        private volatile boolean isAdmitted;
        private volatile boolean isAsked;
        private volatile boolean isAskedToShrink;

        // By who has the lock.
        private long bytes;
        private long read;
        private long expected;
        private @Nullable RoomClaim claim;
        private boolean closed;

        private Share(Holder holder, boolean isOfReady) {
            super(holder, dropped);
            this.isOfReady = isOfReady;
        }

        boolean isAdmitted() {
            return isAdmitted;
        }

        /** Whether it is to give way, if it can. */
        boolean isAsked() {
            return isAsked;
        }

        /** Whether it is to hold no more than it needs. */
        boolean isAskedToShrink() {
            return isAskedToShrink;
        }

        /** It is wanted more than before, or less. Without effect where it does not wait. */
        void need(Need now) {
            synchronized (lock) {
                if (claim == null || claim.need() == now || !admission.leave(this)) {
                    return;
                }
                claim = claim.with(now);
                admission.await(this, expected, now, claim.lane());
            }
            serve();
        }

        /** So many bytes have come of what is in flight, which may be more than was set aside for it. */
        void arrived(long total) {
            if (total > expected) {
                hold(total);
            }
        }

        /** So many bytes are held, and can't give way. */
        void hold(long now) {
            change(now, 0, false);
        }

        /**
         * So many bytes are held, and wait for demand.
         *
         * @param rows that were read by now
         */
        void stand(long now, int rows) {
            change(now, rows, true);
        }

        private void change(long now, int rows, boolean stands) {
            boolean less;
            boolean shrinksSoon;
            synchronized (lock) {
                if (closed || (now == bytes && rows == read && stands == standing.contains(this))) {
                    return;
                }
                open.add(this);
                read = rows;
                less = now < bytes;
                set(now);
                standing.remove(this);
                unshrunk.remove(this);
                isAskedToShrink = false;
                if (stands) {
                    standing.add(this, wakeUp.now());
                    unshrunk.add(this, wakeUp.now());
                }
                shrinksSoon = stands && admission.isTight();
            }
            if (less) {
                serve();
            }
            if (shrinksSoon) {
                wakeUp.after(AT_REST.toNanos());
            }
        }

        private void set(long now) {
            if (isOfReady) {
                admission.addReady(now - bytes);
            } else {
                admission.add(now - bytes);
            }
            bytes = now;
        }

        /** Has shrunk, as it was asked to, and stands as before. */
        void shrank(long now) {
            synchronized (lock) {
                isAskedToShrink = false;
                if (!closed) {
                    set(now);
                }
            }
            serve();
        }

        /** Was asked to give way, and does not. */
        void refuse(long now, int rows) {
            isAsked = false;
            stand(now, rows);
            serve();
        }

        /** Gives all back. */
        void close() {
            synchronized (lock) {
                if (closed) {
                    return;
                }
                closed = true;
                admission.leave(this);
                set(0);
                standing.remove(this);
                unshrunk.remove(this);
                open.remove(this);
            }
            serve();
        }
    }

    /** Of a page. */
    Share share(Holder holder) {
        return new Share(holder, false);
    }

    /** Of rows that lie ready, and can't give way. */
    Share shareOfReady(Holder holder) {
        return new Share(holder, true);
    }

    /** The source, once there is room for a page. Cancelled while it waits, it leaves no trace. */
    <T> Flux<T> withRoom(Flux<T> source, Share share, RoomClaim claim) {
        return Flux.defer(() -> {
            synchronized (lock) {
                if (!share.closed) {
                    open.add(share);
                    share.expected = claim.bytes(sizes);
                    share.claim = claim;
                    admission.await(share, share.expected, claim.need(), claim.lane());
                }
            }
            serve();
            return share.isAdmitted
                    ? source
                    : share.admitted.asMono().doOnCancel(share::close).thenMany(source);
        });
    }

    /** A page has come. */
    void came(long bytes, int rows) {
        synchronized (lock) {
            sizes = sizes.after(bytes, rows);
        }
    }

    /** Bytes that are held, or set aside for what is in flight. */
    long used() {
        synchronized (lock) {
            return admission.used();
        }
    }

    /** Requests that wait for room. */
    int waiting() {
        synchronized (lock) {
            return admission.waiting();
        }
    }

    /** Whether so much more may lie ready, ahead of demand. */
    boolean mayLieReady(long bytes) {
        synchronized (lock) {
            return admission.mayLieReady(bytes);
        }
    }

    private void serve() {
        if (work.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            closeDropped();
            for (Share next = admit(); next != null; next = admit()) {
                next.isAdmitted = true;
                next.admitted.tryEmitEmpty();
            }
            makeRoom();
            missed = work.addAndGet(-missed);
        } while (missed != 0);
    }

    private void closeDropped() {
        for (Reference<? extends Holder> gone = dropped.poll(); gone != null; gone = dropped.poll()) {
            ((Share) gone).close();
        }
    }

    private @Nullable Share admit() {
        synchronized (lock) {
            Share next = admission.admit();
            if (next != null) {
                next.bytes = next.expected;
            }
            return next;
        }
    }

    /** Asks pages to shrink, and as many to give way as have what is wanted then; each may do so later, in its own drain. */
    private void makeRoom() {
        for (Share next = nextAtRest(); next != null; next = nextAtRest()) {
            next.isAskedToShrink = true;
            ask(next);
        }
        long wanted = wanted();
        for (Share next = wanted > 0 ? nextStalled() : null; next != null; next = wanted > 0 ? nextStalled() : null) {
            wanted -= next.bytes;
            next.isAsked = true;
            ask(next);
        }
        wakeUp();
    }

    /** What begins to stand from now on stands as long; and where there is no timer any more, whoever gives back comes by here. */
    private void wakeUp() {
        long nanos;
        synchronized (lock) {
            long now = wakeUp.now();
            long toShrink = admission.isTight() && !unshrunk.isEmpty() ? unshrunk.nanosToNext(now) : Long.MAX_VALUE;
            long toGiveWay = admission.wanted() > 0 ? standing.nanosToNext(now) : Long.MAX_VALUE;
            nanos = Math.min(toShrink, toGiveWay);
        }
        if (nanos < Long.MAX_VALUE) {
            wakeUp.after(nanos);
        }
    }

    private static void ask(Share standing) {
        Holder holder = standing.get();
        if (holder == null) {
            standing.close();
        } else {
            holder.giveWay();
        }
    }

    private long wanted() {
        synchronized (lock) {
            return admission.wanted();
        }
    }

    /** It is not asked twice, unless it goes on; null where none has stood for long enough. */
    private @Nullable Share nextStalled() {
        synchronized (lock) {
            return standing.removeStalled(wakeUp.now());
        }
    }

    /** Null while memory is not tight. */
    private @Nullable Share nextAtRest() {
        synchronized (lock) {
            return admission.isTight() ? unshrunk.removeStalled(wakeUp.now()) : null;
        }
    }
}
