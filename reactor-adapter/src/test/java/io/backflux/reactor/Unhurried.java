package io.backflux.reactor;

import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.Lane;
import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** A quota that never makes anybody wait. */
final class Unhurried implements AccountQuota {

    @Override
    public <T> Flux<T> withPermit(Publisher<T> exchange, Lane lane) {
        return Flux.from(exchange);
    }

    @Override
    public void pause(Duration atLeast) {}

    @Override
    public int inFlight() {
        return 0;
    }

    @Override
    public int waiting(Lane lane) {
        return 0;
    }
}
