package io.backflux.reactor;

import io.backflux.RetryPolicy;
import io.backflux.paging.Backoff;
import io.backflux.paging.Failure;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * How a client pauses before retries.
 *
 * @param timers the one of the moment, as it may be replaced or shut down
 * @param jitter from 0 (included) to 1, another one each time
 */
record Pauses(Supplier<Scheduler> timers, DoubleSupplier jitter) {

    static final Pauses DEFAULT =
            new Pauses(Schedulers::parallel, () -> ThreadLocalRandom.current().nextDouble());

    Pauses by(Scheduler timer) {
        return new Pauses(() -> timer, jitter);
    }

    Pauses withJitter(DoubleSupplier other) {
        return new Pauses(timers, other);
    }

    Scheduler timer() {
        return timers.get();
    }

    Duration after(Failure failure, int attempts, RetryPolicy policy) {
        return Backoff.after(failure, attempts, policy, jitter.getAsDouble());
    }
}
