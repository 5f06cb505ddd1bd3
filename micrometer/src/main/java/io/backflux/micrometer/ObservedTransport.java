package io.backflux.micrometer;

import io.backflux.reactor.transport.AnswerPart;
import io.backflux.reactor.transport.Transport;
import io.backflux.reactor.transport.TransportRequest;
import reactor.core.publisher.Flux;

/** Counts what is sent, and observes each attempt as its harvest's. */
record ObservedTransport(Transport next, Observations observations, HarvestMeters meters) implements Transport {

    @Override
    public Flux<AnswerPart> exchange(TransportRequest request) {
        return Flux.deferContextual(context -> {
            meters.sent(request);
            ObservedHarvest harvest = observations.registry().isNoop() ? null : ObservedHarvest.in(context);
            Flux<AnswerPart> exchange = next.exchange(request);
            return harvest == null
                    ? exchange
                    : ObservedAttempt.of(request, harvest, observations).watch(exchange);
        });
    }

    @Override
    public Flux<AnswerPart> accountData() {
        return next.accountData();
    }

    @Override
    public void close() {
        next.close();
    }
}
