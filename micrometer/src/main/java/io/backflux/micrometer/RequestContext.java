package io.backflux.micrometer;

import io.backflux.reactor.transport.AnswerSummary;
import io.backflux.reactor.transport.TransportRequest;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What is known of an observed attempt at a page, for conventions and handlers. Nothing is sent along with the request. */
public final class RequestContext extends SenderContext<TransportRequest> {

    private final TransportRequest request;
    private final @Nullable URI server;
    private volatile @Nullable Integer status;
    private volatile @Nullable AnswerSummary answer;
    private volatile @Nullable Throwable failure;
    private volatile boolean cancelled;

    RequestContext(TransportRequest request, @Nullable URI server) {
        super((carrier, key, value) -> {}, Kind.CLIENT);
        this.request = request;
        this.server = server;
        setCarrier(request);
    }

    /** Which page and which attempt; its body holds the token of a page. */
    public TransportRequest request() {
        return request;
    }

    /** The client's base URL; null with a transport of the caller's own. */
    public @Nullable URI server() {
        return server;
    }

    /** The answer's HTTP status; null until its head is here. */
    public @Nullable Integer status() {
        return status;
    }

    /** What the answer says of itself; null until that is known, and where it broke off before. */
    public @Nullable AnswerSummary answer() {
        return answer;
    }

    /** Why the exchange failed; null where it has not, whatever the answer says. */
    public @Nullable Throwable failure() {
        return failure;
    }

    /** Whether the exchange was cancelled. */
    public boolean isCancelled() {
        return cancelled;
    }

    void status(int status) {
        this.status = status;
    }

    void answered(AnswerSummary answer) {
        this.answer = answer;
    }

    void failed(Throwable failure) {
        this.failure = failure;
    }

    void cancelled() {
        this.cancelled = true;
    }
}
