package io.backflux.spring.boot;

import io.backflux.reactor.BacklinksClientBuilder;
import io.backflux.reactor.transport.AnswerPart;
import io.backflux.reactor.transport.AnswerSummary;
import io.backflux.reactor.transport.Transport;
import io.backflux.reactor.transport.TransportException;
import io.backflux.reactor.transport.TransportRequest;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** What the API answered last, whoever asked. */
final class LastAnswer implements BacklinksClientBuilderCustomizer {

    /**
     * How a request ended.
     *
     * @param at when
     * @param answer what it said of itself; null where none came
     * @param problem why none came; null where one did
     */
    record Outcome(Instant at, @Nullable AnswerSummary answer, TransportException.@Nullable Problem problem) {}

    private final Clock clock;
    private volatile @Nullable Outcome outcome;

    LastAnswer(Clock clock) {
        this.clock = clock;
    }

    /** Null before the first one. */
    @Nullable Outcome outcome() {
        return outcome;
    }

    @Override
    public void customize(BacklinksClientBuilder builder) {
        builder.transportDecorator(this::watched);
    }

    private Transport watched(Transport next) {
        return request -> exchange(next, request);
    }

    private Flux<AnswerPart> exchange(Transport next, TransportRequest request) {
        return next.exchange(request)
                .doOnSubscribe(subscription -> request.answer().subscribe(this::answered))
                .doOnError(TransportException.class, this::failed);
    }

    private void answered(AnswerSummary answer) {
        outcome = new Outcome(clock.instant(), answer, null);
    }

    private void failed(TransportException failure) {
        outcome = new Outcome(clock.instant(), null, failure.problem());
    }
}
