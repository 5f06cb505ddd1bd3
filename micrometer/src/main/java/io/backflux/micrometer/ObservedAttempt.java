package io.backflux.micrometer;

import io.backflux.reactor.transport.AnswerPart;
import io.backflux.reactor.transport.TransportRequest;
import io.micrometer.observation.Observation;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Flux;

/** One attempt at a page. It is over once its exchange is, and what the answer says of itself is known. */
final class ObservedAttempt {

    private final RequestContext context;
    private final Observation observation;

    /** A harvest that has its page lets go of what has ended, too. */
    private final AtomicBoolean over = new AtomicBoolean();

    private ObservedAttempt(RequestContext context, Observation observation) {
        this.context = context;
        this.observation = observation;
    }

    static ObservedAttempt of(TransportRequest request, ObservedHarvest harvest, Observations observations) {
        RequestContext context = new RequestContext(request, harvest.server());
        Observation observation = observations.of(context);
        Observation parent = harvest.parentOfRequests();
        if (parent != null) {
            observation.parentObservation(parent);
        }
        return new ObservedAttempt(context, observation);
    }

    /** Begins, and watches an exchange to its end; the exchange as it is where the registry ignores it. */
    Flux<AnswerPart> watch(Flux<AnswerPart> exchange) {
        if (observation.isNoop()) {
            return exchange;
        }
        observation.start();
        return exchange.contextWrite(inner -> inner.put(ObservedHarvest.OBSERVATION, observation))
                .doOnNext(this::came)
                .doOnError(context::failed)
                .doOnTerminate(this::terminated)
                .doOnCancel(this::cancelled);
    }

    private void came(AnswerPart part) {
        if (part instanceof AnswerPart.Head head) {
            context.status(head.status());
        }
    }

    private void terminated() {
        if (over.compareAndSet(false, true)) {
            awaitAnswer();
        }
    }

    private void cancelled() {
        if (over.compareAndSet(false, true)) {
            context.cancelled();
            awaitAnswer();
        }
    }

    /** Before the harvest hears of the end: what it reads of the answer then comes here, and its own end after that. */
    private void awaitAnswer() {
        context.request().answer().subscribe(context::answered, unknown -> stop(), this::stop);
    }

    private void stop() {
        String type = RequestConvention.errorType(context);
        Throwable failure = context.failure();
        if (failure != null) {
            observation.error(failure);
        } else if (type != null && !context.isCancelled()) {
            observation.error(new ObservedFailure("the API answered with code " + type));
        }
        observation.stop();
    }
}
