package io.backflux.reactor.transport;

import io.backflux.FailureClass;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** One attempt at a page: what is sent, and which it is. Its body holds the token of a page, and so it is not printed. */
public final class TransportRequest {

    private final byte[] body;
    private final int page;
    private final int attempt;
    private final @Nullable FailureClass retryOf;
    private final Duration waited;
    private final Mono<AnswerSummary> answer;

    /**
     * Made by the client; for a test there is {@link #of}.
     *
     * @throws IllegalArgumentException if {@code page} or {@code attempt} is less than 1
     */
    public TransportRequest(
            byte[] body,
            int page,
            int attempt,
            @Nullable FailureClass retryOf,
            Duration waited,
            Mono<AnswerSummary> answer) {
        this.body = Objects.requireNonNull(body, "body");
        this.page = positive("page", page);
        this.attempt = positive("attempt", attempt);
        this.retryOf = retryOf;
        this.waited = Objects.requireNonNull(waited, "waited");
        this.answer = Objects.requireNonNull(answer, "answer");
    }

    private static int positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + value);
        }
        return value;
    }

    /** The first attempt at the first page, of whose answer nothing is known. */
    public static TransportRequest of(byte[] body) {
        return new TransportRequest(body, 1, 1, null, Duration.ZERO, Mono.empty());
    }

    /** JSON in UTF-8. Not a copy: it must not be changed. */
    public byte[] body() {
        return body;
    }

    /**
     * Which page of its harvest: they are numbered from 1 as they are first requested, and each attempt at one has its number.
     * Only one request at a time is in flight for a page.
     */
    public int page() {
        return page;
    }

    /**
     * 1 for the first, and one more for each retry: {@code attempt() - 1} is how often it has been sent again. A page that is requested
     * otherwise, or gave way to others ({@link io.backflux.reactor.WaitingLimits}), begins anew with 1.
     */
    public int attempt() {
        return attempt;
    }

    /** Why it is a retry; null where it is none. */
    public @Nullable FailureClass retryOf() {
        return retryOf;
    }

    /** How long it waited for its permit. Waiting for room in memory is not included. */
    public Duration waited() {
        return waited;
    }

    /**
     * What its answer says of itself, once the whole answer is here and its head has been read, whatever the demand for its
     * rows; that may be just before or just after the exchange's own end, on the thread that reads the harvest's pages. Completes
     * empty where the answer broke off before it said anything, or was aborted. Any number may subscribe, which triggers nothing.
     */
    public Mono<AnswerSummary> answer() {
        return answer;
    }

    /** Without its body. */
    @Override
    public String toString() {
        return "TransportRequest[page=" + page + ", attempt=" + attempt + ", retryOf=" + retryOf + ", waited=" + waited
                + "]";
    }
}
