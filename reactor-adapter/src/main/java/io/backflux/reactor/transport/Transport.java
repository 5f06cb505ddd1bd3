package io.backflux.reactor.transport;

import io.backflux.reactor.transport.TransportException.Problem;
import reactor.core.publisher.Flux;

/**
 * One request, one answer. The only way out to the network: whatever implements it can stand below the client.
 *
 * <p>A decorator is a transport around another one, and mostly a lambda:
 *
 * <pre>{@code
 * BacklinksClient.builder().transportDecorator(next -> request -> next.exchange(request).doOnError(failures::count))
 * }</pre>
 */
@FunctionalInterface
public interface Transport {

    /**
     * Sends a request to the backlinks endpoint.
     *
     * <p>Nothing happens before subscription; each subscription sends the request once, and never a second time by
     * itself. The answer comes as its {@link AnswerPart.Head} and then its bytes, as they arrive: packed with gzip where the
     * head says so, so that a page that waits to be read is small. Cancelling aborts the exchange and frees its
     * connection. An answer with any HTTP status is an answer; what fails is signalled as a {@link TransportException}.
     *
     * <p>The client calls it once for each attempt, subscribes once, and has the permit by then; on the thread that set the
     * permit free. The subscriber's Context is that of the harvest's subscriber, with what {@link
     * io.backflux.reactor.HarvestListener#requestContext} adds.
     */
    Flux<AnswerPart> exchange(TransportRequest request);

    /**
     * Asks for what the API says of the account, by {@code GET /v3/appendix/user_data}; as {@link #exchange} otherwise. The client calls it
     * beneath what decorates a transport. Unless overridden, this is refused.
     */
    default Flux<AnswerPart> accountData() {
        String what = "this transport does not ask for the account's data";
        return Flux.error(() -> new TransportException(Problem.REFUSED, what, null));
    }

    /**
     * Frees connections and threads once what runs has come to its end. Does not wait. A second call does nothing. Unless
     * overridden there is nothing to free.
     */
    default void close() {}
}
