package io.backflux.reactor.transport;

import org.jspecify.annotations.Nullable;

/** An exchange that brought no whole answer. Its message holds no header and no body. */
public final class TransportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Problem {
        /** No connection came about, so nothing reached the server; the same request may succeed later. */
        UNREACHABLE,
        /** This machine had no socket for a connection, as where too many files are open; nothing was sent. */
        NO_SOCKET,
        /** The connection broke, and nobody knows what became of the request; it may succeed later. */
        BROKEN,
        /** The answer, or its next byte, did not come in time; it may the next time. */
        TIMED_OUT,
        /** The server's certificate was not accepted; nothing was sent. */
        UNTRUSTED,
        /** What came is no HTTP answer, or can't be unpacked; it may have been damaged on the way. */
        MALFORMED,
        /** What stands around the answer's body is larger than is taken, and would be again. */
        TOO_LARGE,
        /** Somebody on the way, or this transport itself, refuses, and would again. */
        REFUSED,
        /** A proxy can't be reached, or refuses, such as for want of a login, and would again; nothing reached the server. */
        PROXY
    }

    private final Problem problem;

    public TransportException(Problem problem, String what, @Nullable Throwable cause) {
        super(what, cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    /**
     * Whether the request may have reached the server, and so may be worked on and billed; false only where that is certain.
     */
    public boolean mayHaveReachedServer() {
        return switch (problem) {
            case UNREACHABLE, NO_SOCKET, UNTRUSTED, REFUSED, PROXY -> false;
            case BROKEN, TIMED_OUT, MALFORMED, TOO_LARGE -> true;
        };
    }
}
