package io.backflux.reactor.oracle;

import io.backflux.reactor.transport.AnswerPart;
import io.backflux.reactor.transport.Transport;
import io.backflux.reactor.transport.TransportRequest;
import reactor.core.publisher.Flux;

/** The model of the API as a client sees it. */
public record ModelTransport(Transport api) implements Transport {

    @Override
    public Flux<AnswerPart> exchange(TransportRequest request) {
        return api.exchange(request);
    }

    @Override
    public void close() {
        api.close();
    }
}
