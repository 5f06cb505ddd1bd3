package io.backflux.simulator;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Counts requests in flight and requests within the last 60 seconds. */
final class AccountLimits {
    private static final long MINUTE = TimeUnit.SECONDS.toNanos(60);

    private final int maxInFlight;
    private final int perMinute;
    private final LongSupplier nanoTime;
    private final ArrayDeque<Long> lastMinute = new ArrayDeque<>();
    private final ArrayDeque<Long> arrivals = new ArrayDeque<>();
    private int inFlight;
    private int peak;
    private int peakInAMinute;

    AccountLimits(int maxInFlight, int perMinute, LongSupplier nanoTime) {
        this.maxInFlight = maxInFlight;
        this.perMinute = perMinute;
        this.nanoTime = nanoTime;
    }

    synchronized Slot enter() {
        inFlight++;
        peak = Math.max(peak, inFlight);
        long now = nanoTime.getAsLong();
        forget(arrivals, now);
        arrivals.add(now);
        peakInAMinute = Math.max(peakInAMinute, arrivals.size());
        return new Slot(inFlight > maxInFlight);
    }

    /** Counts a request, if there is room for it in the 60 seconds that end now. */
    synchronized boolean countWithinMinute() {
        long now = nanoTime.getAsLong();
        forget(lastMinute, now);
        if (lastMinute.size() >= perMinute) {
            return false;
        }
        lastMinute.add(now);
        return true;
    }

    private static void forget(ArrayDeque<Long> times, long now) {
        while (!times.isEmpty() && now - times.element() >= MINUTE) {
            times.remove();
        }
    }

    synchronized int leftThisMinute() {
        return perMinute - lastMinute.size();
    }

    int perMinute() {
        return perMinute;
    }

    synchronized int inFlight() {
        return inFlight;
    }

    synchronized int peak() {
        return peak;
    }

    /** The most that arrived within any 60 seconds: each window that matters ends with an arrival. */
    synchronized int peakInAMinute() {
        return peakInAMinute;
    }

    synchronized void resetPeaks() {
        peak = inFlight;
        arrivals.clear();
        peakInAMinute = 0;
    }

    /** A request's place among those in flight. */
    final class Slot {
        private final boolean beyondLimit;
        private boolean released;
        private boolean held;

        private Slot(boolean beyondLimit) {
            this.beyondLimit = beyondLimit;
        }

        boolean isBeyondLimit() {
            return beyondLimit;
        }

        /** Keeps the place, though it be released, until {@link #letGo()}. */
        void hold() {
            synchronized (AccountLimits.this) {
                held = !released;
            }
        }

        void letGo() {
            synchronized (AccountLimits.this) {
                if (held && released) {
                    inFlight--;
                }
                held = false;
            }
        }

        /** Gives the place back, once however often it is called. */
        void release() {
            synchronized (AccountLimits.this) {
                if (!held && !released) {
                    inFlight--;
                }
                released = true;
            }
        }
    }
}
