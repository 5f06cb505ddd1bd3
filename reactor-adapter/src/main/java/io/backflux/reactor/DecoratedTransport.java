package io.backflux.reactor;

import io.backflux.reactor.transport.AnswerPart;
import io.backflux.reactor.transport.Transport;
import io.backflux.reactor.transport.TransportRequest;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;

/** A transport behind its decorators: all of them are closed, also the one that a decorator forgot. */
record DecoratedTransport(Transport inner, Transport outer) implements Transport {

    /**
     * @param decorators the last one is outermost
     */
    static Transport of(Transport inner, List<UnaryOperator<Transport>> decorators) {
        Transport outer = inner;
        for (UnaryOperator<Transport> decorator : decorators) {
            outer = Objects.requireNonNull(decorator.apply(outer), "decorated transport");
        }
        return decorators.isEmpty() ? inner : new DecoratedTransport(inner, outer);
    }

    @Override
    public Flux<AnswerPart> exchange(TransportRequest request) {
        return outer.exchange(request);
    }

    @Override
    public void close() {
        try {
            outer.close();
        } finally {
            inner.close();
        }
    }
}
