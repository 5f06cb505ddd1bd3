package io.backflux.error;

/** No connection, or one that broke before the answer was whole. */
public final class ConnectionFailedException extends TransientException {

    private static final long serialVersionUID = 1L;

    ConnectionFailedException(Builder builder) {
        super(builder);
    }
}
