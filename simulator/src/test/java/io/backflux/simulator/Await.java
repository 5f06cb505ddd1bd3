package io.backflux.simulator;

import java.util.function.BooleanSupplier;

/** Waits for what another thread is about to do. */
final class Await {
    private static final long LIMIT = 20_000_000_000L;

    private Await() {}

    static void until(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > LIMIT) {
                throw new AssertionError("waited in vain");
            }
            Thread.onSpinWait();
        }
    }
}
