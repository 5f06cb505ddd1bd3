package io.backflux.error;

/** The server failed: an HTTP status of 5xx, or a code such as 50000 inside HTTP 200. */
public final class ServerFailedException extends TransientException {

    private static final long serialVersionUID = 1L;

    ServerFailedException(Builder builder) {
        super(builder);
    }
}
