package io.backflux.reactor;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;

/**
 * Lets one thread at a time work on what has happened. Whatever happens (demand, bytes, a timer, cancellation) is noted, and
 * then whoever is in here proceeds from there, in a loop and never by recursion, so that neither a million pages nor a million
 * rows deepen the stack.
 */
abstract class Drain {

    private static final AtomicIntegerFieldUpdater<Drain> WORK =
            AtomicIntegerFieldUpdater.newUpdater(Drain.class, "work");

    /** Whoever makes this is in the drain, and leaves it with {@link #run()}. */
    private volatile int work = 1;

    /** Whose turn the drain is. Others read it without order, which can't make them take it for their own. */
    private @Nullable Thread drainThread = Thread.currentThread();

    private @Nullable Throwable fatal;

    /** Does what can be done by now. */
    abstract void proceed();

    /** Something was thrown, which must leave neither the subscriber waiting nor the drain locked. */
    abstract void rescue(Throwable thrown);

    /** Whether the caller is in the drain. */
    final boolean isEntered() {
        return drainThread == Thread.currentThread();
    }

    /** It is thrown on, once the drain is left. */
    final void keepFatal(Throwable thrown) {
        fatal = fatal == null && Exceptions.isJvmFatal(thrown) ? thrown : fatal;
    }

    /** Notes that something has happened, and proceeds from there unless another thread is about to. */
    final void drain() {
        if (WORK.getAndIncrement(this) == 0) {
            run();
        }
    }

    /** Enters the drain if nobody is in it; {@link #run} must follow. */
    final boolean enter() {
        return WORK.compareAndSet(this, 0, 1);
    }

    /** Does what comes first, and proceeds from there. */
    final void run(Runnable first) {
        drainThread = Thread.currentThread();
        try {
            first.run();
        } catch (Throwable thrown) {
            rescue(thrown);
        }
        run();
    }

    final void run() {
        Throwable thrownOn = null;
        int missed = 1;
        do {
            drainThread = Thread.currentThread();
            try {
                proceed();
            } catch (Throwable thrown) {
                rescue(thrown);
            }
            thrownOn = thrownOn == null ? fatal : thrownOn;
            fatal = null;
            drainThread = null;
            missed = WORK.addAndGet(this, -missed);
        } while (missed != 0);
        if (thrownOn != null) { // Only now, or nobody would ever come in here again.
            Exceptions.throwIfJvmFatal(thrownOn);
        }
    }
}
